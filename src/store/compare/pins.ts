import type { LabDocument } from '../labDocument.ts';
import type { DescribedRun } from './describedRun.ts';

/** Each may hold 64 MiB of V, and a chart with more lines tells nothing. */
export const MOST_PINS = 4;

export const LETTERS = ['A', 'B', 'C', 'D'] as const;
export type PinLetter = (typeof LETTERS)[number];

/** What stays on screen beside the runs that follow. Its samples lie in `Comparison.recordingOf`. */
interface Pin {
  /** What charts call it. */
  readonly letter: PinLetter;
  /** What it is: the document's title, or in what it differs from the first pinned run; the user may rename it. */
  readonly name: string;
  /** Pinned by itself, when the next run started: gives way first. */
  readonly isAutomatic: boolean;
}

/** A run of the lab. */
export interface PinnedRun extends Pin, DescribedRun {
  readonly kind: 'run';
  /** What the lab described when it ran. */
  readonly document: LabDocument;
}

/** Spikes out of a file: how they came about is not known. */
export interface PinnedSpikes extends Pin {
  readonly kind: 'spikes';
  /** File name. */
  readonly file: string;
  /** What was assumed of it, in sentences. */
  readonly notes: readonly string[];
}
