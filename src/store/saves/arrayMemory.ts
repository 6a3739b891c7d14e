import { answerOf, inStore } from '../../simulation/browserDatabase.ts';
import { isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';

/** Keeps arrays that are too large for the browser's localStorage over a reload of the page. */
export interface ArrayMemory {
  /** Those of the keys that are there. */
  recall(keys: readonly string[]): Promise<ReadonlyMap<string, ExperimentArray>>;
  /** Keeps these and forgets all others; what is there already is not written again. */
  keep(arrays: ReadonlyMap<string, ExperimentArray>): Promise<void>;
}

/** In the browser's IndexedDB. Both reject where it keeps nothing, or has no room. */
export function arrayMemoryOfBrowser(): ArrayMemory {
  return {
    recall(keys) {
      return inStore('arrays', 'readonly', async (store) => {
        // All are asked for before the first answer: a transaction without a request ends.
        const found = await Promise.all(keys.map((key) => answerOf(store.get(key))));
        return new Map(keys.flatMap((key, k) => (isExperimentArray(found[k]) ? [[key, found[k]] as const] : [])));
      });
    },
    keep(arrays) {
      return inStore('arrays', 'readwrite', async (store) => {
        const there = new Set(await answerOf(store.getAllKeys()));
        for (const key of there) if (!arrays.has(String(key))) store.delete(key);
        for (const [key, array] of arrays) if (!there.has(key)) store.put(array, key);
      });
    },
  };
}
