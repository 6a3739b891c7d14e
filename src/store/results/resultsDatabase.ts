import { isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { numberFrom, objectOf, text as readText } from '../../experiment/shape.ts';
import { answerOf, inStore } from '../../simulation/browserDatabase.ts';
import { experimentKey } from '../library/libraryDatabase.ts';
import { pause } from '../pause.ts';
import type { PackedResult } from './packedResult.ts';
import { HEADS, headKey, isPartOf, pieceKey, piecesKey, textKey } from './resultKeys.ts';

/** Bytes of all results of all experiments; beyond them those give way that were kept longest ago. */
export const MOST_BYTES = 512 * 2 ** 20;

/** ms: results of what is in no library, a demo that nobody edited, stay for a week. */
const MOST_AGE = 7 * 24 * 3600_000;

/** Arrays are written and read in pieces, between which the page draws. */
const PIECE_BYTES = 4 * 2 ** 20;

/** A result of an experiment: a pinned run, a sweep. Of one experiment each has another slot: 'sweep', 'pin/lx2k'. */
export interface KeptHead {
  readonly slot: string;
  /** What the user knows it by. */
  readonly name: string;
  /** ms since 1970. */
  readonly keptAt: number;
}

/** Where results are kept. All of it rejects where the browser keeps nothing, or has no room. */
export interface ResultsDatabase {
  /** Those of an experiment whose slots begin so, the newest first. */
  list(experiment: string, slots: string): Promise<readonly KeptHead[]>;
  /** Undefined where it is not there, or not whole. */
  read(experiment: string, slot: string): Promise<PackedResult | undefined>;
  /**
   * Takes the place of what the slot had; all of it is written, or nothing.
   * @returns the names of those that gave way to it
   */
  keep(experiment: string, slot: string, name: string, result: PackedResult): Promise<readonly string[]>;
  /** Of what is not there, nothing. */
  rename(experiment: string, slot: string, name: string): Promise<void>;
  remove(experiment: string, slot: string): Promise<void>;
}

const readHead = objectOf({ name: readText, keptAt: numberFrom(0, 1e15), bytes: numberFrom(0, 1e15) });

/** In the browser's IndexedDB, in the store of the library, so that an experiment and its results are deleted in one go. */
export function resultsDatabaseOfBrowser(): ResultsDatabase {
  return {
    list(experiment, slots) {
      return inStore('library', 'readonly', async (store) => {
        const prefix = headKey(experiment, slots);
        const keys = (await keysOf(store)).filter((key) => key.startsWith(prefix));
        const heads = await Promise.all(keys.map((key) => answerOf<unknown>(store.get(key))));
        return keys
          .map((key, k) => {
            const { name = 'A result', keptAt = 0 } = readHead(heads[k]) ?? {};
            return { slot: key.slice(headKey(experiment, '').length), name, keptAt };
          })
          .toSorted((a, b) => b.keptAt - a.keptAt);
      });
    },
    async read(experiment, slot) {
      const found = await inStore('library', 'readonly', async (store) => {
        const head = headKey(experiment, slot);
        const text: unknown = await answerOf(store.get(textKey(head)));
        const prefix = piecesKey(head);
        const pieces = new Map<string, unknown[]>();
        for (const key of (await keysOf(store)).filter((one) => one.startsWith(prefix)).toSorted()) {
          const array = key.slice(prefix.length).split('#')[0]!;
          pieces.set(array, [...(pieces.get(array) ?? []), await answerOf(store.get(key))]);
        }
        return { text, pieces };
      });
      const arrays = new Map<string, ExperimentArray>();
      for (const [array, pieces] of found.pieces) {
        const whole = pieces.every(isExperimentArray) ? await joined(pieces) : undefined;
        if (!whole) return undefined;
        arrays.set(array, whole);
      }
      return typeof found.text === 'string' ? { text: found.text, arrays } : undefined;
    },
    keep(experiment, slot, name, { text, arrays }) {
      return inStore('library', 'readwrite', async (store) => {
        const keys = await keysOf(store);
        const own = headKey(experiment, slot);
        const bytes = [...arrays.values()].reduce((sum, { byteLength }) => sum + byteLength, 2 * text.length);
        if (bytes > MOST_BYTES) throw new Error('it is larger than all that is kept of results');
        const { gone, told } = givingWay(await headsIn(store, keys, own), new Set(keys), bytes);
        for (const head of [own, ...gone]) for (const key of keys) if (isPartOf(key, head)) store.delete(key);
        for (const [array, values] of arrays) {
          const length = PIECE_BYTES / values.BYTES_PER_ELEMENT;
          // One after the other: the page draws between them. Of a view all that lies under it would be written.
          for (let k = 0; k === 0 || k * length < values.length; k++) {
            await answerOf(store.put(values.slice(k * length, (k + 1) * length), pieceKey(own, array, k)));
          }
        }
        store.put(text, textKey(own));
        await answerOf(store.put({ name: shortened(name), keptAt: Date.now(), bytes }, own));
        return told;
      });
    },
    rename(experiment, slot, name) {
      return inStore('library', 'readwrite', async (store) => {
        const key = headKey(experiment, slot);
        const head = readHead(await answerOf<unknown>(store.get(key)));
        if (head) await answerOf(store.put({ ...head, name: shortened(name) }, key));
      });
    },
    remove(experiment, slot) {
      return inStore('library', 'readwrite', async (store) => {
        const head = headKey(experiment, slot);
        for (const key of await keysOf(store)) if (isPartOf(key, head)) store.delete(key);
      });
    },
  };
}

/** Of as many letters as are read. */
function shortened(name: string): string {
  return name.slice(0, 1000);
}

interface Head {
  readonly key: string;
  readonly name: string;
  readonly keptAt: number;
  readonly bytes: number;
}

async function headsIn(store: IDBObjectStore, keys: readonly string[], own: string): Promise<readonly Head[]> {
  const others = keys.filter((key) => key.startsWith(HEADS) && key !== own);
  const values = await Promise.all(others.map((key) => answerOf<unknown>(store.get(key))));
  return others.map((key, k) => ({ key, ...(readHead(values[k]) ?? { name: 'A result', keptAt: 0, bytes: 0 }) }));
}

/** What gives way to so many new bytes; of what nobody can come back to nothing is told. */
function givingWay(
  heads: readonly Head[],
  keys: ReadonlySet<string>,
  bytes: number,
): { readonly gone: readonly string[]; readonly told: readonly string[] } {
  const isForgotten = ({ key, keptAt }: Head): boolean =>
    !keys.has(experimentKey(key.slice(HEADS.length).split('/')[0]!)) && Date.now() - keptAt > MOST_AGE;
  const gone = heads.filter(isForgotten).map(({ key }) => key);
  const told: string[] = [];
  const rest = heads.filter((head) => !isForgotten(head)).toSorted((a, b) => a.keptAt - b.keptAt);
  let all = rest.reduce((sum, head) => sum + head.bytes, bytes);
  for (const head of rest) {
    if (all <= MOST_BYTES) break;
    all -= head.bytes;
    gone.push(head.key);
    told.push(head.name);
  }
  return { gone, told };
}

async function keysOf(store: IDBObjectStore): Promise<readonly string[]> {
  return (await answerOf(store.getAllKeys())).map(String);
}

/** Undefined where the pieces are not of one type. */
async function joined(pieces: readonly ExperimentArray[]): Promise<ExperimentArray | undefined> {
  const [first, ...others] = pieces;
  if (!first || others.some((piece) => piece.constructor !== first.constructor)) return undefined;
  if (others.length === 0) return first;
  const whole = new (first.constructor as new (length: number) => ExperimentArray)(
    pieces.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const piece of pieces) {
    await pause();
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
