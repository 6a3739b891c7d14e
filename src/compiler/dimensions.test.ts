import { expect, test } from 'vitest';
import { ownedParameters } from '../model/parameters/parameterChanges.ts';
import { nerveflow } from '../model/presets.ts';
import { dimensionOf, inferDimension, isPlainNumber, isSameDimension } from './dimensions.ts';
import { parseExpression } from './expression.ts';

const UNITS: Record<string, string> = {
  V: 'mV',
  E: 'mV',
  g: 'mS/cm²',
  C: 'µF/cm²',
  I: 'µA/cm²',
  A: 'mM·cm²/(ms·µA)',
  Ca: 'mM',
};
const infer = (text: string) => inferDimension(parseExpression(text), (name) => dimensionOf(UNITS[name]!));

test('every unit of the model has a dimension', () => {
  for (const { unit } of ownedParameters(nerveflow)) expect(() => dimensionOf(unit), unit).not.toThrow();
  expect(isPlainNumber(dimensionOf('1'))).toBe(true);
  expect(() => dimensionOf('mA/cm²')).toThrow('the unit mA/cm² has a mA: expected 1, mV, ms, µA, cm, mM, mS, µF');
});

test.each([
  ['g * (V - E)', 'µA/cm²'],
  ['I / C', 'mV/ms'],
  ['A * I', 'mM/ms'],
  ['exp(V / E)', '1'],
  ['V^2 / E', 'mV'],
  ['V < E ? V : E', 'mV'],
  ['min(V, E) - abs(V)', 'mV'],
])('%s is in %s', (text, unit) => expect(isSameDimension(infer(text)!, dimensionOf(unit))).toBe(true));

test.each(['V + 50', 'exp(V)', 'V < -63 ? 1 : 2', 'I + Ca', 'V ^ V'])('%s has none', (text) =>
  expect(infer(text)).toBeUndefined(),
);
