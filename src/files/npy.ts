import { FileError } from './fileError.ts';
import { describeForeignFile } from './foreignFile.ts';
import { quoted } from './quoted.ts';
import { parsePythonLiteral, type PythonLiteral } from './pythonLiteral.ts';
import { transpose } from './transpose.ts';

/** What the values of a file become; 64-bit integers become float64, half floats float32, bool 0 and 1. */
export type NpyValues =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

export interface NpyArray {
  /** Lengths of the axes, slowest first; empty for a single number. */
  readonly shape: readonly number[];
  /** As the file spells it: '<f8', '>i4', '|b1'. */
  readonly dtype: string;
  /** Whether the file stores the first axis fastest. */
  readonly fortranOrder: boolean;
  readonly values: NpyValues;
}

/** Dtypes this lab writes, all little-endian. */
export type WrittenDtype = '<f8' | '<f4' | '<i4' | '<u4' | '|u1';

type WrittenValues = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const; // \x93NUMPY
/** NumPy 2's own limit on the number of axes. */
const MAX_AXES = 64;
/** NumPy reads headers up to 10,000 characters (max_header_size), unless it is told to trust the file. */
const MAX_HEADER = 10_000;
const EXPECTED_NUMBERS = 'expected float64, float32, integers or bool';

/**
 * Read an array that NumPy saved (format versions 1.0, 2.0 and 3.0), values in C order: the last axis fastest.
 * Zero-copy where byte order, alignment and axis order allow: the values may share memory with `bytes`.
 *
 * @param name File name, for the messages.
 * @throws FileError when the bytes are no such file, or hold something that is not a plain array of numbers.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array<ArrayBuffer>, name: string): NpyArray {
  const array = readNpyInFileOrder(bytes, name);
  if (!array.fortranOrder || array.shape.length < 2) return array;
  return { ...array, values: toCOrder(array.values, array.shape) };
}

/** What a .npy file says before its data. */
export interface NpyHeader extends Pick<NpyArray, 'shape' | 'dtype' | 'fortranOrder'> {
  /** Where the data begin, bytes. */
  readonly dataOffset: number;
  /** How long they have to be, bytes. */
  readonly dataBytes: number;
}

/** Bytes in which the header of any file that is read here ends. */
export const MOST_HEADER_BYTES = MAX_HEADER + 12;

/** The header of a file out of its first MOST_HEADER_BYTES. @throws FileError as `readNpy`. */
export function readNpyHeader(bytes: Uint8Array<ArrayBuffer>, name: string): NpyHeader {
  const { header, dataOffset } = readHeaderText(bytes, name);
  const { dtype, fortranOrder, shape } = readHeader(header, name);
  return { shape, dtype, fortranOrder, dataOffset, dataBytes: countOf(shape) * readDtype(dtype, name).size };
}

/** `readNpy` without the reordering: where `fortranOrder` is true, the first axis is the fastest. */
export function readNpyInFileOrder(bytes: Uint8Array<ArrayBuffer>, name: string): NpyArray {
  const { dtype, fortranOrder, shape, dataOffset } = readNpyHeader(bytes, name);
  const element = readDtype(dtype, name);

  const count = countOf(shape);
  const promised = count * element.size;
  const found = bytes.length - dataOffset;
  if (found !== promised) {
    const problem = found < promised ? 'is cut off' : 'goes on after its array';
    throw new FileError(
      `${name} ${problem}: its header promises ${formatShape(shape)} of ${dtype}, ` +
        `${promised} bytes of data, the file holds ${found}`,
    );
  }
  return { shape, dtype, fortranOrder, values: readValues(bytes, dataOffset, count, element, name) };
}

/** A whole .npy file, version 1.0, C order. */
export function writeNpy(array: {
  readonly shape: readonly number[];
  readonly values: WrittenValues;
}): Uint8Array<ArrayBuffer> {
  const { shape, values } = array;
  const count = countOf(shape);
  if (count !== values.length) {
    throw new RangeError(`the shape ${formatShape(shape)} needs ${count} values, got ${values.length}`);
  }
  const header = npyHeader(dtypeOf(values), shape);
  const file = new Uint8Array(header.length + values.byteLength);
  file.set(header);
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length);
  return file;
}

/** The bytes before the data: for writers that know the shape before they have the values. A multiple of 64 bytes. */
export function npyHeader(dtype: WrittenDtype, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const prefix = MAGIC.length + 4;
  const total = Math.ceil((prefix + dict.length + 1) / 64) * 64;
  const bytes = new Uint8Array(total).fill(0x20);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  new DataView(bytes.buffer).setUint16(MAGIC.length + 2, total - prefix, true);
  bytes.set(new TextEncoder().encode(dict), prefix);
  bytes[total - 1] = 0x0a;
  return bytes;
}

/** '[120, 50000]', as the messages spell a shape. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function countOf(shape: readonly number[]): number {
  // Not 0 · Infinity = NaN when a header claims both an empty axis and several huge ones.
  return shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
}

function dtypeOf(values: WrittenValues): WrittenDtype {
  if (values instanceof Float64Array) return '<f8';
  if (values instanceof Float32Array) return '<f4';
  if (values instanceof Int32Array) return '<i4';
  if (values instanceof Uint32Array) return '<u4';
  return '|u1';
}

function readHeaderText(bytes: Uint8Array<ArrayBuffer>, name: string): { header: string; dataOffset: number } {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) {
    throw new FileError(`${name} is ${describeForeignFile(bytes)}: expected an array saved with numpy.save (.npy)`);
  }
  const cutOff = `${name} is cut off: it ends inside its header, after ${bytes.length} bytes`;
  if (bytes.length < 10) throw new FileError(cutOff);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6]!;
  const minor = bytes[7]!;
  if (major < 1 || major > 3 || minor !== 0) {
    throw new FileError(`${name} has the npy format version ${major}.${minor}: expected 1.0, 2.0 or 3.0`);
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw new FileError(cutOff);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) throw new FileError(cutOff);
  if (length > MAX_HEADER) {
    throw new FileError(`${name} has a header of ${length} bytes: expected at most ${MAX_HEADER}`);
  }
  const header = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, start + length));
  return { header, dataOffset: start + length };
}

function readHeader(text: string, name: string): { dtype: string; fortranOrder: boolean; shape: readonly number[] } {
  let header: PythonLiteral;
  try {
    header = parsePythonLiteral(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FileError(`${name} has a damaged header: ${error.message}`);
  }
  if (!(header instanceof Map)) throw new FileError(`${name} has a damaged header: expected a dict`);

  const descr: unknown = header.get('descr');
  if (Array.isArray(descr)) {
    throw new FileError(`${name} holds a structured array with named fields: ${EXPECTED_NUMBERS}`);
  }
  if (typeof descr !== 'string') throw new FileError(`${name} has a damaged header: expected a string as 'descr'`);
  const fortranOrder: unknown = header.get('fortran_order');
  if (typeof fortranOrder !== 'boolean') {
    throw new FileError(`${name} has a damaged header: expected True or False as 'fortran_order'`);
  }
  const shape: unknown = header.get('shape');
  const isShape = Array.isArray(shape) && shape.length <= MAX_AXES && shape.every(isLength);
  if (!isShape) {
    throw new FileError(`${name} has a damaged header: expected up to ${MAX_AXES} lengths of axes as 'shape'`);
  }
  return { dtype: descr, fortranOrder, shape };
}

function isLength(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

interface Element {
  readonly kind: 'f' | 'i' | 'u' | 'b';
  /** Bytes per value. */
  readonly size: number;
  readonly isBigEndian: boolean;
}

const SUPPORTED = new Set(['f2', 'f4', 'f8', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'b1']);

function readDtype(dtype: string, name: string): Element {
  const [, order = '', code = ''] = /^([<>=|]?)(.*)$/s.exec(dtype) ?? [];
  if (SUPPORTED.has(code)) {
    // '=' and '|' mean the order of the machine: little-endian wherever JavaScript runs today.
    return { kind: code[0] as Element['kind'], size: Number(code.slice(1)), isBigEndian: order === '>' };
  }
  throw new FileError(`${name} holds ${describeDtype(code)} (dtype ${quoted(dtype)}): ${EXPECTED_NUMBERS}`);
}

function describeDtype(code: string): string {
  switch (code[0]) {
    case 'c':
      return 'complex numbers';
    case 'O':
      return 'Python objects';
    case 'S':
    case 'U':
    case 'a':
      return 'text';
    case 'M':
    case 'm':
      return 'dates or times';
    case 'V':
      return 'raw bytes or a structure';
    case 'f':
      return 'floats of a width that is not portable';
    default:
      return 'values of an unknown type';
  }
}

function readValues(
  bytes: Uint8Array<ArrayBuffer>,
  offset: number,
  count: number,
  element: Element,
  name: string,
): NpyValues {
  const { kind, size, isBigEndian } = element;
  const data = bytes.subarray(offset);
  if (kind === 'b') return data.map((byte) => (byte === 0 ? 0 : 1));
  if (kind === 'u' && size === 1) return data;
  if (kind === 'i' && size === 1) return new Int8Array(data.buffer, data.byteOffset, count);

  const { buffer, byteOffset } = toLittleEndian(data, size, isBigEndian);
  switch (`${kind}${size}`) {
    case 'f8':
      return new Float64Array(buffer, byteOffset, count);
    case 'f4':
      return new Float32Array(buffer, byteOffset, count);
    case 'f2':
      return Float32Array.from(new Uint16Array(buffer, byteOffset, count), halfToNumber);
    case 'i2':
      return new Int16Array(buffer, byteOffset, count);
    case 'u2':
      return new Uint16Array(buffer, byteOffset, count);
    case 'i4':
      return new Int32Array(buffer, byteOffset, count);
    case 'u4':
      return new Uint32Array(buffer, byteOffset, count);
    default:
      return readLongs(new Uint32Array(buffer, byteOffset, 2 * count), kind === 'i', name);
  }
}

/** The same values on aligned addresses, least significant byte first; `data` itself where it is so already. */
function toLittleEndian(data: Uint8Array<ArrayBuffer>, size: number, isBigEndian: boolean): Uint8Array<ArrayBuffer> {
  if (!isBigEndian) return data.byteOffset % size === 0 ? data : data.slice();
  const swapped = new Uint8Array(data.length);
  const from = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const to = new DataView(swapped.buffer);
  // As integers: a float copied through a register may lose the payload of a NaN.
  if (size === 2) for (let i = 0; i < data.length; i += 2) to.setUint16(i, from.getUint16(i), true);
  else if (size === 4) for (let i = 0; i < data.length; i += 4) to.setUint32(i, from.getUint32(i), true);
  else {
    for (let i = 0; i < data.length; i += 8) {
      to.setUint32(i + 4, from.getUint32(i), true);
      to.setUint32(i, from.getUint32(i + 4), true);
    }
  }
  return swapped;
}

/** 64-bit integers as float64; refused where float64 would silently name another integer. */
function readLongs(words: Uint32Array, isSigned: boolean, name: string): Float64Array<ArrayBuffer> {
  const values = new Float64Array(words.length / 2);
  for (let i = 0; i < values.length; i++) {
    const low = words[2 * i]!;
    const high = isSigned ? words[2 * i + 1]! | 0 : words[2 * i + 1]!;
    if (high >= 0x200000 || high < -0x200000) {
      const value = (BigInt(high) << 32n) + BigInt(low);
      throw new FileError(
        `${name} holds the integer ${value} at position ${i}: ` +
          `beyond 2^53 a float64 cannot tell neighbouring integers apart; save the array as float64`,
      );
    }
    values[i] = high * 0x100000000 + low;
  }
  return values;
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function toCOrder(values: NpyValues, shape: readonly number[]): NpyValues {
  const reordered = new (values.constructor as { new (length: number): NpyValues })(values.length);
  if (shape.length === 2) {
    // In memory, Fortran order of [a, b] is C order of [b, a].
    transpose(values, reordered, shape[1]!, shape[0]!);
    return reordered;
  }
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < values.length; to++) {
    reordered[to] = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return reordered;
}
