import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { bytesToBase64 } from '../../files/base64.ts';

const TYPES = { uint8: Uint8Array, uint32: Uint32Array, float32: Float32Array, float64: Float64Array } as const;
type TypeName = keyof typeof TYPES;

/** 'float32:' and its bytes in base64, little-endian. */
export function arrayToText(array: ExperimentArray): string {
  const name = (Object.keys(TYPES) as TypeName[]).find((one) => array instanceof TYPES[one])!;
  return `${name}:${bytesToBase64(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))}`;
}

/** @returns undefined where it is no text of `arrayToText` */
export function arrayFromText(text: unknown): ExperimentArray | undefined {
  if (typeof text !== 'string') return undefined;
  const at = text.indexOf(':');
  const name = text.slice(0, at);
  if (!Object.hasOwn(TYPES, name)) return undefined;
  const type = TYPES[name as TypeName];
  try {
    const bytes = Uint8Array.from(atob(text.slice(at + 1)), (letter) => letter.charCodeAt(0));
    return new type(bytes.buffer);
  } catch {
    return undefined; // No base64, or no whole number of entries.
  }
}
