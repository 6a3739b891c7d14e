import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { newId } from './newId.ts';

/** Which experiment of the library is on screen. */
export interface ExperimentState {
  readonly id: string;
  /** The one that the page began with. */
  readonly firstId: string;
  /** The one that it was until another tab turned out to have that. */
  readonly copyOf: string | undefined;
}

export type ExperimentStore = StoreApi<ExperimentState>;

export function createExperimentStore(id: string = newId()): ExperimentStore {
  return createStore<ExperimentState>(() => ({ id, firstId: id, copyOf: undefined }));
}

/** Another experiment is on screen, or the same one as one of its own. */
export function setExperiment(store: ExperimentStore, id: string, copyOf?: string): void {
  store.setState({ id, copyOf });
}
