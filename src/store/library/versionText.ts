import { arraysOf, isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { asObject } from '../../experiment/shape.ts';
import type { LabDocument } from '../labDocument.ts';
import { newId } from '../newId.ts';
import { readDocument } from '../saves/readDocument.ts';
import type { ReadDocument } from '../saves/readDocument.ts';

/** A document as the library keeps it: a text, which names the arrays beside it by their keys. */
export interface VersionText {
  readonly text: string;
  readonly arrays: ReadonlyMap<string, ExperimentArray>;
}

const keys = new WeakMap<ExperimentArray, string>();

/** Which engine runs is not kept: it stays that of whoever looks. */
export async function writeVersion({ engine: _engine, ...document }: LabDocument): Promise<VersionText> {
  const arrays = new Map<string, ExperimentArray>();
  for (const array of arraysOf(document)) arrays.set(await keyOf(array), array);
  const text = JSON.stringify(document, (_, value: unknown) =>
    isExperimentArray(value) ? { array: keys.get(value) } : inOrder(value),
  );
  return { text, arrays };
}

/** Entries by their names: documents that are alike have the same text, however they came about. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keys of the arrays that a text names. */
export function keysIn(text: string): readonly string[] {
  const found = new Set<string>();
  JSON.parse(text, (name, value: unknown) => {
    if (name === 'array' && typeof value === 'string') found.add(value);
    return value;
  });
  return [...found];
}

/** The document of a text; what is not legal in it takes its default. */
export function readVersion(text: string, arrays: ReadonlyMap<string, ExperimentArray>): ReadDocument {
  for (const [key, array] of arrays) keys.set(array, key);
  return readDocument(JSON.parse(text), (value) => {
    const { array: key } = asObject(value);
    return typeof key === 'string' ? arrays.get(key) : undefined;
  });
}

/** The same for arrays that are alike, as far as the browser can tell. */
async function keyOf(array: ExperimentArray): Promise<string> {
  let key = keys.get(array);
  if (key === undefined) {
    key = `${array.constructor.name}-${await hashOf(array)}`;
    keys.set(array, key);
  }
  return key;
}

async function hashOf(array: ExperimentArray): Promise<string> {
  // Only pages of a secure origin have it.
  if (globalThis.crypto?.subtle === undefined) return newId();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', array));
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
