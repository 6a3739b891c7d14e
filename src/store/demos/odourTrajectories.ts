import type { StimulusEntry } from '../labDocument.ts';
import type { Demo } from './demo.ts';

/** Seeds of who receives each of the odours A, B and C. */
const SEEDS = [1, 2, 3];
/** ms from one odour to the next, and how long each lasts. */
const PERIOD = 500;
const WIDTH = 300;
const FIRST = 100;

/** ms: when which odour comes, its index in the stimulus; each comes twice. */
export const ODOURS = [0, 1, 2, 0, 1, 2].map((odour, k) => ({ odour, onset: FIRST + k * PERIOD }));

export const odourTrajectories: Demo = {
  id: 'trajectories',
  title: 'Odours as trajectories',
  lead: 'Three odours, each twice: in the space of all PNs each goes a way of its own.',
  lab: {
    network: { preset: 'nerveflow', n: 120, seed: 1 },
    stimulus: SEEDS.map((seed, k): StimulusEntry => ({
      id: k === 0 ? 'pulseTrain' : `pulseTrain-${k + 1}`,
      isOn: true,
      name: `Odour ${'ABC'[k]}`,
      part: {
        kind: 'waveform',
        waveform: { kind: 'pulseTrain', amplitude: 20, width: WIDTH, period: SEEDS.length * PERIOD },
        receivers: { kind: 'share', share: 0.33, seed, population: 'PN' },
        onset: FIRST + k * PERIOD,
        offset: FIRST + ODOURS.length * PERIOD,
      },
    })),
    duration: FIRST + ODOURS.length * PERIOD,
    dt: 0.01,
    recordEvery: 10,
  },
  guide: {
    watch:
      'Odours A, B, C, and again A, B, C: three pulse trains, each into another third of the PNs. The state of all 90 PNs is one point; its first three principal components draw its way, solid when an odour comes first and dashed when it comes again.',
    predict: 'When odour A comes for the second time: does the point go the same way again, or a new one?',
    answer:
      'Nearly the same way: the two trajectories of one odour lie closer together than those of any two odours, although the spikes are not the same. An odour can be read from where the point is.',
    tryThis:
      'Give two odours the same onset: where does the trajectory of the mixture lie? Or silence GABA: do the odours part more, or less?',
  },
  view: {
    tracks: ['stimulus', 'raster'],
    speed: 400,
    dock: 'measures',
    dockShare: 0.6,
    measures: { enlarged: 'trajectory', trajectoryColour: 'stimulus' },
  },
};
