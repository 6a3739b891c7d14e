import type { LabDocument } from '../labDocument.ts';
import type { Demo } from './demo.ts';
import { GUIDE_TEXTS } from './guideEdits.ts';
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

/** The demo whose words, all of them, stand beside a lab that has another title by now: they may no longer be true of it. */
export function demoOfWords({ title, guide }: Pick<LabDocument, 'title' | 'guide'>): Demo | undefined {
  const demo = guide && DEMOS.find((one) => GUIDE_TEXTS.every((name) => one.guide[name] === guide[name]));
  return demo?.title === title ? undefined : demo;
}
