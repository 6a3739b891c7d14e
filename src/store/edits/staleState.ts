import type { NetworkDescription } from '../../model/description.ts';
import { withNetwork } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';

/** A state has values for every neuron and every synapse: why those of one network are not those of another. */
export function whyStatesDiffer(a: NetworkDescription, b: NetworkDescription): string | undefined {
  if (a.n !== b.n) return `it is of ${a.n} neurons, the network has ${b.n} now`;
  if (a.counts !== b.counts && String(a.counts) !== String(b.counts)) return 'its populations have other sizes now';
  if (a.preset !== b.preset) return 'the model is another one now';
  if (a.matrices !== b.matrices) return 'its matrices have changed';
  if (a.seed !== b.seed) return 'another seed draws other matrices';
  return undefined;
}

/** The edited document without an initial state that was made for the neurons and synapses before. */
export function withoutStaleState(
  before: LabDocument,
  after: LabDocument,
): { readonly document: LabDocument; readonly isStale: boolean } {
  const isStale =
    after.network.initialState !== undefined &&
    after.network.initialState === before.network.initialState &&
    whyStatesDiffer(before.network, after.network) !== undefined;
  return { document: isStale ? withoutState(after) : after, isStale };
}

/** The document whose runs start as they are drawn. */
export function withoutState(document: LabDocument): LabDocument {
  return withNetwork(document, { initialState: undefined, initialStateName: undefined });
}
