import type { Demo } from './demo.ts';
import { LOBE_VIEW, NOISY_LOBE, RHYTHMIC_LOBE } from './rhythmicLobe.ts';

export const withoutGaba: Demo = {
  id: 'without-gaba',
  title: 'Without GABA',
  lead: 'The same lobe, the same odour, but no inhibition, as under picrotoxin: what is left of the rhythm?',
  lab: {
    ...NOISY_LOBE,
    network: {
      ...RHYTHMIC_LOBE,
      changes: [...RHYTHMIC_LOBE.changes, { parameter: 'g_GABA', kind: 'set', value: 0 }],
    },
  },
  guide: {
    watch:
      'The lobe of “The lobe’s rhythm”, g_ACh of LN 0.045 instead of 0.3 mS/cm² as there, and with g_GABA = 0: LNs are excited as before, but what they release reaches nobody.',
    predict: 'Do the PNs fire more or less than with inhibition? Does the mean PN voltage still swing?',
    answer:
      'More than twice as many spikes, but no rhythm: each PN fires at its own pace, driven by its current and its noise. Inhibition did not only hold the PNs back, it told them when to fire.',
    tryThis:
      'Bring the inhibition back while it runs: set g_GABA of PN to 0.3 and that of LN to 0.1. How many cycles does the rhythm take to return?',
  },
  view: LOBE_VIEW,
};
