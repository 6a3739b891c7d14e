import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What became of the last file that the user dropped or chose. */
export interface UploadState {
  /** Name of the file that is being read. */
  readonly reading?: string;
  /** Why the last file was not taken, in one sentence; the stimulus before it stays. */
  readonly problem?: string;
  /** Name of a file whose samples did not survive a reload of the page. */
  readonly lost?: string;
}

export type UploadStore = StoreApi<UploadState>;

export function createUploadStore(lost?: string): UploadStore {
  return createStore<UploadState>(() => ({ lost }));
}
