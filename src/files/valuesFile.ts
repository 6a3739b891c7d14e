import { FileError } from './fileError.ts';
import { formatShape, readNpy } from './npy.ts';
import { quoted } from './quoted.ts';

/** Numbers for neurons; `neurons` where the file says whose they are, [values.length]. */
export interface NeuronNumbers {
  readonly neurons?: readonly number[];
  readonly values: readonly number[];
}

/** What stands between numbers: a line's end, a comma, a semicolon, a tab or spaces. */
const BETWEEN = /[\s,;]+/;
/** First cell of the header of a table of neurons and values. */
const NEURON = 'neuron';

/**
 * Read a file of one number per neuron: a .npy of any shape with one axis longer than 1, or text: a column or a row, with or without a
 * name above it, or the columns neuron, value as `writeValues` writes them.
 * @throws FileError when the bytes are neither, or hold something that is not a finite number.
 */
export function readValues(bytes: Uint8Array<ArrayBuffer>, name: string): NeuronNumbers {
  if (bytes[0] !== 0x93) return parseValues(new TextDecoder().decode(bytes), name);
  const { shape, values } = readNpy(bytes, name);
  if (shape.filter((length) => length !== 1).length > 1 || values.length === 0) {
    throw new FileError(`${name} is ${formatShape(shape)}: expected one number per neuron, [n]`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new FileError(`${name} holds ${values[wrong]} at position ${wrong}: expected finite values`);
  return { values: Array.from(values) };
}

/**
 * Numbers from text: what a spreadsheet puts on the clipboard, or a .csv.
 * @param name what the message calls it
 * @throws FileError quoting the first thing that is no number.
 */
export function parseValues(text: string, name: string): NeuronNumbers {
  const [first = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const heading = first.split(/[,;\t]/).map((cell) => cell.trim());
  if (heading[0]?.toLowerCase() === NEURON && heading.length === 2) return parseTable(lines, name);
  // A name above the numbers, not a number that is mistyped: 'g_Na', '"value"'.
  const isHeader = lines.length > 0 && /^"?[A-Za-z_]/.test(first) && !/^(nan|inf)/i.test(first);
  const cells = (isHeader ? lines.join('\n') : [first, ...lines].join('\n')).trim().split(BETWEEN).filter(Boolean);
  if (cells.length === 0) throw new FileError(`${name} holds no numbers: expected one per neuron`);
  return { values: cells.map((cell, place) => toNumber(cell, `at position ${place}`, name)) };
}

/** A .csv of neurons and their values, one line each. */
export function writeValues(symbol: string, neurons: readonly number[], values: readonly number[]): string {
  return [`${NEURON},${symbol}`, ...neurons.map((neuron, k) => `${neuron},${values[k]}`), ''].join('\n');
}

function parseTable(lines: readonly string[], name: string): NeuronNumbers {
  const rows = new Map<number, number>();
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const where = `in line ${index + 2}`;
    const [neuron = '', value = ''] = line.split(/[,;\t]/).map((cell) => cell.trim());
    const i = toNumber(neuron, where, name);
    if (!Number.isInteger(i) || i < 0) throw new FileError(`${name} names the neuron ${i} ${where}: expected an index`);
    if (rows.has(i)) throw new FileError(`${name} names the neuron ${i} twice, again ${where}`);
    rows.set(i, toNumber(value, where, name));
  });
  if (rows.size === 0) throw new FileError(`${name} holds no numbers: expected one per neuron`);
  const neurons = [...rows.keys()].sort((a, b) => a - b);
  return { neurons, values: neurons.map((neuron) => rows.get(neuron)!) };
}

function toNumber(cell: string, where: string, name: string): number {
  const value = cell === '' ? NaN : Number(cell.replace('−', '-'));
  if (Number.isFinite(value)) return value;
  throw new FileError(`${name} holds ${quoted(cell)} ${where}: expected a number`);
}
