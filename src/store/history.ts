import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { joinLabels } from './edits/editLabel.ts';
import type { LabDocument } from './labDocument.ts';
import { newBytes } from './edits/newBytes.ts';

/** One edit that can be taken back: its name, and the document before and after it, which share all that it left alone. */
export interface HistoryEntry {
  /** Stays the same while the edits of a gesture are added to it. */
  readonly id: number;
  /** What was done, as a list of edits names it: 'g_Na of PN: 100 → 50 mS/cm²'. */
  readonly label: string;
  readonly before: LabDocument;
  readonly after: LabDocument;
  /** Edits of one gesture (a slider that is dragged) are one entry. */
  readonly gesture: string | undefined;
  /** Where another work took the place of the one on screen: their experiments, which may be the same one. */
  readonly experiments: ReplacedExperiments | undefined;
  /** Bytes of the typed arrays (matrices, patches, samples) that it brought. */
  readonly bytes: number;
}

/** Ids of the experiments on screen before and after an edit. */
export interface ReplacedExperiments {
  readonly before: string;
  readonly after: string;
}

/** How the document came to be what it is. */
export interface HistoryMove {
  /** 'g_Na of PN: 100 → 50 mS/cm²', 'Undo: g_Na of PN: 100 → 50 mS/cm²'. */
  readonly label: string;
  /** The same for all edits of one entry that grows; undefined where it cannot. */
  readonly gesture: string | undefined;
  /** The experiment on screen since then, where one work took the place of another. */
  readonly experiment?: string | undefined;
}

export interface HistoryState {
  /** What can be undone, the newest last. */
  readonly past: readonly HistoryEntry[];
  /** What can be redone, the next first. */
  readonly future: readonly HistoryEntry[];
  /** Whether entries before the first one were let go. */
  readonly isCut: boolean;
  /** Undefined before the first edit. */
  readonly latest: HistoryMove | undefined;
}

export type HistoryStore = StoreApi<HistoryState>;

/** More entries, or more bytes of arrays in them, are let go from the old end; the newest entry stays whatever its size. */
export const MOST_ENTRIES = 300;
export const MOST_BYTES = 256 * 2 ** 20;

/** Two edits of one gesture that lie further apart are two entries, ms. */
export const GESTURE_MS = 1000;

/** How a gesture begins that lasts as long as something is held: its edits are one entry, however far apart. */
export const HELD = 'held';

/**
 * The edits of the document, in order; `record` is called with each, `undo`, `redo` and `jump` answer with the document to show. It is
 * kept here and not by a library because edits have names and gestures.
 */
export class History {
  readonly state: HistoryStore = createStore<HistoryState>(() => ({
    past: [],
    future: [],
    isCut: false,
    latest: undefined,
  }));
  #lastRecorded = -Infinity;
  #lastId = 0;

  /** Forgets all edits. */
  clear(): void {
    this.#lastRecorded = -Infinity;
    this.state.setState({ past: [], future: [], isCut: false, latest: undefined });
  }

  /** Adds an edit; what could be redone is let go. */
  record(
    label: string,
    before: LabDocument,
    after: LabDocument,
    gesture?: string,
    experiments?: ReplacedExperiments,
  ): void {
    const now = performance.now();
    const isNear = now - this.#lastRecorded < GESTURE_MS || gesture?.startsWith(HELD) === true;
    this.#lastRecorded = now;
    const { past, isCut } = this.state.getState();
    const last = past.at(-1);
    const isSame =
      last !== undefined && gesture !== undefined && isNear && last.gesture === gesture && last.after === before;
    const start = isSame ? last.before : before;
    const entry: HistoryEntry = {
      id: isSame ? last.id : ++this.#lastId,
      label: isSame ? joinLabels(last.label, label) : label,
      before: start,
      after,
      gesture,
      experiments,
      bytes: newBytes(start, after),
    };
    const all = [...(isSame ? past.slice(0, -1) : past), entry];
    const kept = withinLimits(all);
    this.state.setState({
      past: kept,
      future: [],
      isCut: isCut || kept.length < all.length,
      latest: { label: entry.label, gesture: gesture && `${gesture} ${entry.id}`, experiment: experiments?.after },
    });
  }

  /** The document before the newest edit; undefined where there is none to take back. */
  undo(): LabDocument | undefined {
    return this.jump(this.state.getState().past.length - 1);
  }

  /** The same for an edit that came to nothing: it cannot be redone. */
  withdraw(): LabDocument | undefined {
    const { future } = this.state.getState();
    const document = this.undo();
    this.state.setState({ future });
    return document;
  }

  /** The document after the edit that was taken back last. */
  redo(): LabDocument | undefined {
    return this.jump(this.state.getState().past.length + 1);
  }

  /**
   * The document after the first `position` edits of all, whether they are to be undone or redone for it.
   * @returns undefined where it is shown already, or there are not so many
   */
  jump(position: number): LabDocument | undefined {
    const to = this.moveTo(position);
    if (!to) return undefined;
    const { past, future } = this.state.getState();
    const all = [...past, ...future];
    // What comes next is a gesture of its own.
    this.#lastRecorded = -Infinity;
    this.state.setState({ past: all.slice(0, position), future: all.slice(position), latest: to.move });
    return to.document;
  }

  /** What `jump` would do; undefined where that is nothing. */
  moveTo(position: number): { readonly move: HistoryMove; readonly document: LabDocument } | undefined {
    const { past, future } = this.state.getState();
    const all = [...past, ...future];
    const moved = position - past.length;
    if (!Number.isInteger(position) || moved === 0 || position < 0 || position > all.length) return undefined;
    const passed = moved < 0 ? all.slice(position, past.length) : all.slice(past.length, position);
    const what = passed.length === 1 ? passed[0]!.label : `${passed.length} edits`;
    const experiment =
      moved < 0
        ? passed.find(({ experiments }) => experiments)?.experiments?.before
        : passed.findLast(({ experiments }) => experiments)?.experiments?.after;
    return {
      move: { label: `${moved < 0 ? 'Undo' : 'Redo'}: ${what}`, gesture: undefined, experiment },
      document: moved < 0 ? passed[0]!.before : passed.at(-1)!.after,
    };
  }
}

function withinLimits(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let first = Math.max(0, entries.length - MOST_ENTRIES);
  let bytes = 0;
  for (let e = entries.length - 1; e >= first; e--) {
    bytes += entries[e]!.bytes;
    if (bytes > MOST_BYTES) first = Math.min(e + 1, entries.length - 1);
  }
  return entries.slice(first);
}
