import type { EngineTrial } from '../engine/engineInfo.ts';
import type { TrialMemory } from '../engine/trials.ts';

const DATABASE = 'nerveflow-lab';
const STORE = 'trials';
/** Browsers and drivers get faster: trials are repeated after this time, ms. */
const LASTS = 30 * 24 * 3600 * 1000;

interface Entry {
  readonly trials: readonly EngineTrial[];
  /** Date.now() of the trials. */
  readonly date: number;
}

/**
 * Trials in the browser's IndexedDB, which a worker reaches without the page. A browser that keeps nothing (a private window, a full disk)
 * costs a run its second of trials, nothing else: so what fails here counts as not remembered.
 */
export function trialMemoryOfBrowser(): TrialMemory {
  return {
    async recall(key) {
      try {
        const entry = await inStore('readonly', (store) => store.get(key) as IDBRequest<Entry | undefined>);
        return entry !== undefined && Date.now() - entry.date < LASTS ? entry.trials : undefined;
      } catch {
        return undefined;
      }
    },
    async remember(key, trials) {
      const entry: Entry = { trials, date: Date.now() };
      await inStore('readwrite', (store) => store.put(entry, key)).catch(() => {});
    },
  };
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await answerOf(opening);
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser gives no reason'));
  });
}
