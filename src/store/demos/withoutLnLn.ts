import type { Demo } from './demo.ts';
import { LOBE_VIEW, NOISY_LOBE, RHYTHMIC_LOBE, WEAKER } from './rhythmicLobe.ts';

/** PN first: 90 of them, then the LNs. */
const LNS = { first: 90, count: 30 } as const;

export const withoutLnLn: Demo = {
  id: 'without-ln-ln',
  title: 'Without LN–LN inhibition',
  lead: 'The LNs no longer inhibit each other. Does that free the PNs, or the LNs?',
  lab: {
    ...NOISY_LOBE,
    network: {
      ...RHYTHMIC_LOBE,
      matrices: {
        GABA: { start: { kind: 'drawn' }, patches: [{ kind: 'block', rows: LNS, columns: LNS, weight: 0 }] },
      },
    },
  },
  guide: {
    watch: `In the GABA matrix the block from LNs onto LNs is empty; that from LNs onto PNs is untouched; the conductances are those of “The lobe’s rhythm” (${WEAKER}). Compare the rows of the LNs with those in “The lobe’s rhythm”.`,
    predict: 'There is less inhibition in this network than before. Do the PNs fire more now?',
    answer:
      'No, less: nobody holds the LNs back, so they make more than twice as many potentials, all in step, and inhibit the PNs for longer. The rhythm goes on, slower and cleaner, at about 22 Hz.',
    tryThis:
      'Generate the block anew in the GABA matrix (LN → LN, random, probability 0.5) while it runs: how soon do the cycles become short again?',
  },
  view: LOBE_VIEW,
};
