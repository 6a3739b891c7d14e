import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { EngineRequest } from '../engine/engineInfo.ts';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type { OdourStimulus, PresetName, RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR, DEFAULT_SAMPLES_PER_MS } from '../model/stimulus.ts';

/** What the user describes on the page and what survives a reload; immutable, so that every edit can be undone. */
export interface LabDocument {
  readonly title: string;
  readonly engine: EngineRequest;
  readonly preset: PresetName;
  readonly n: number;
  readonly seed: number;
  /** ms. */
  readonly duration: number;
  /** ms. */
  readonly dt: number;
  /** Steps from one recorded V to the next. */
  readonly recordEvery: number;
  /** Which of the two stimuli runs; the other keeps its settings. */
  readonly stimulus: 'odour' | 'array';
  readonly odour: OdourStimulus;
  /** The current.npy that was read last, what was assumed, and a preview; its samples are shared with the run, not copied. */
  readonly upload?: StimulusUpload;
  /** Columns per ms that a current.npy is taken to have. */
  readonly samplesPerMs: number;
}

export type DocumentStore = StoreApi<LabDocument>;

export const DEFAULT_DOCUMENT: LabDocument = {
  title: 'Odour pulse',
  engine: { choice: 'auto' },
  preset: 'nerveflow',
  n: 120,
  seed: 1,
  duration: 1000,
  dt: 0.01,
  recordEvery: 10,
  stimulus: 'odour',
  odour: DEFAULT_ODOUR,
  samplesPerMs: DEFAULT_SAMPLES_PER_MS,
};

export function createDocumentStore(initial: LabDocument = DEFAULT_DOCUMENT): DocumentStore {
  return createStore<LabDocument>(() => initial);
}

/** The run that the document describes. */
export function describeRun(document: LabDocument): RunDescription {
  const { preset, n, seed, dt, duration, recordEvery, odour, upload, samplesPerMs } = document;
  const stimulus = document.stimulus === 'array' && upload ? { ...upload.stimulus, samplesPerMs } : odour;
  return { network: { preset, n, seed }, stimulus, dt, duration, recordEvery };
}

/** Whether two descriptions give the same run; arrays of samples are compared by identity. */
export function isSameRun(a: RunDescription, b: RunDescription): boolean {
  return (
    hasSameValues(a.network, b.network) &&
    hasSameValues(a.stimulus, b.stimulus) &&
    a.dt === b.dt &&
    a.duration === b.duration &&
    a.recordEvery === b.recordEvery
  );
}

function hasSameValues(a: object, b: object): boolean {
  const before = new Map(Object.entries(a));
  const after = Object.entries(b);
  return before.size === after.length && after.every(([key, value]) => Object.is(before.get(key), value));
}
