import { expect, test } from 'vitest';
import * as compiler from '../../compiler/gateCurves.ts';
import type { NetworkDescription, ParameterChange } from '../../model/description.ts';
import { nerveflow } from '../../model/presets.ts';
import type { NeuronState } from '../../store/stateReader.ts';
import { gatePicture, partOf, withDots } from './gatePicture.ts';

/** 9 PN, 3 LN. */
const described = (...changes: ParameterChange[]): NetworkDescription => ({
  preset: 'nerveflow',
  n: 12,
  seed: 1,
  changes,
});
const part = (symbol: string) => partOf(nerveflow, symbol, compiler);
const pictureOf = (symbol: string, network: NetworkDescription) => gatePicture(nerveflow, network, part(symbol));
const told = (symbol: string, ...changes: ParameterChange[]) =>
  pictureOf(symbol, described(...changes)).curves.map(({ gate, of }) => `${gate} of ${of}`);

test('a parameter shows the gates of its current; one of a substance those that depend on it', () => {
  expect(told('g_Na')).toEqual(['m of PN', 'h of PN']);
  expect(pictureOf('tau_Ca', described())).toMatchObject({ title: 'I_KCa', variable: { name: '[Ca]', isLog: true } });
  expect(told('g_GABA')).toEqual(['O of LN']);
});

test('where there is nothing to draw, it is said why', () => {
  expect(part('g_L')).toMatchObject({ gates: [], why: 'The leak current has no gates: nothing to draw over V.' });
  expect(part('C_m').gates).toEqual([]);
  expect(part('g_ACh')).toMatchObject({ gates: [], why: expect.stringContaining('a pulse at every spike') });
});

test('populations that agree share a curve, others have one each, and neurons that differ several', () => {
  expect(told('g_K')).toEqual(['n of PN and LN']);
  expect(told('g_K', { kind: 'set', parameter: 'phi_K', population: 'LN', value: 1 })).toEqual(['n of PN', 'n of LN']);
  const single: ParameterChange = { kind: 'set', parameter: 'phi_K', neurons: [8], value: 1 };
  const many = pictureOf('g_K', described(single)).curves;
  expect(many.map(({ of }) => of)).toContain('PN 8');
  expect(many.filter(({ isOneOfMany }) => isOneOfMany)).toHaveLength(7);
});

test('time constants shrink as the temperature factor grows', () => {
  const [before] = pictureOf('phi_K', described()).curves;
  const [after] = pictureOf('phi_K', described({ kind: 'scale', parameter: 'phi_K', factor: 2 })).curves;
  before!.tau.forEach((tau, k) => expect(after!.tau[k]! / tau).toBeCloseTo(0.5, 12));
  expect(after!.inf).toEqual(before!.inf);
});

test('the dots are the neurons that have the gate, by population', () => {
  const values = (offset: number) => Float64Array.from({ length: 12 }, (_, i) => offset + i);
  const state: NeuronState = {
    neurons: { V: values(-70), n_K: values(0) },
    t_fire: values(0),
    openFractions: new Float64Array(0),
    populations: [
      { name: 'PN', first: 0, count: 9 },
      { name: 'LN', first: 9, count: 3 },
    ],
    time: 5,
  };
  const { dots, time } = withDots(pictureOf('g_K', described()), part('g_K'), state);
  expect(dots.map(({ name, x, gate }) => [name, Array.from(x).at(-1), Array.from(gate).at(-1)])).toEqual([
    ['PN', -62, 8],
    ['LN', -59, 11],
  ]);
  expect(time).toBe(5);
  expect(withDots(pictureOf('g_K', described()), part('g_K'), undefined).dots).toEqual([]);
});
