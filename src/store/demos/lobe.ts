import type { Demo } from './demo.ts';
import { LOBE_VIEW, NOISY_LOBE, WEAKER } from './rhythmicLobe.ts';

export const lobe: Demo = {
  id: 'lobe',
  title: 'The lobe’s rhythm',
  lead: 'Ninety PNs and thirty LNs: while the odour is there, they fall into a common rhythm that nobody gives them.',
  lab: NOISY_LOBE,
  guide: {
    watch: `From 200 to 800 ms an odour excites half of the PNs, each with a noise of its own. The synapses are weaker than the model’s own (${WEAKER}). No input oscillates, and yet their mean voltage, which stands in for the field potential, begins to swing.`,
    predict:
      'Which neurons make the rhythm: the PNs, which receive the odour, or the LNs, which receive no odour, only the PNs’ excitation and each other’s inhibition?',
    answer:
      'Both, together: PNs fire, that excites the LNs, the LNs silence all PNs at once, the inhibition fades, and the round begins again, about 30 times a second.',
    tryThis:
      'Zoom in on five cycles: who fires first in each, PNs or LNs? Then set g_GABA to 0 while it runs, and undo it.',
  },
  view: LOBE_VIEW,
};
