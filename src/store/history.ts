import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { LabDocument } from './labDocument.ts';

/** One edit that can be taken back: its name, and the document before and after it, which share all that it left alone. */
export interface HistoryEntry {
  /** What was done, as a list of edits names it: 'g_Na of PN: 100 → 50 mS/cm²'. */
  readonly label: string;
  readonly before: LabDocument;
  readonly after: LabDocument;
  /** Edits of one gesture (a slider that is dragged) are one entry. */
  readonly gesture: string | undefined;
}

export interface HistoryState {
  /** What can be undone, the newest last. */
  readonly past: readonly HistoryEntry[];
  /** What can be redone, the next first. */
  readonly future: readonly HistoryEntry[];
}

export type HistoryStore = StoreApi<HistoryState>;

/** More are forgotten from the old end. */
const MOST_ENTRIES = 300;

/** Two edits of one gesture that lie further apart are two entries, ms. */
const GESTURE_MS = 1000;

/**
 * The edits of the document, in order; `record` is called with each, `undo` and `redo` answer with the document to show. It is kept here
 * and not by a library because edits have names and gestures.
 */
export class History {
  readonly state: HistoryStore = createStore<HistoryState>(() => ({ past: [], future: [] }));
  #lastRecorded = -Infinity;

  record(label: string, before: LabDocument, after: LabDocument, gesture?: string): void {
    const now = performance.now();
    const isNear = now - this.#lastRecorded < GESTURE_MS;
    this.#lastRecorded = now;
    this.state.setState(({ past }) => {
      const last = past.at(-1);
      const isSame = gesture !== undefined && isNear && last?.gesture === gesture && last.after === before;
      const entry = { label, before: isSame ? last.before : before, after, gesture };
      return { past: [...(isSame ? past.slice(0, -1) : past), entry].slice(-MOST_ENTRIES), future: [] };
    });
  }

  /** The document before the newest edit; undefined where there is none to take back. */
  undo(): LabDocument | undefined {
    const entry = this.state.getState().past.at(-1);
    if (entry === undefined) return undefined;
    this.state.setState(({ past, future }) => ({ past: past.slice(0, -1), future: [entry, ...future] }));
    this.#lastRecorded = -Infinity;
    return entry.before;
  }

  /** The document after the edit that was taken back last. */
  redo(): LabDocument | undefined {
    const [entry] = this.state.getState().future;
    if (entry === undefined) return undefined;
    this.state.setState(({ past, future }) => ({ past: [...past, entry], future: future.slice(1) }));
    return entry.after;
  }
}
