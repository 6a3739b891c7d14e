import { describe, expect, test } from 'vitest';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import { nerveflow } from '../../model/presets.ts';
import { filterGroups, parameterGroups } from './parameterGroups.ts';

const GROUPS = parameterGroups(nerveflow);
const symbols = (groups: typeof GROUPS) => groups.flatMap(({ rows }) => rows.map(({ symbol }) => symbol));

test('every parameter of the model has a row', () => {
  expect(symbols(GROUPS)).toEqual(ownedParameters(nerveflow).map(({ symbol }) => symbol));
});

test('a population without the current has no value, one without such synapses has one that waits', () => {
  const row = (symbol: string) => GROUPS.flatMap(({ rows }) => rows).find((one) => one.symbol === symbol)!;
  expect(row('g_Na')).toMatchObject({ has: [true, false], isUsed: [true, false] });
  expect(row('g_ACh')).toMatchObject({ has: [true, true], isUsed: [false, true] });
  expect(row('A_ACh')).toMatchObject({ has: [true, true], isUsed: [true, false] });
});

describe('the filter', () => {
  test.each([
    ['g_na', ['g_Na']],
    ['gna', ['g_Na']],
    ['sodium conductance', ['g_Na']],
    ['reversal gaba', ['E_GABA']],
    ['µF', ['C_m']],
    ['no such thing', []],
  ])('%j finds %j', (filter, found) => {
    expect(symbols(filterGroups(GROUPS, filter))).toEqual(found);
  });

  test('without a word leaves all', () => {
    expect(filterGroups(GROUPS, '  ')).toBe(GROUPS);
  });
});
