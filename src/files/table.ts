import { FileError } from './fileError.ts';
import { quoted } from './quoted.ts';

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
 * @param name of the file, or 'the table', for the messages
 * @param options.isSquare whether the numbers are as many rows as columns: then a line and a column of numbers 0, 1, 2 … beside them are
 * known as labels too
 * @throws FileError when lines are of different lengths, a cell is no number or has a decimal comma, or nothing is there.
 */
export function parseTable(text: string, name: string, options: { readonly isSquare?: boolean } = {}): Table {
  const remarks: string[] = [];
  const lines: string[] = [];
  /** Where each of them stands in the text, from 1. */
  const places: number[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((line, place) => {
      if (line.startsWith('#')) {
        remarks.push(line.slice(1).trim());
        return;
      }
      lines.push(line);
      places.push(place + 1);
    });
  // Tabs alone are a row of empty cells.
  while (lines.length > 0 && /^ *$/.test(lines.at(-1)!)) lines.pop();
  if (lines.length === 0) {
    throw new FileError(`${name} holds no numbers: expected one row of numbers in each line`);
  }
  const separator = separatorOf(lines);
  // Line by line: the cells of all would take many times as much memory as the text.
  const cellsOf = (row: number): readonly string[] => splitLine(lines[row]!, separator);
  const { hasHeader, hasLabels } = findLabels(lines.length, cellsOf, options.isSquare === true);
  const firstRow = hasHeader ? 1 : 0;
  const firstColumn = hasLabels ? 1 : 0;
  const rows = lines.length - firstRow;
  const columns = (rows > 0 ? cellsOf(firstRow).length : 0) - firstColumn;
  if (rows < 1 || columns < 1) {
    throw new FileError(`${name} holds no numbers: expected one row of numbers in each line`);
  }
  const heading = cellsOf(0);
  const corner = hasHeader && hasLabels && heading.length === columns + 1 ? heading[0]! : '';
  if (corner !== '') remarks.push(corner);
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const line = cellsOf(firstRow + row);
    const place = `in line ${places[firstRow + row]}`;
    if (line.length !== columns + firstColumn) {
      const expected = `expected ${columns + firstColumn} as in the line before`;
      throw new FileError(`${name} has ${line.length} cells ${place}: ${expected}`);
    }
    for (let column = 0; column < columns; column++) {
      const cell = line[firstColumn + column]!;
      const value = Number(cell);
      if (!isNumber(cell) && cell !== '') {
        const what = `${name} holds ${quoted(cell)} ${place}, cell ${firstColumn + column + 1}`;
        throw new FileError(
          isDecimalComma(cell) ? `${what}: expected a decimal point, not a comma` : `${what}: expected a number`,
        );
      }
      values[row * columns + column] = value;
    }
  }
  return { rows, columns, values, remarks };
}

/** A short decimal number that a float32 reads back as the weight: '0.1', not '0.10000000149011612'. */
export function formatWeight(weight: number): string {
  // Rounding is several times as fast as toPrecision, and a matrix has millions of weights.
  for (const scale of [1, 1e6, 1e8]) {
    const short = Math.round(weight * scale) / scale;
    if (Math.fround(short) === weight) return String(short);
  }
  return String(Number(weight.toPrecision(9)));
}

function separatorOf(lines: readonly string[]): string | RegExp {
  for (const separator of ['\t', ';', ',']) if (lines.some((line) => line.includes(separator))) return separator;
  return /\s+/;
}

/** Whether the first line names the columns, and the first column the rows. */
function findLabels(
  count: number,
  cellsOf: (row: number) => readonly string[],
  isSquare: boolean,
): { readonly hasHeader: boolean; readonly hasLabels: boolean } {
  const first = cellsOf(0);
  const [corner, ...names] = first as [string, ...string[]];
  const isIndexed = isSquare && names.length > 0 && !isNumber(corner) && isCounting(names);
  const isNumbered = isSquare && count === first.length + 1 && isCounting(first);
  const isNamed = names.every(isLabel) && (isLabel(corner) || (corner === '' && names.length > 0));
  const hasHeader = isIndexed || isNumbered || isNamed;
  return { hasHeader, hasLabels: isIndexed || isEachLabelled(hasHeader ? 1 : 0, count, cellsOf) };
}

/** Whether each of the rows from `first` on begins with a label; the first that does not ends the search. */
function isEachLabelled(first: number, count: number, cellsOf: (row: number) => readonly string[]): boolean {
  let row = first;
  while (row < count && isLabel(cellsOf(row)[0]!)) row++;
  return row === count && row > first;
}

function isLabel(cell: string): boolean {
  return cell !== '' && !isNumber(cell) && !isDecimalComma(cell);
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
    (/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(cell) || /^[-+]?(?:nan|inf(?:inity)?)$/i.test(cell))
  );
}

function isDecimalComma(cell: string): boolean {
  return /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i.test(cell);
}

function isCounting(cells: readonly string[]): boolean {
  return cells.every((cell, k) => cell === String(k));
}
