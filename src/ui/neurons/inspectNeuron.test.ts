import { expect, test } from 'vitest';
import { rowsOf } from '../../model/connectivity/matrix.ts';
import { ownParameters, sumOfOpenFractions, synapsesOf } from './inspectNeuron.ts';

/** Row = postsynaptic. */
const MATRIX = { n: 3, rows: rowsOf(Float32Array.of(0, 1, 0.5, 0, 0, 0, 1, 1, 0), 3) };

test('inputs stand in the neuron’s row, outputs in its column', () => {
  expect(synapsesOf(MATRIX, 0)).toMatchObject({
    inputs: { neurons: [1, 2], weights: [1, 0.5] },
    outputs: { neurons: [2], weights: [1] },
  });
  expect(synapsesOf(MATRIX, 1)).toMatchObject({
    inputs: { neurons: [] },
    outputs: { neurons: [0, 2] },
  });
});

test('the open fractions of a neuron are found behind those of the types and rows before it, and weighted', () => {
  const openFractions = Float64Array.of(9, 9, 0.1, 0.2, 0.3, 0.4);
  const sums = [0, 1, 2].map((neuron) => sumOfOpenFractions(openFractions, 2, synapsesOf(MATRIX, neuron)));
  expect(sums[0]).toBeCloseTo(0.1 + 0.5 * 0.2, 12);
  expect(sums[1]).toBe(0);
  expect(sums[2]).toBeCloseTo(0.3 + 0.4, 12);
});

test('only what differs from the model is told of a neuron', () => {
  const network = {
    preset: 'nerveflow',
    n: 12,
    seed: 1,
    changes: [
      { kind: 'set', parameter: 'g_Na', population: 'PN', value: 60, neurons: [2, 3] },
      { kind: 'set', parameter: 'g_K', value: 10 },
      { kind: 'set', parameter: 'E_L', population: 'LN', value: -52 },
    ],
  } as const;
  expect(ownParameters(network, 2)).toEqual([{ symbol: 'g_Na', unit: 'mS/cm²', value: 60, ofModel: 100 }]);
  expect(ownParameters(network, 4)).toEqual([]);
  expect(ownParameters(network, 10)).toEqual([{ symbol: 'E_L', unit: 'mV', value: -52, ofModel: -50 }]);
});
