import type { Demo } from './demo.ts';
import { NOISY_ODOUR, RHYTHMIC_LOBE } from './rhythmicLobe.ts';

export const synchrony: Demo = {
  id: 'synchrony',
  title: 'Synchrony against inhibition',
  lead: 'A sweep: the same lobe with ever stronger inhibition of the PNs. How much does it take to bring them in step?',
  lab: {
    network: RHYTHMIC_LOBE,
    stimulus: NOISY_ODOUR,
    duration: 800,
    dt: 0.01,
    recordEvery: 10,
  },
  guide: {
    watch:
      'Each cell is a run of the whole lobe: g_GABA of the PNs grows from left to right, each row has a seed of its own. The cells fill as the runs end.',
    predict: 'Does synchrony grow evenly with inhibition, or all at once? And the rate of the PNs?',
    answer:
      'Without inhibition there is none, each PN fires by itself; a tenth of a mS/cm² is enough to bring most of it. From there on more inhibition makes the rhythm slower and the PNs fire less.',
    tryThis:
      'Click a cell to open its network and watch it. Then sweep g_ACh instead: can the loop be broken at its other half, too?',
  },
  view: { tracks: ['raster', 'mean'], dock: 'sweep', dockShare: 0.6, parameter: 'g_GABA' },
  sequel: {
    kind: 'sweep',
    description: {
      axes: [{ target: 'PN.g_GABA', from: 0, to: 0.6, count: 7, spacing: 'linear' }],
      seeds: { first: 1, count: 3 },
      duration: 600,
    },
    measure: 'synchrony',
  },
};
