import type { StimulusEntry } from '../labDocument.ts';
import type { Demo } from './demo.ts';
import { RHYTHMIC_LOBE } from './rhythmicLobe.ts';

/** Seeds of who receives each odour, in the order in which they come; each comes twice. */
export const ODOURS = [1, 2, 3, 1, 2, 3] as const;
/** ms from one odour to the next, and how long each lasts. */
const PERIOD = 500;
const LASTS = 250;

export const odourTrajectories: Demo = {
  id: 'trajectories',
  title: 'Odours as trajectories',
  lead: 'Three odours, each twice: in the space of all PNs each draws a loop of its own.',
  lab: {
    network: RHYTHMIC_LOBE,
    stimulus: ODOURS.map((seed, k): StimulusEntry => ({
      id: k === 0 ? 'odour' : `odour-${k + 1}`,
      isOn: true,
      part: {
        kind: 'odour',
        amplitude: 10,
        share: 0.33,
        seed,
        receivers: { kind: 'share', share: 0.33, seed, population: 'PN' },
        onset: 100 + k * PERIOD,
        offset: 100 + k * PERIOD + LASTS,
        tauRise: 40,
        tauDecay: 40,
      },
    })),
    duration: 100 + ODOURS.length * PERIOD,
    dt: 0.01,
    recordEvery: 10,
  },
  guide: {
    watch:
      'Odours A, B, C, and again A, B, C. Each excites a third of the PNs, and others than the one before. The state of all 90 PNs is one point; its first three principal components draw its way.',
    predict: 'When odour A comes for the second time: does the point go the same way again, or a new one?',
    answer:
      'The same way, nearly: the two loops of one odour lie closer together than those of any two odours, although the spikes are never quite the same. An odour can be read from where the point is.',
    tryThis:
      'Give the last odour the seed of another, or mix two by switching on both at once: where does the loop of a mixture lie?',
  },
  view: {
    tracks: ['stimulus', 'raster'],
    speed: 400,
    dock: 'measures',
    dockShare: 0.6,
    measures: { enlarged: 'trajectory', trajectoryColour: 'stimulus' },
  },
};
