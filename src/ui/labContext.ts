import { createContext, use, useSyncExternalStore } from 'react';
import type { Offline } from '../offline/offline.ts';
import type { Lab } from '../store/lab.ts';
import type { FrameLoop } from './frameLoop.ts';

export interface LabContextValue {
  readonly lab: Lab;
  readonly frames: FrameLoop;
  readonly offline: Pick<Offline, 'getState' | 'subscribe'>;
}

export const LabContext = createContext<LabContextValue | undefined>(undefined);

export function useLab(): LabContextValue {
  const value = use(LabContext);
  if (!value) throw new Error('A panel of the lab was rendered outside <App>.');
  return value;
}

interface ReadableStore<T> {
  getState(): T;
  subscribe(listener: () => void): () => void;
}

/** What `select` reads of a store; renders again when it is another value (compared by identity). */
export function useStore<T, S>(store: ReadableStore<T>, select: (state: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
