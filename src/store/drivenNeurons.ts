import type { StimulusDescription, StimulusPart } from '../model/description.ts';
import type { PopulationRange } from '../model/population.ts';
import { drivenNeurons as drivenByOdour, partsOf } from '../model/stimulus/stimulus.ts';
import { checkReceivers, receivingNeurons } from '../model/stimulus/receivers.ts';

/** An array is looked at in this many samples: enough to see who is driven, few enough to do on the page. */
const MOST_SAMPLES = 200;

/** Of parts that did not change; asked again for each edit of another. */
const known = new WeakMap<StimulusPart, { readonly key: string; readonly driven: Uint32Array }>();

/**
 * The neurons that receive the stimulus; of an array those with a current other than 0 at one of 200 samples. A current that goes where
 * the network has no neuron drives none.
 */
export function drivenNeurons(
  stimulus: StimulusDescription,
  n: number,
  populations?: readonly PopulationRange[],
): ReadonlySet<number> {
  return new Set(partsOf(stimulus).flatMap((part) => [...drivenByPart(part, n, populations)]));
}

/** The same for one part, ascending. */
export function drivenByPart(part: StimulusPart, n: number, populations: readonly PopulationRange[] = []): Uint32Array {
  const key = [n, ...populations.map(({ count }) => count)].join();
  const before = known.get(part);
  if (before?.key === key) return before.driven;
  const driven = findDriven(part, n, populations);
  known.set(part, { key, driven });
  return driven;
}

function findDriven(part: StimulusPart, n: number, populations: readonly PopulationRange[]): Uint32Array {
  const receivers = part.kind === 'array' ? undefined : part.receivers;
  if (receivers && checkReceivers(receivers, n, populations) !== undefined) return new Uint32Array(0);
  if (part.kind === 'odour') return drivenByOdour(part, n, populations);
  if (part.kind === 'waveform') return receivingNeurons(part.receivers, n, populations);
  const { values, samples } = part;
  const isDriven = new Uint8Array(part.n);
  const stride = Math.max(1, Math.floor(samples / MOST_SAMPLES));
  for (let sample = 0; sample < samples; sample += stride) {
    for (let neuron = 0; neuron < part.n; neuron++) {
      if (values[sample * part.n + neuron] !== 0) isDriven[neuron] = 1;
    }
  }
  return Uint32Array.from(isDriven.keys()).filter((neuron) => isDriven[neuron] === 1);
}
