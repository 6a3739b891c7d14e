import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';

/** What became of the last file that the user dropped or chose. */
export interface UploadState {
  /** Name of the file that is being read. */
  readonly reading?: string;
  /** Why the last file was not taken, in one sentence; the stimulus before it stays. */
  readonly problem?: string;
  /** A file that looks like a matrix of synapses: the stimulus stays as it was unless the user says that it holds currents. */
  readonly question?: { readonly file: File; readonly upload: StimulusUpload };
  /** A file that the user says is the matrix of a synapse type: the editor of connections reads it. */
  readonly forSynapses?: { readonly file: File; readonly type: string };
  /** Which currents were switched off for the last file, in one sentence. */
  readonly switchedOff?: string | undefined;
  /** Names of files and matrices that did not survive a reload of the page. */
  readonly lost?: string;
  /** Why the lab as it is would not survive one, in one sentence. */
  readonly unsaved?: string;
}

export type UploadStore = StoreApi<UploadState>;

export function createUploadStore(initial: UploadState = {}): UploadStore {
  return createStore<UploadState>(() => initial);
}
