import type { EngineTrial } from '../engine/engineInfo.ts';
import type { TrialMemory } from '../engine/trials.ts';
import { inStore } from './browserDatabase.ts';

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
        const entry = await inStore('trials', 'readonly', (store) => store.get(key) as IDBRequest<Entry | undefined>);
        return entry !== undefined && Date.now() - entry.date < LASTS ? entry.trials : undefined;
      } catch {
        return undefined;
      }
    },
    async remember(key, trials) {
      const entry: Entry = { trials, date: Date.now() };
      await inStore('trials', 'readwrite', (store) => store.put(entry, key)).catch(() => {});
    },
  };
}
