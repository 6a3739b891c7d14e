import type { StimulusEntry } from '../labDocument.ts';

/** A constant current into one neuron, as an entry of the stimulus: µA/cm², ms. */
export function step(id: string, neuron: number, amplitude: number, onset: number, offset: number): StimulusEntry {
  return {
    id,
    isOn: true,
    part: {
      kind: 'waveform',
      waveform: { kind: 'step', amplitude },
      receivers: { kind: 'list', neurons: [neuron] },
      onset,
      offset,
    },
  };
}
