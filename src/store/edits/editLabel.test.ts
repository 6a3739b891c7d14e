import { expect, test } from 'vitest';
import { joinLabels } from './editLabel.ts';

test.each([
  ['g_Na: 100 → 90 mS/cm²', 'g_Na: 90 → 80 mS/cm²', 'g_Na: 100 → 80 mS/cm²'],
  ['g_Na of PN: 100 → 90', 'g_K of PN: 10 → 9', 'g_K of PN: 10 → 9'],
  ['Paint 3 cells of GABA', 'Paint 7 cells of GABA', 'Paint 7 cells of GABA'],
  ['ACh → GABA', 'GABA → ACh', 'GABA → ACh'],
])('%j, then %j: %j', (first, second, both) => {
  expect(joinLabels(first, second)).toBe(both);
});
