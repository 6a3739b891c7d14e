import { useMemo, useSyncExternalStore } from 'react';

/** ms: numbers that change faster than this cannot be read. */
const CALM = 120;

interface ReadableStore<T> {
  getState(): T;
  subscribe(listener: () => void): () => void;
}

/**
 * What `select` reads of a store, as of at most 120 ms ago: for tables beside something that is dragged or painted, where each frame edits
 * the document. The first change after a while shows at once.
 * @param select the same function at every rendering
 */
export function useCalmStore<T, S>(store: ReadableStore<T>, select: (state: T) => S): S {
  const { subscribe, read } = useMemo(() => calm(store, select), [store, select]);
  return useSyncExternalStore(subscribe, read);
}

function calm<T, S>(store: ReadableStore<T>, select: (state: T) => S) {
  let shown = select(store.getState());
  let shownAt = -Infinity;
  return {
    read: (): S => shown,
    subscribe: (listener: () => void): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const show = (): void => {
        timer = undefined;
        const now = select(store.getState());
        if (Object.is(now, shown)) return;
        shown = now;
        shownAt = performance.now();
        listener();
      };
      const unsubscribe = store.subscribe(() => {
        const wait = shownAt + CALM - performance.now();
        if (wait <= 0) show();
        else timer ??= setTimeout(show, wait);
      });
      // What changed between rendering and listening.
      show();
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
  };
}
