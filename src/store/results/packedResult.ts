import { isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { asObject } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';
import { FileError } from '../../files/fileError.ts';

/** A result as it is kept: a text, which names the arrays beside it by their keys. */
export interface PackedResult {
  readonly text: string;
  readonly arrays: ReadonlyMap<string, ExperimentArray>;
}

/** Raise it when an older page's results can no longer be read. */
const VERSION = 1;

/** @param value plain data and typed arrays, of which each is kept once. What is NaN in it becomes null. */
export function packResult(value: object): PackedResult {
  const keys = new Map<ExperimentArray, string>();
  const text = JSON.stringify({ version: VERSION, ...value }, (_, one: unknown) => {
    if (!isExperimentArray(one)) return one;
    if (!keys.has(one)) keys.set(one, String(keys.size));
    return { array: keys.get(one) };
  });
  return { text, arrays: new Map([...keys].map(([array, key]) => [key, array])) };
}

/** What became of a result that this page cannot read. */
export class DamagedResult extends FileError {}

/**
 * What is in a kept result, of which nothing is known yet.
 * @returns `array`: finds the typed array that a part of it refers to
 * @throws DamagedResult where it is no such text
 */
export function unpackResult({ text, arrays }: PackedResult): {
  readonly value: Readonly<Record<string, unknown>>;
  readonly array: Read<ExperimentArray>;
} {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = asObject(JSON.parse(text));
  } catch {
    throw new DamagedResult('its text is cut off');
  }
  if (value['version'] !== VERSION) throw new DamagedResult('another version of the lab has kept it');
  const array: Read<ExperimentArray> = (one) => {
    const key = asObject(one)['array'];
    return typeof key === 'string' ? arrays.get(key) : undefined;
  };
  return { value, array };
}

/** What was read; what could not be is damaged. @param what 'its voltages' */
export function whole<T>(read: T | undefined, what: string): T {
  if (read === undefined) throw new DamagedResult(`${what} cannot be read`);
  return read;
}
