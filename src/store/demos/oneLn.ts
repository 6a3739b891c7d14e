import { CIRCUITS } from '../../model/circuits.ts';
import type { Demo } from './demo.ts';
import { step } from './steps.ts';

export const oneLn: Demo = {
  id: 'one-ln',
  title: 'One LN’s calcium potential',
  lead: 'A local interneuron has no sodium spikes: calcium makes its potentials, and calcium slows them down.',
  lab: {
    network: { preset: 'nerveflow', seed: 1, ...CIRCUITS.find(({ name }) => name === 'One LN')!.network },
    stimulus: [step('step', 0, 5, 100, 800)],
    duration: 1000,
    dt: 0.01,
    recordEvery: 10,
    probes: [
      { neuron: 0, variable: 'Ca' },
      { neuron: 0, variable: 'I_Ca' },
      { neuron: 0, variable: 'I_KCa' },
    ],
  },
  guide: {
    watch:
      'Each potential is broad and reaches 5 mV at most: no sodium current makes it, a calcium current does. With each one calcium flows in, and [Ca] climbs like a staircase.',
    predict:
      'The current stays the same from 100 to 800 ms. Do the potentials come at even distances, as the spikes of a PN do?',
    answer:
      'No: the first two are 29 ms apart, the last two 69 ms. The calcium that came in opens the potassium current I_KCa, which holds the neuron down for longer each time, until as much calcium leaves as enters.',
    tryThis:
      'Set g_KCa to 0: the brake is gone, and the distances stay short. Or raise the current to 10 µA/cm²: does it still slow down?',
  },
  view: {
    tracks: ['stimulus', 'traces', 'variables'],
    chosen: [0],
    variableLayout: 'lanes',
    speed: 100,
    dock: null,
    parameter: 'g_KCa',
  },
};
