import { MOST_SEED } from '../model/random.ts';
import type { NumberLimits } from './numberLimits.ts';

const CURRENT = { unit: 'µA/cm²', least: -100, most: 100, isWhole: false } as const;
const TIME = { unit: 'ms', least: 0, most: 100_000, isWhole: false } as const;
const TIME_CONSTANT = { unit: 'ms', least: 0.1, most: 10_000, isWhole: false } as const;
const SEED = { unit: '', least: 0, most: MOST_SEED, isWhole: true } as const;

/** The numbers of the currents that are added up: what they mean, and what they may be. In the order in which the page shows them. */
export const STIMULUS_LIMITS = {
  amplitude: { ...CURRENT, label: 'Amplitude', meaning: 'The injected current; positive depolarises.' },
  from: { ...CURRENT, label: 'From', meaning: 'The current at the onset; positive depolarises.' },
  to: { ...CURRENT, label: 'To', meaning: 'The current that is reached at the offset.' },
  mean: { ...CURRENT, label: 'Mean', meaning: 'The current about which it varies.' },
  deviation: {
    ...CURRENT,
    least: 0,
    label: 'Deviation',
    meaning: 'Standard deviation of the noise, which is normally distributed.',
  },
  frequency: {
    label: 'Frequency',
    unit: 'Hz',
    least: 0.01,
    most: 10_000,
    isWhole: false,
    meaning: 'Periods per second.',
  },
  phase: {
    label: 'Phase',
    unit: 'rad',
    least: -100,
    most: 100,
    isWhole: false,
    meaning: 'Phase of the sine at the onset; π/2 = 1.571 makes it a cosine.',
  },
  width: { ...TIME, label: 'Width', meaning: 'How long each pulse lasts.' },
  period: {
    ...TIME,
    least: 0.01,
    label: 'Period',
    meaning: 'From the start of one pulse to the start of the next.',
  },
  tau: {
    ...TIME_CONSTANT,
    least: 0.01,
    label: 'Correlation time',
    meaning: 'After this long the correlation of the noise with itself has fallen to 1/e.',
  },
  noiseSeed: {
    ...SEED,
    label: 'Noise seed',
    meaning: 'Draws the noise, another one for each neuron; the same seed gives the same noise.',
  },
  onset: { ...TIME, label: 'Onset', meaning: 'When the current begins; that of an odour starts to rise.' },
  offset: { ...TIME, label: 'Offset', meaning: 'When the current ends; that of an odour starts to decay.' },
  tauRise: { ...TIME_CONSTANT, label: 'Rise', meaning: 'Time constant of the rise.' },
  tauDecay: { ...TIME_CONSTANT, label: 'Decay', meaning: 'Time constant of the decay.' },
  share: {
    label: 'Share driven',
    unit: '',
    least: 0,
    most: 1,
    isWhole: false,
    meaning: 'Share of the neurons that receive the current, chosen at random.',
  },
  odourSeed: {
    ...SEED,
    label: 'Odour seed',
    meaning: 'Draws which neurons receive the odour: another seed is another odour.',
  },
  receiverSeed: { ...SEED, label: 'Receiver seed', meaning: 'Draws which neurons receive the current.' },
  samplesPerMs: {
    label: 'Samples per ms',
    unit: '1/ms',
    least: 0.001,
    most: 10_000,
    isWhole: false,
    meaning: 'How many columns of the file make one millisecond; NerveFlow saves 100.',
  },
} as const satisfies Record<string, NumberLimits>;

export type StimulusNumber = keyof typeof STIMULUS_LIMITS;
