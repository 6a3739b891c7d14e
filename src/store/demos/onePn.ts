import { CIRCUITS } from '../../model/circuits.ts';
import type { Demo } from './demo.ts';
import { step } from './steps.ts';

/** µA/cm², 250 ms each. */
const CURRENTS = [4, 6, 8, 10, 15, 20];

export const onePn: Demo = {
  id: 'one-pn',
  title: 'One PN and its f–I curve',
  lead: 'A projection neuron alone climbs a staircase of currents: from which step on does it fire, and how fast?',
  lab: {
    network: { preset: 'nerveflow', seed: 1, ...CIRCUITS.find(({ name }) => name === 'One PN')!.network },
    stimulus: CURRENTS.map((amplitude, k) =>
      step(k === 0 ? 'step' : `step-${k + 1}`, 0, amplitude, 50 + 250 * k, 300 + 250 * k),
    ),
    duration: 1600,
    dt: 0.01,
    recordEvery: 10,
  },
  guide: {
    watch:
      'The current rises in six steps of 250 ms: 4, 6, 8, 10, 15 and 20 µA/cm². Within each step the spikes come at even distances, and closer together from step to step. Then the f–I curve is drawn below, from a run for each current.',
    predict:
      'Does the first step make it fire at all? From 10 to 20 µA/cm² the current doubles: does the rate double too?',
    answer:
      'The first step leaves it silent: its rheobase lies between 4 and 6 µA/cm². Then it starts slowly (25 Hz at 6) and rises ever less steeply: 50 Hz at 10, not quite 90 Hz at 20. Its f–I curve is concave.',
    tryThis:
      'Halve g_Na of the PN, or set g_A to 0, and run the f–I curve again: what moves, the threshold or the slope?',
  },
  view: {
    tracks: ['stimulus', 'traces'],
    chosen: [0],
    speed: 200,
    dock: 'measures',
    dockShare: 0.5,
    measures: { enlarged: 'fICurve' },
    parameter: 'g_Na',
  },
  sequel: { kind: 'fICurve' },
};
