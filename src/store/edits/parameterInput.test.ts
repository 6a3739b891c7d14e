import { expect, test } from 'vitest';
import { readParameterInput } from './parameterInput.ts';

test.each([
  ['50', { kind: 'value', value: 50 }],
  [' -61.5 ', { kind: 'value', value: -61.5 }],
  ['−61.5', { kind: 'value', value: -61.5 }],
  ['2.4e-4', { kind: 'value', value: 2.4e-4 }],
  ['*0.5', { kind: 'factor', factor: 0.5 }],
  ['× 2', { kind: 'factor', factor: 2 }],
  ['x2', { kind: 'factor', factor: 2 }],
  ['/4', { kind: 'factor', factor: 0.25 }],
  ['50%', { kind: 'factor', factor: 0.5 }],
  ['12.5 %', { kind: 'factor', factor: 0.125 }],
])('%j is read', (typed, input) => {
  expect(readParameterInput(typed)).toEqual(input);
});

test.each(['', '  ', 'abc', '*', '/0', '%', '5 6', '1,5', 'Infinity', '1e999', '2*3'])('%j is neither', (typed) => {
  expect(readParameterInput(typed)).toBeUndefined();
});
