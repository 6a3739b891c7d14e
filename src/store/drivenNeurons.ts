import type { StimulusDescription } from '../model/description.ts';
import { drivenNeurons as drivenByOdour } from '../model/stimulus.ts';

/** An array is looked at in this many samples: enough to see who is driven, few enough to do on the page. */
const MOST_SAMPLES = 200;

/** The neurons that receive the stimulus; of an array those with a current other than 0 at one of 200 samples. */
export function drivenNeurons(stimulus: StimulusDescription, n: number): ReadonlySet<number> {
  if (stimulus.kind === 'odour') return new Set(drivenByOdour(stimulus, n));
  if (stimulus.kind === 'sum') {
    return new Set(stimulus.parts.flatMap((part) => [...drivenNeurons(part, n)]));
  }
  if (stimulus.kind === 'waveform') return new Set();
  const { values, samples } = stimulus;
  const driven = new Set<number>();
  const stride = Math.max(1, Math.floor(samples / MOST_SAMPLES));
  for (let sample = 0; sample < samples; sample += stride) {
    for (let neuron = 0; neuron < stimulus.n; neuron++) {
      if (values[sample * stimulus.n + neuron] !== 0) driven.add(neuron);
    }
  }
  return driven;
}
