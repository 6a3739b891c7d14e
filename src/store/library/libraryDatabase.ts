import { isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { answerOf, inStore } from '../../simulation/browserDatabase.ts';
import { isResultOf } from '../results/resultKeys.ts';
import type { ExperimentRecord } from './versions.ts';

/** What becomes of an experiment in one go. */
export interface LibraryChange {
  readonly record: ExperimentRecord;
  /** Documents of versions by their numbers, to be added or replaced; those of versions that the record no longer has go. */
  readonly texts: ReadonlyMap<number, string>;
  /** Of these arrays those are added that are not there; those that no version has any more go. */
  readonly arrays: ReadonlyMap<string, ExperimentArray>;
}

/** Where experiments and their versions are kept. All of it rejects where the browser keeps nothing, or has no room. */
export interface LibraryDatabase {
  /** In no order. */
  list(): Promise<readonly ExperimentRecord[]>;
  /**
   * Reads an experiment and writes what `change` makes of it, or nothing where that throws: no other tab comes between.
   * @returns the experiment as it is then
   */
  update(id: string, change: (before: ExperimentRecord | undefined) => LibraryChange): Promise<ExperimentRecord>;
  /** The document of a version. */
  text(id: string, number: number): Promise<string | undefined>;
  /** Those of the keys that are there. */
  arrays(id: string, keys: readonly string[]): Promise<ReadonlyMap<string, ExperimentArray>>;
  /** With all its versions, and the results that were kept with it. */
  remove(id: string): Promise<void>;
}

const RECORDS = 'experiment/';
export const experimentKey = (id: string): string => RECORDS + id;
const textKey = (id: string, number: number | string): string => `version/${id}/${number}`;
const arrayKey = (id: string, key: string): string => `array/${id}/${key}`;

/** In the browser's IndexedDB: one store for all, so that one transaction writes an experiment. */
export function libraryDatabaseOfBrowser(): LibraryDatabase {
  return {
    list() {
      return inStore('library', 'readonly', async (store) => {
        const keys = (await answerOf(store.getAllKeys())).map(String).filter((key) => key.startsWith(RECORDS));
        return Promise.all(keys.map((key) => answerOf<ExperimentRecord>(store.get(key))));
      });
    },
    update(id, change) {
      return inStore('library', 'readwrite', async (store) => {
        // Both are asked for before the first answer: a transaction without a request ends.
        const [before, keys] = await Promise.all([
          answerOf<ExperimentRecord | undefined>(store.get(experimentKey(id))),
          answerOf(store.getAllKeys()),
        ]);
        const { record, texts, arrays } = change(before);
        store.put(record, experimentKey(id));
        for (const [number, text] of texts) store.put(text, textKey(id, number));
        const there = new Set(keys.map(String));
        const wanted = new Set(
          record.versions.flatMap(({ number, arrays: own }) => [
            textKey(id, number),
            ...Object.keys(own).map((key) => arrayKey(id, key)),
          ]),
        );
        for (const key of there) if (isOf(key, id) && !wanted.has(key)) store.delete(key);
        for (const [key, array] of arrays) if (!there.has(arrayKey(id, key))) store.put(array, arrayKey(id, key));
        return record;
      });
    },
    text(id, number) {
      return inStore('library', 'readonly', async (store) => {
        const text: unknown = await answerOf(store.get(textKey(id, number)));
        return typeof text === 'string' ? text : undefined;
      });
    },
    arrays(id, keys) {
      return inStore('library', 'readonly', async (store) => {
        const found: unknown[] = await Promise.all(keys.map((key) => answerOf(store.get(arrayKey(id, key)))));
        return new Map(keys.flatMap((key, k) => (isExperimentArray(found[k]) ? [[key, found[k]] as const] : [])));
      });
    },
    remove(id) {
      return inStore('library', 'readwrite', async (store) => {
        for (const key of (await answerOf(store.getAllKeys())).map(String)) {
          if (key === experimentKey(id) || isOf(key, id) || isResultOf(key, id)) store.delete(key);
        }
      });
    },
  };
}

/** Whether a key is that of a version's document, or of an array, of this experiment. */
function isOf(key: string, id: string): boolean {
  return key.startsWith(textKey(id, '')) || key.startsWith(arrayKey(id, ''));
}
