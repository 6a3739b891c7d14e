import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type { Experiment, ExperimentCurrent } from '../experiment/experiment.ts';
import type { NetworkDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';

/** One current among those that are added up. */
export interface StimulusEntry extends ExperimentCurrent {
  /** What was assumed of a file, and its preview. */
  readonly upload?: StimulusUpload;
}

/**
 * What the user describes on the page and what survives a reload. Immutable: an edit makes a new one that shares all that stays, so that
 * the history keeps documents, not copies.
 */
export interface LabDocument extends Experiment {
  readonly stimulus: readonly StimulusEntry[];
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

/** The document with one entry of its stimulus replaced, or taken out. */
export function withEntry(document: LabDocument, id: string, entry: StimulusEntry | undefined): LabDocument {
  const stimulus = document.stimulus.flatMap((one) => (one.id === id ? (entry ?? []) : one));
  return { ...document, stimulus };
}

/** The document with one part of its network replaced. */
export function withNetwork(document: LabDocument, network: Partial<NetworkDescription>): LabDocument {
  return { ...document, network: { ...document.network, ...network } };
}
