import { expect, test } from 'vitest';
import { neuronValues, valuesOf } from '../../model/parameters/parameterValues.ts';
import type { Lab } from '../lab.ts';
import {
  drawNeuronValues,
  isChanged,
  resetParameter,
  scaleParameter,
  setNeuronValues,
  setParameter,
  setReadValues,
  typeParameter,
} from './parameterEdits.ts';
import { makeLab } from '../testing/makeLab.ts';

const N = 12; // 9 PN
const valuesIn = (lab: Lab, symbol: string) => valuesOf(lab.document.getState().network, symbol);
const valueIn = (lab: Lab, symbol: string) => valuesIn(lab, symbol).values;
const changesIn = (lab: Lab) => lab.document.getState().network.changes ?? [];
const labels = (lab: Lab) => lab.history.state.getState().past.map(({ label }) => label);

test('a value for a population has a name in the history, and can be taken back', () => {
  const lab = makeLab(N);
  expect(setParameter(lab, 'g_Na', 'PN', 50)).toBeUndefined();
  expect(valueIn(lab, 'g_Na')[0]).toBe(50);
  expect(labels(lab)).toEqual(['g_Na of PN: 100 → 50 mS/cm²']);
  lab.undo();
  expect(valueIn(lab, 'g_Na')[0]).toBe(100);
});

test('a slider that is dragged leaves one change and one entry, from where it began', () => {
  const lab = makeLab(N);
  for (let value = 99; value >= 40; value--) setParameter(lab, 'g_Na', 'PN', value, { gesture: 'drag 1' });
  expect(changesIn(lab)).toEqual([{ kind: 'set', parameter: 'g_Na', population: 'PN', value: 40 }]);
  expect(labels(lab)).toEqual(['g_Na of PN: 100 → 40 mS/cm²']);
  setParameter(lab, 'g_Na', 'PN', 30, { gesture: 'drag 2' });
  expect(labels(lab)).toHaveLength(2);
});

test('what is typed is a value or a factor', () => {
  const lab = makeLab(N);
  expect(typeParameter(lab, 'g_Na', 'PN', '*0.5')).toBeUndefined();
  expect(typeParameter(lab, 'E_L', 'LN', '−52')).toBeUndefined();
  expect(typeParameter(lab, 'g_KL', undefined, '200%')).toBeUndefined();
  expect([valueIn(lab, 'g_Na')[0], valueIn(lab, 'E_L'), valueIn(lab, 'g_KL')]).toEqual([50, [-55, -52], [0.1, 0.04]]);
  expect(labels(lab)).toEqual(['g_Na of PN: 100 → 50 mS/cm²', 'E_L of LN: −50 → −52 mV', 'g_KL × 2']);
});

test.each([
  ['abc', 'g_Na must be a number from 0 to 500 mS/cm², got abc'],
  ['', 'g_Na must be a number from 0 to 500 mS/cm², got nothing'],
  ['501', 'g_Na must be a number from 0 to 500 mS/cm², got 501'],
  ['*6', 'g_Na would be 600 mS/cm², 100 times 6: expected 0 to 500 mS/cm²'],
])('%j is refused, and the old value stays', (typed, why) => {
  const lab = makeLab(N);
  const before = lab.document.getState();
  expect(typeParameter(lab, 'g_Na', 'PN', typed)).toBe(why);
  expect(lab.document.getState()).toBe(before);
});

test('single neurons get values of their own, and a value for all takes these away', () => {
  const lab = makeLab(N);
  expect(setParameter(lab, 'g_Na', [3], 60)).toBeUndefined();
  expect(setNeuronValues(lab, 'g_Na', [0, 1], [10, 20], { how: 'pasted' })).toBeUndefined();
  expect([...neuronValues(valuesIn(lab, 'g_Na')).subarray(0, 5)]).toEqual([10, 20, 100, 60, 100]);
  expect(isChanged(valuesIn(lab, 'g_Na'), 0)).toBe(true);
  expect(labels(lab)).toEqual(['g_Na of PN 3: 100 → 60 mS/cm²', 'g_Na of 2 PNs: pasted']);
  setParameter(lab, 'g_Na', 'PN', 70);
  expect(labels(lab).at(-1)).toBe('g_Na of PN: several → 70 mS/cm²');
  expect(changesIn(lab)).toHaveLength(1);
});

test('neurons that differ are multiplied each, unless one of them would leave the range', () => {
  const lab = makeLab(N);
  setParameter(lab, 'g_Na', [3], 300);
  expect(scaleParameter(lab, 'g_Na', 'PN', 2)).toBe('g_Na would be 600 mS/cm², 300 times 2: expected 0 to 500 mS/cm²');
  expect(scaleParameter(lab, 'g_Na', 'PN', 1.5)).toBeUndefined();
  expect([...neuronValues(valuesIn(lab, 'g_Na')).subarray(2, 5)]).toEqual([150, 450, 150]);
  expect(labels(lab).at(-1)).toBe('g_Na of PN × 1.5');
});

test('a list of the wrong length, or with a value out of range, is refused by its neuron', () => {
  const lab = makeLab(N);
  const act = (neurons: number[], values: number[]) => setNeuronValues(lab, 'g_Na', neurons, values, { how: 'pasted' });
  expect(act([0, 1], [1])).toBe('1 values for 2 neurons: expected one for each');
  expect(act([0, 1], [1, -1])).toBe('PN 1: g_Na must be a number from 0 to 500 mS/cm², got -1');
  expect(act([0, 10], [1, 1])).toBe('g_Na of neuron 10: the neurons of LN have no Na');
  expect(changesIn(lab)).toEqual([]);
});

test('numbers that were read go to the neurons that are named, meant, or to all', () => {
  const lab = makeLab(4); // 3 PN
  const ofPN = () => [...neuronValues(valuesIn(lab, 'g_Na')).subarray(0, 3)];
  expect(setReadValues(lab, 'g_Na', 'PN', { values: [1, 2, 3] }, 'the clipboard')).toBeUndefined();
  expect(ofPN()).toEqual([1, 2, 3]);
  expect(labels(lab)).toEqual(['g_Na of PN: from the clipboard']);
  expect(setReadValues(lab, 'g_Na', 'PN', { values: [4, 5, 6, 7] }, 'v.npy')).toBeUndefined();
  expect(ofPN()).toEqual([4, 5, 6]);
  expect(setReadValues(lab, 'g_Na', undefined, { neurons: [1], values: [9] }, 'v.csv')).toBeUndefined();
  expect(ofPN()).toEqual([4, 9, 6]);
  expect(setReadValues(lab, 'g_Na', [0, 2], { values: [1] }, 'v.csv')).toBe(
    'v.csv holds 1 numbers: expected 2 for the values of 2 PNs, or 4 for the whole network',
  );
});

test('drawn values say how many were brought back to the border', () => {
  const lab = makeLab(120);
  const normal = { kind: 'normal', mean: 0, deviation: 10 } as const;
  const answer = drawNeuronValues(lab, 'g_Na', 'PN', normal, 4);
  const values = neuronValues(valuesIn(lab, 'g_Na')).subarray(0, 90);
  expect(answer).toEqual({ broughtBack: values.filter((value) => value === 0).length, count: 90 });
  expect(values.filter((value) => value > 0).length).toBeGreaterThan(20);
  expect(labels(lab)).toEqual(['g_Na of PN: normal, 0 ± 10 mS/cm², seed 4']);
  expect(drawNeuronValues(lab, 'g_Na', 'PN', { ...normal, deviation: -1 }, 4)).toEqual({
    problem: 'The normal distribution cannot be used: its deviation is -1: expected 0 or more',
  });
  expect(drawNeuronValues(lab, 'g_Na', 'PN', normal, 0.5)).toHaveProperty('problem');
  // A save would not hold it.
  expect(drawNeuronValues(lab, 'g_Na', 'PN', normal, 2 ** 32)).toEqual({
    problem: 'The seed must be a whole number from 0 to 4294967295, got 4294967296',
  });
});

test("the way back leads to the model's value, for a population, for single neurons and for all", () => {
  const lab = makeLab(N);
  setParameter(lab, 'E_L', undefined, -60);
  setParameter(lab, 'E_L', [4], -70);
  resetParameter(lab, 'E_L', 'LN');
  expect(valueIn(lab, 'E_L')[1]).toBe(-50);
  expect([...neuronValues(valuesIn(lab, 'E_L')).subarray(3, 5)]).toEqual([-60, -70]);
  expect(labels(lab).at(-1)).toBe("E_L of LN: back to the model's −50 mV");
  resetParameter(lab, 'E_L', [4]);
  expect(valueIn(lab, 'E_L')[0]).toEqual(Float64Array.of(-60, -60, -60, -60, -55, -60, -60, -60, -60));
  resetParameter(lab, 'E_L', undefined);
  expect(valueIn(lab, 'E_L')).toEqual([-55, -50]);
  expect(changesIn(lab)).toEqual([]);
  expect(labels(lab).at(-1)).toBe("E_L: back to the model's values");
});
