import type { MatrixDescription, NetworkDescription, StimulusPart, WaveformStimulus } from './description.ts';

/** A few neurons that show one thing each, with currents that bring it out. */
export interface Circuit {
  readonly name: string;
  /** What one sees when it runs. */
  readonly meaning: string;
  readonly network: Required<Pick<NetworkDescription, 'n' | 'counts' | 'matrices'>>;
  readonly stimulus: readonly StimulusPart[];
}

/** From any neuron onto any other, [presynaptic, postsynaptic]; nothing else. */
function connect(...synapses: readonly (readonly [number, number])[]): MatrixDescription {
  return {
    start: { kind: 'none' },
    patches: synapses.map(([pre, post]) => ({
      kind: 'block',
      rows: { first: post, count: 1 },
      columns: { first: pre, count: 1 },
      weight: 1,
    })),
  };
}

/** A constant current into one neuron: µA/cm², ms. */
function step(neuron: number, amplitude: number, onset: number, offset: number): WaveformStimulus {
  return {
    kind: 'waveform',
    waveform: { kind: 'step', amplitude },
    receivers: { kind: 'list', neurons: [neuron] },
    onset,
    offset,
  };
}

/** PN first, as everywhere: in the pair PN 0 and LN 1, in the triplet PN 0, PN 1 and LN 2. */
export const CIRCUITS: readonly Circuit[] = [
  {
    name: 'One PN',
    meaning: 'A projection neuron alone: a step of 10 µA/cm² makes it fire regularly.',
    network: { n: 1, counts: [1, 0], matrices: { ACh: connect(), GABA: connect() } },
    stimulus: [step(0, 10, 100, 600)],
  },
  {
    name: 'One LN',
    meaning:
      'A local interneuron alone: a step of 5 µA/cm² makes broad calcium potentials, which slow down as calcium builds up.',
    network: { n: 1, counts: [0, 1], matrices: { ACh: connect(), GABA: connect() } },
    stimulus: [step(0, 5, 100, 600)],
  },
  {
    name: 'PN–LN',
    meaning:
      'PN 0 excites LN 1, which inhibits it: each calcium potential of the LN holds back the next spike of the PN.',
    network: { n: 2, counts: [1, 1], matrices: { ACh: connect([0, 1]), GABA: connect([1, 0]) } },
    stimulus: [step(0, 10, 100, 600)],
  },
  {
    name: 'PN→LN→PN',
    meaning:
      'PN 0 excites LN 2, which inhibits PN 1: PN 1 fires every 72 ms by itself, but only once while PN 0 is driven, from 300 to 600 ms.',
    network: { n: 3, counts: [2, 1], matrices: { ACh: connect([0, 2]), GABA: connect([2, 1]) } },
    stimulus: [step(0, 20, 300, 600), step(1, 5, 50, 1000)],
  },
];
