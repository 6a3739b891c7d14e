import { FileError } from './fileError.ts';

/** A table of numbers out of a text, without its labels. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] row-major. */
  readonly values: Float64Array<ArrayBuffer>;
  /** What stands beside the numbers: lines that begin with #, and the cell above the rows' and before the columns' labels. */
  readonly remarks: readonly string[];
}

/**
 * Reads a table as spreadsheets, pandas and numpy.savetxt write it: columns apart by tabs, else semicolons, else commas, else spaces;
 * a first line and a first column of labels are left out; an empty cell is 0.
 * @param name of the file, or 'The table', for the messages
 * @param options.isSquare whether the numbers are as many rows as columns: then a line and a column of numbers 0, 1, 2 … beside them are
 * known as labels too
 * @throws FileError when lines are of different lengths, a cell is no number or has a decimal comma, or nothing is there.
 */
export function parseTable(text: string, name: string, options: { readonly isSquare?: boolean } = {}): Table {
  const remarks: string[] = [];
  const lines: string[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    if (line.startsWith('#')) remarks.push(line.slice(1).trim());
    else lines.push(line);
  }
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  if (lines.length === 0) throw new FileError(`${name} holds no numbers: expected one row of numbers in each line`);
  const separator = separatorOf(lines);
  const cells = lines.map((line) => splitLine(line, separator));
  const width = cells[0]!.length;
  const isLabel = (cell: string | undefined): boolean => cell !== undefined && cell !== '' && !isNumber(cell);
  const isHeadedByNumbers = options.isSquare === true && lines.length === width + 1 && isCounting(cells[0]!);
  const isIndexed = options.isSquare === true && width > 1 && cells[0]![0] === '' && isCounting(cells[0]!.slice(1));
  const isHeaded = isHeadedByNumbers || isIndexed || cells[0]!.some((cell) => isLabel(cell) && !isDecimalComma(cell));
  const firstRow = isHeaded ? 1 : 0;
  const isLabelled =
    isIndexed ||
    (cells.length > firstRow && cells.slice(firstRow).every(([cell]) => isLabel(cell) && !isDecimalComma(cell!)));
  const firstColumn = isLabelled ? 1 : 0;
  // A first line of labels for the columns alone is one cell shorter, or as long with an empty corner.
  const columns = (cells[firstRow]?.length ?? 0) - firstColumn;
  const rows = cells.length - firstRow;
  if (rows < 1 || columns < 1)
    throw new FileError(`${name} holds no numbers: expected one row of numbers in each line`);
  if (isHeaded && isLabelled && cells[0]![0] !== '' && width === columns + 1) remarks.push(cells[0]![0]!);
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const line = cells[firstRow + row]!;
    const place = `in line ${firstRow + row + 1 + remarkLines(text)}`;
    if (line.length !== columns + firstColumn) {
      const expected = `expected ${columns + firstColumn} as in the line before`;
      throw new FileError(`${name} has ${line.length} cells ${place}: ${expected}`);
    }
    for (let column = 0; column < columns; column++) {
      const cell = line[firstColumn + column]!;
      const value = Number(cell);
      if (!isNumber(cell) && cell !== '') {
        const what = `${name} holds '${cell.slice(0, 20)}' ${place}, cell ${firstColumn + column + 1}`;
        throw new FileError(
          isDecimalComma(cell) ? `${what}: expected a decimal point, not a comma` : `${what}: expected a number`,
        );
      }
      values[row * columns + column] = value;
    }
  }
  return { rows, columns, values, remarks };
}

/** The shortest decimal number that a float32 reads back as the weight: '0.1', not '0.10000000149011612'. */
export function formatWeight(weight: number): string {
  if (Number.isInteger(weight)) return String(weight);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(weight.toPrecision(digits));
    if (Math.fround(short) === weight) return String(short);
  }
  return String(Number(weight.toPrecision(9)));
}

/** Lines of remarks before the first line of the table. */
function remarkLines(text: string): number {
  return /^(?:#[^\n]*\n)*/.exec(text)![0].split('\n').length - 1;
}

function separatorOf(lines: readonly string[]): string | RegExp {
  for (const separator of ['\t', ';', ',']) if (lines.some((line) => line.includes(separator))) return separator;
  return /\s+/;
}

function splitLine(line: string, separator: string | RegExp): string[] {
  if (line.includes('"') && typeof separator === 'string') return splitQuoted(line, separator);
  const cells = (separator instanceof RegExp ? line.trim() : line).split(separator);
  for (let k = 0; k < cells.length; k++) cells[k] = cells[k]!.trim();
  return cells;
}

/** RFC 4180: cells in quotes may hold the separator, and "" for a quote. */
function splitQuoted(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let k = 0; k < line.length; k++) {
    const letter = line[k]!;
    if (isQuoted && letter === '"' && line[k + 1] === '"') cell += line[k++];
    else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}

/** A number in decimal notation; NaN and infinities count as numbers here, so that they are refused as values. */
function isNumber(cell: string): boolean {
  return (
    cell !== '' &&
    (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(cell) || /^[-+]?(?:nan|inf(?:inity)?)$/i.test(cell))
  );
}

function isDecimalComma(cell: string): boolean {
  return /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i.test(cell);
}

function isCounting(cells: readonly string[]): boolean {
  return cells.every((cell, k) => cell === String(k));
}
