import type { Demo } from './demo.ts';
import { lobe } from './lobe.ts';
import { odourTrajectories } from './odourTrajectories.ts';
import { oneLn } from './oneLn.ts';
import { onePn } from './onePn.ts';
import { pair } from './pair.ts';
import { rounding } from './rounding.ts';
import { synchrony } from './synchrony.ts';
import { withoutGaba } from './withoutGaba.ts';
import { withoutLnLn } from './withoutLnLn.ts';

/** In the order of a lecture: from one neuron to the lobe, what breaks its rhythm, and what can be measured. */
export const DEMOS: readonly Demo[] = [
  onePn,
  oneLn,
  pair,
  lobe,
  withoutGaba,
  withoutLnLn,
  odourTrajectories,
  synchrony,
  rounding,
];
