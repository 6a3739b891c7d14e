import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { EngineRequest } from '../engine/engineInfo.ts';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type {
  NetworkDescription,
  Probe,
  RunDescription,
  StimulusDescription,
  StimulusPart,
} from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';

/** One current among those that are added up. */
export interface StimulusEntry {
  /** Stays the same while the current is edited. */
  readonly id: string;
  /** What it stands for ('Odour A'); where there is none, the page names it by its kind. */
  readonly name?: string;
  /** Whether it takes part. */
  readonly isOn: boolean;
  readonly part: StimulusPart;
  /** What was assumed of a file, and its preview. */
  readonly upload?: StimulusUpload;
}

/**
 * What the user describes on the page and what survives a reload. Immutable: an edit makes a new one that shares all that stays, so that
 * the history keeps documents, not copies.
 */
export interface LabDocument {
  readonly title: string;
  readonly engine: EngineRequest;
  readonly network: NetworkDescription;
  readonly stimulus: readonly StimulusEntry[];
  /** ms. */
  readonly duration: number;
  /** ms. */
  readonly dt: number;
  /** Steps from one recorded V to the next. */
  readonly recordEvery: number;
  /** What is recorded besides V. */
  readonly probes?: readonly Probe[];
  /** What a demo asks of whoever opens it; it stands beside the charts. */
  readonly guide?: Guide;
}

/** A few sentences of a teacher; plain text. The document's title is its heading. */
export interface Guide {
  readonly watch: string;
  readonly predict: string;
  /** What one finds; it is shown when it is asked for. */
  readonly answer?: string;
  readonly tryThis: string;
}

export type DocumentStore = StoreApi<LabDocument>;

export const DEFAULT_DOCUMENT: LabDocument = {
  title: 'Odour pulse',
  engine: { choice: 'auto' },
  network: { preset: 'nerveflow', n: 120, seed: 1 },
  stimulus: [{ id: 'odour', isOn: true, part: DEFAULT_ODOUR }],
  duration: 1000,
  dt: 0.01,
  recordEvery: 10,
};

export function createDocumentStore(initial: LabDocument = DEFAULT_DOCUMENT): DocumentStore {
  return createStore<LabDocument>(() => initial);
}

const descriptions = new WeakMap<readonly StimulusEntry[], StimulusDescription>();

/** The run that the document describes. Parts that are the same in two documents are the same objects in both runs. */
export function describeRun({ network, stimulus, dt, duration, recordEvery, probes }: LabDocument): RunDescription {
  let described = descriptions.get(stimulus);
  if (described === undefined) {
    const parts = stimulus.filter(({ isOn }) => isOn).map(({ part }) => part);
    described = parts.length === 1 ? parts[0]! : { kind: 'sum', parts };
    descriptions.set(stimulus, described);
  }
  return { network, stimulus: described, dt, duration, recordEvery, ...(probes && { probes }) };
}

/** The document with one entry of its stimulus replaced, or taken out. */
export function withEntry(document: LabDocument, id: string, entry: StimulusEntry | undefined): LabDocument {
  const stimulus = document.stimulus.flatMap((one) => (one.id === id ? (entry ?? []) : one));
  return { ...document, stimulus };
}

/** The document with one part of its network replaced. */
export function withNetwork(document: LabDocument, network: Partial<NetworkDescription>): LabDocument {
  return { ...document, network: { ...document.network, ...network } };
}
