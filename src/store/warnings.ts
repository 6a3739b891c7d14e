import { populationRanges } from '../model/buildNetwork.ts';
import type { PopulationRange } from '../model/population.ts';
import { PRESETS } from '../model/presets.ts';
import { checkReceivers } from '../model/stimulus/receivers.ts';
import { checkWaveform } from '../model/stimulus/waveform.ts';
import type { FieldName } from './fields.ts';
import type { LabDocument, StimulusEntry } from './labDocument.ts';
import { matrixProblem } from './edits/matrixProblem.ts';
import { nameOf, receiversOf } from './edits/stimulusParts.ts';

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
  return checkMatrices(document) ?? findObstacle(document)?.sentence;
}

function checkMatrices({ network }: LabDocument): string | undefined {
  for (const type of Object.keys(network.matrices ?? {})) {
    const problem = matrixProblem(network, type);
    if (problem !== undefined) return `Set Neurons back, or take another ${type} matrix: ${problem}.`;
  }
  return undefined;
}

/** The current that keeps the document from running, and why. */
export function findObstacle({
  network,
  stimulus,
}: LabDocument): { readonly entry: StimulusEntry; readonly sentence: string } | undefined {
  const { preset, n, counts } = network;
  const populations = populationRanges(PRESETS[preset], n, counts);
  for (const entry of stimulus) {
    const sentence = entry.isOn ? checkEntry(entry, n, populations) : undefined;
    if (sentence !== undefined) return { entry, sentence };
  }
  return undefined;
}

function checkEntry(entry: StimulusEntry, n: number, populations: readonly PopulationRange[]): string | undefined {
  const { part } = entry;
  const name = nameOf(entry);
  if (part.kind === 'array') {
    if (part.n === n) return undefined;
    return `${part.name} holds ${part.n} neurons, the network has ${n}: set Neurons to ${part.n}, or choose another stimulus.`;
  }
  if (part.offset < part.onset) {
    return `${name} ends at ${part.offset} ms, before it starts at ${part.onset} ms: set Offset above Onset.`;
  }
  const waveform = part.kind === 'waveform' ? checkWaveform(part) : undefined;
  const problem = waveform ?? checkReceivers(receiversOf(part)!, n, populations);
  return problem && `${name}: ${problem}.`;
}
