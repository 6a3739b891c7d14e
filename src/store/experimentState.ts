import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { EngineRequest } from '../engine/engineInfo.ts';
import { newId } from './newId.ts';

/** Which experiment of the library is on screen, and what runs those that ask for no engine. */
export interface ExperimentState {
  readonly id: string;
  /** The one that the page began with. */
  readonly firstId: string;
  /** The one that it was until another tab turned out to have that. */
  readonly copyOf: string | undefined;
  /** The engine that the user chose; a demo, a file or a comparison may put another one into the document, which ends with its experiment. */
  readonly ownEngine: EngineRequest;
}

export type ExperimentStore = StoreApi<ExperimentState>;

export function createExperimentStore(ownEngine: EngineRequest, id: string = newId()): ExperimentStore {
  return createStore<ExperimentState>(() => ({ id, firstId: id, copyOf: undefined, ownEngine }));
}

/** Another experiment is on screen, or the same one as one of its own. */
export function setExperiment(store: ExperimentStore, id: string, copyOf?: string): void {
  store.setState({ id, copyOf });
}
