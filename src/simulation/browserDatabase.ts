const DATABASE = 'nerveflow-lab';
/** Raise it when a store is added. */
const VERSION = 3;

/** What the lab keeps in the browser's IndexedDB, which page and workers reach alike. */
const STORES = ['trials', 'arrays', 'library'] as const;
export type StoreName = (typeof STORES)[number];

/**
 * Asks one store of the database, in a transaction of its own; resolves with the answer to the last request once everything is written.
 * @throws DOMException, or Error, where the browser keeps nothing (a private window), the disk is full or the quota is spent
 */
export async function inStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T> | Promise<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, VERSION);
  opening.onupgradeneeded = () => {
    for (const store of STORES) {
      if (!opening.result.objectStoreNames.contains(store)) opening.result.createObjectStore(store);
    }
  };
  const database = await answerOf(opening);
  try {
    const transaction = database.transaction(name, mode);
    const written = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser gives no reason'));
    });
    // Whoever waits for the answer hears of a failure there.
    written.catch(() => {});
    const asked = ask(transaction.objectStore(name));
    const answer = await (asked instanceof Promise ? asked : answerOf(asked));
    await written;
    return answer;
  } finally {
    database.close();
  }
}

export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser gives no reason'));
  });
}
