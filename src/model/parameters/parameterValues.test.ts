import { expect, test } from 'vitest';
import type { NetworkDescription, ParameterChange } from '../description.ts';
import { extentOf, neuronValues, valueOfNeuron, valuesOf } from './parameterValues.ts';

/** 3 PN, 1 LN. */
const described = (...changes: ParameterChange[]): NetworkDescription => ({
  preset: 'nerveflow',
  n: 4,
  seed: 1,
  changes,
});

test("without changes the values are the model's, and undefined for a population that has no such current", () => {
  expect(valuesOf(described(), 'g_KL')).toMatchObject({ values: [0.05, 0.02], ofModel: [0.05, 0.02] });
  expect(valuesOf(described(), 'g_Na')).toMatchObject({ values: [100, undefined], ofModel: [100, undefined] });
  expect(valuesOf(described(), 'tau_Ca')).toMatchObject({ values: [undefined, 150] });
  expect(valuesOf(described(), 'alpha_ACh')).toMatchObject({ values: [10, 10] });
});

test('a population whose neurons differ has a value for each, and one again where they agree', () => {
  const one: ParameterChange = { kind: 'set', parameter: 'g_Na', value: 50, neurons: [1] };
  const values = valuesOf(described(one), 'g_Na');
  expect(values.values).toEqual([Float64Array.of(100, 50, 100), undefined]);
  expect(values.ofModel).toEqual([100, undefined]);
  expect(extentOf(values.values[0]!)).toEqual([50, 100]);
  const others: ParameterChange = { kind: 'set', parameter: 'g_Na', value: 50, neurons: [0, 2] };
  expect(valuesOf(described(one, others), 'g_Na').values).toEqual([50, undefined]);
});

test('neuron by neuron', () => {
  const values = valuesOf(described({ kind: 'set', parameter: 'g_Na', value: 50, neurons: [1] }), 'g_Na');
  expect([...neuronValues(values)]).toEqual([100, 50, 100, NaN]);
  expect([0, 1, 3, 4].map((neuron) => valueOfNeuron(values, neuron))).toEqual([100, 50, undefined, undefined]);
});

test('they are read once for one description', () => {
  const network = described();
  expect(valuesOf(network, 'g_Na')).toBe(valuesOf(network, 'g_Na'));
});

test('own numbers of neurons count', () => {
  const network: NetworkDescription = { preset: 'nerveflow', n: 4, counts: [1, 3], seed: 1 };
  expect([...neuronValues(valuesOf(network, 'g_Na'))]).toEqual([100, NaN, NaN, NaN]);
});
