import type { NetworkDescription, ParameterChange } from '../../model/description.ts';
import type { StimulusEntry } from '../labDocument.ts';
import type { DemoLab, DemoView } from './demo.ts';

/** What makes the default network a rhythmic one: weaker synapses, so that no LN is driven by few PNs and silences many. */
const CHANGES: readonly ParameterChange[] = [
  { parameter: 'g_ACh', population: 'LN', kind: 'set', value: 0.045 },
  { parameter: 'g_GABA', population: 'PN', kind: 'set', value: 0.3 },
  { parameter: 'g_GABA', population: 'LN', kind: 'set', value: 0.1 },
];

/** The same as a clause of a guide. */
export const WEAKER = 'g_ACh of LN 0.045 instead of 0.3 mS/cm², g_GABA of PN 0.3 and of LN 0.1 instead of 0.8';

/** PNs that the odour drives and that fire in most cycles of the rhythm, and the LN that takes part most. */
export const SHOWN: readonly number[] = [21, 36, 72, 96];

/** How the lobe is looked at while it runs. */
export const LOBE_VIEW: DemoView = {
  chosen: SHOWN,
  tracks: ['stimulus', 'raster', 'mean'],
  speed: 100,
  dock: null,
  parameter: 'g_GABA',
  synapseType: 'GABA',
};

/** 120 neurons of which only PNs receive anything from outside. */
export const RHYTHMIC_LOBE = {
  preset: 'nerveflow',
  n: 120,
  seed: 1,
  changes: CHANGES,
} as const satisfies NetworkDescription;

/** ms: when the odour comes and goes. */
export const ODOUR = { onset: 200, offset: 800 } as const;

/** For each PN its own. */
const NOISE: StimulusEntry = {
  id: 'noise',
  isOn: true,
  part: {
    kind: 'waveform',
    waveform: { kind: 'noise', mean: 0, deviation: 4, tau: 5, seed: 3 },
    receivers: { kind: 'all', population: 'PN' },
    onset: 0,
    offset: 1000,
  },
};

/** An odour that excites half of the PNs, and noise: what PNs do together they do by their synapses. */
const NOISY_ODOUR: readonly StimulusEntry[] = [
  {
    id: 'odour',
    isOn: true,
    part: {
      kind: 'odour',
      amplitude: 10,
      share: 0.5,
      seed: 1,
      receivers: { kind: 'share', share: 0.5, seed: 1, population: 'PN' },
      ...ODOUR,
      tauRise: 75,
      tauDecay: 150,
    },
  },
  NOISE,
];

/** The lobe under that odour, from before it to after it. */
export const NOISY_LOBE = {
  network: RHYTHMIC_LOBE,
  stimulus: NOISY_ODOUR,
  duration: 1000,
  dt: 0.01,
  recordEvery: 10,
} as const satisfies DemoLab;

/** The same from the first moment on and as strong throughout: neurons whose rates rise together would be correlated without any synapse. */
export const STEADY_ODOUR: readonly StimulusEntry[] = [
  {
    id: 'step',
    isOn: true,
    part: {
      kind: 'waveform',
      waveform: { kind: 'step', amplitude: 10 },
      receivers: { kind: 'share', share: 0.5, seed: 1, population: 'PN' },
      onset: 0,
      offset: 1000,
    },
  },
  NOISE,
];
