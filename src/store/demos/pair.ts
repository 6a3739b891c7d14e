import { CIRCUITS } from '../../model/circuits.ts';
import type { Demo } from './demo.ts';
import { step } from './steps.ts';

export const pair: Demo = {
  id: 'pair',
  title: 'A PN and an LN',
  lead: 'The smallest loop of the antennal lobe: the PN excites the LN, which inhibits the PN.',
  lab: {
    network: { preset: 'nerveflow', seed: 1, ...CIRCUITS.find(({ name }) => name === 'PN–LN')!.network },
    stimulus: [step('step', 0, 10, 100, 900)],
    duration: 1000,
    dt: 0.01,
    recordEvery: 10,
    probes: [
      { neuron: 1, variable: 'O_GABA' },
      { neuron: 0, variable: 'I_GABA' },
    ],
  },
  guide: {
    watch:
      'Only PN 0 receives a current. Its spikes push LN 1 up step by step, until that makes a calcium potential; then its GABA opens chloride channels of the PN, whose next spike comes late.',
    predict:
      'Alone, this PN fires every 20 ms. How long is the pause after a potential of the LN, and how many spikes does the LN wait for?',
    answer:
      'About 40 ms, twice as long. The LN answers the first spike at once; later it needs 6, 11 and 10 spikes, because the calcium of its last potential still holds it down.',
    tryThis:
      'Silence LN → PN in the GABA matrix, while it runs: the pauses vanish. Or raise g_GABA: do the pauses become longer, or more?',
  },
  view: {
    tracks: ['stimulus', 'traces', 'variables'],
    chosen: [0, 1],
    speed: 100,
    dock: null,
    parameter: 'g_GABA',
    synapseType: 'GABA',
  },
};
