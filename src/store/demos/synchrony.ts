import type { Demo } from './demo.ts';
import { RHYTHMIC_LOBE, STEADY_ODOUR, WEAKER } from './rhythmicLobe.ts';

export const synchrony: Demo = {
  id: 'synchrony',
  title: 'Synchrony against inhibition',
  lead: 'A sweep: the same lobe with ever stronger inhibition of the PNs. How much does it take to bring them in step?',
  lab: {
    network: RHYTHMIC_LOBE,
    stimulus: STEADY_ODOUR,
    duration: 600,
    dt: 0.01,
    recordEvery: 10,
  },
  guide: {
    watch: `First the lobe as it is (${WEAKER}), under an odour that does not change. Then a sweep, below: g_GABA of the PNs grows from left to right, and each point is three runs of the whole lobe, with a seed each. The points come as the runs end.`,
    predict: 'Does synchrony grow evenly with inhibition, or all at once? And the rate of the PNs?',
    answer:
      'Without inhibition there is none, each PN fires by itself; 0.1 mS/cm² is enough to bring more than half of it. From there on it grows more slowly, while the PNs fire ever less.',
    tryThis:
      'Click a point to open its network and watch it. Then sweep g_ACh onto LN from 0 to 0.1 mS/cm² (it is 0.045 here): can the loop be broken at its other half, too?',
  },
  view: { tracks: ['raster'], dock: 'sweep', dockShare: 0.6, parameter: 'g_GABA' },
  sequel: {
    kind: 'sweep',
    description: {
      axes: [{ target: 'PN.g_GABA', from: 0, to: 0.6, count: 7, spacing: 'linear' }],
      seeds: { first: 1, count: 3 },
      duration: 500,
    },
    measure: 'synchrony',
  },
};
