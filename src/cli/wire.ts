/**
 * Messages of plain data with typed arrays inside as bytes, for the way between Node and the browser over HTTP: JSON alone
 * would turn 48 MB of samples into 120 MB of digits.
 *
 * Layout: the length of the JSON text (uint32, little-endian), the text, then the arrays, each at a multiple of 8 bytes.
 * In the text an array is {"$array": [type, offset behind the text, length]}, NaN and the infinities {"$number": "NaN"}.
 */
const ARRAYS = { Float64Array, Float32Array, Int32Array, Uint8Array } as const;

type ArrayName = keyof typeof ARRAYS;
type WireArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

const ALIGNMENT = 8;

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

export function pack(message: unknown): Uint8Array<ArrayBuffer> {
  const arrays: { readonly offset: number; readonly array: WireArray }[] = [];
  let dataLength = 0;
  const json = JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
    if (!ArrayBuffer.isView(value)) return value;
    const array = value as WireArray;
    const name = array.constructor.name;
    if (!(name in ARRAYS)) throw new TypeError(`a ${name} cannot be sent: expected ${Object.keys(ARRAYS).join(', ')}`);
    const offset = dataLength;
    arrays.push({ offset, array });
    dataLength = align(offset + array.byteLength);
    return { $array: [name, offset, array.length] };
  });
  const text = new TextEncoder().encode(json);
  const dataStart = align(4 + text.length);
  const bytes = new Uint8Array(dataStart + dataLength);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  for (const { offset, array } of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), dataStart + offset);
  }
  return bytes;
}

/** The reverse; its arrays share memory with `buffer`. */
export function unpack(buffer: ArrayBuffer): unknown {
  const textLength = new DataView(buffer).getUint32(0, true);
  const dataStart = align(4 + textLength);
  const json = new TextDecoder().decode(new Uint8Array(buffer, 4, textLength));
  return JSON.parse(json, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$number' in value) return Number(value.$number);
    if (!('$array' in value)) return value;
    const [name, offset, length] = value.$array as [ArrayName, number, number];
    return new ARRAYS[name](buffer, dataStart + offset, length);
  });
}
