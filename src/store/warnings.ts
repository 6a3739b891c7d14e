import type { FieldName } from './fields.ts';
import type { LabDocument } from './labDocument.ts';

/** The step up to which RK4 is stable on the shipped networks, with a margin. */
export const SAFE_DT = 0.01;

/** Below this many neurons the summed synaptic conductance leaves RK4 stable at SAFE_DT. */
const SAFE_N = 1000;

/** What a legal value may do to the run, beside its field. */
export function warningOf(name: FieldName, document: LabDocument): string | undefined {
  if (name === 'dt' && document.dt > SAFE_DT) {
    return (
      `Above ${SAFE_DT} ms the run is near RK4's stability edge: at the peak of a spike the A current's time constant ` +
      'is 0.0033 ms. 0.0125 ms gives negative gates, 0.015 ms diverges.'
    );
  }
  if (name === 'n' && document.network.n >= SAFE_N) {
    return (
      `From about ${SAFE_N} neurons at 50 % connectivity the summed synaptic conductance can pass RK4's stability limit ` +
      'at dt = 0.01 ms.'
    );
  }
  return undefined;
}

/** Why the document cannot run as it stands, in one sentence; undefined where it can. */
export function checkDocument(document: LabDocument): string | undefined {
  const { n } = document.network;
  for (const { part, isOn } of document.stimulus) {
    if (!isOn) continue;
    if (part.kind === 'array' && part.n !== n) {
      return `${part.name} holds ${part.n} neurons, the network has ${n}: set Neurons to ${part.n}, or choose another stimulus.`;
    }
    if (part.kind !== 'array' && part.offset < part.onset) {
      const name = part.kind === 'odour' ? 'odour' : part.waveform.kind;
      return `The ${name} ends at ${part.offset} ms, before it starts at ${part.onset} ms: set Offset above Onset.`;
    }
  }
  return undefined;
}
