import { answerOf, inStore } from '../../simulation/browserDatabase.ts';
import { isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';

/** Keeps arrays that are too large for the browser's localStorage over a reload of the page. */
export interface ArrayMemory {
  /** Those of the keys that are there. */
  recall(keys: readonly string[]): Promise<ReadonlyMap<string, ExperimentArray>>;
  /** Keeps these and forgets what it kept or recalled before; what is there already is not written again. */
  keep(arrays: ReadonlyMap<string, ExperimentArray>): Promise<void>;
}

/** ms: arrays that no open page knows are forgotten after a week. */
const MOST_AGE = 7 * 24 * 3600_000;

/** In the browser's IndexedDB. Both reject where it keeps nothing, or has no room. */
export function arrayMemoryOfBrowser(): ArrayMemory {
  // Those of other tabs are left alone, as long as there may be such a tab.
  const own = new Set<string>();
  const isForgotten = (key: string): boolean => own.has(key) || !(Date.now() - momentOf(key) < MOST_AGE);
  return {
    recall(keys) {
      for (const key of keys) own.add(key);
      return inStore('arrays', 'readonly', async (store) => {
        // All are asked for before the first answer: a transaction without a request ends.
        const found = await Promise.all(keys.map((key) => answerOf(store.get(key))));
        return new Map(keys.flatMap((key, k) => (isExperimentArray(found[k]) ? [[key, found[k]] as const] : [])));
      });
    },
    keep(arrays) {
      return inStore('arrays', 'readwrite', async (store) => {
        const there = new Set(await answerOf(store.getAllKeys()));
        for (const key of there) if (!arrays.has(String(key)) && isForgotten(String(key))) store.delete(key);
        for (const key of arrays.keys()) own.add(key);
        for (const [key, array] of arrays) if (!there.has(key)) store.put(array, key);
      });
    },
  };
}

/** When a key was made (`newId`), ms since 1970. */
function momentOf(key: string): number {
  return Number.parseInt(key.split('-')[0]!, 36);
}
