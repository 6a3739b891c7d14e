import { describe, expect, test } from 'vitest';
import { addChange } from './addChange.ts';
import type { ParameterChange } from '../description.ts';

const set = (value: number, population?: string, neurons?: readonly number[]): ParameterChange => ({
  kind: 'set',
  parameter: 'g_Na',
  value,
  ...(population !== undefined && { population }),
  ...(neurons && { neurons }),
});
const list = (neurons: readonly number[], values: readonly number[], population = 'PN'): ParameterChange => ({
  kind: 'list',
  parameter: 'g_Na',
  population,
  neurons,
  values,
});
const scale: ParameterChange = { kind: 'scale', parameter: 'g_Na', factor: 2 };
const other: ParameterChange = { kind: 'set', parameter: 'g_K', value: 1 };

const all = (...changes: ParameterChange[]) =>
  changes.reduce<readonly ParameterChange[]>((before, change) => addChange(before, change), []);

describe('one more change', () => {
  test('takes the place of those before it that it leaves nothing of, wherever they stand', () => {
    expect(all(set(60, 'PN'), other, set(50, 'PN'))).toEqual([other, set(50, 'PN')]);
    expect(all(set(60, 'PN'), scale, list([1], [3]), set(50))).toEqual([set(50)]);
    expect(all(set(60, undefined, [1, 2]), set(50, undefined, [1, 2, 3]))).toEqual([set(50, undefined, [1, 2, 3])]);
  });

  test('leaves those of which something stays, in their order', () => {
    expect(all(set(60), set(50, 'PN'))).toEqual([set(60), set(50, 'PN')]);
    expect(all(set(60, 'LN'), set(50, 'PN'))).toEqual([set(60, 'LN'), set(50, 'PN')]);
    expect(all(set(60, undefined, [1, 2]), set(50, undefined, [2, 3]))).toHaveLength(2);
    expect(all(set(60, 'PN'), set(50, undefined, [1]))).toHaveLength(2);
  });

  test('of a population drops those of its neurons, where it is known which these are', () => {
    const populations = [
      { name: 'PN', first: 0, count: 3 },
      { name: 'LN', first: 3, count: 2 },
    ];
    const single = set(60, undefined, [1, 2]);
    const across = set(60, undefined, [1, 3]);
    expect(addChange([single, across], set(50, 'PN'), populations)).toEqual([across, set(50, 'PN')]);
  });

  test('drops nothing where it only multiplies', () => {
    expect(all(set(60), scale, scale)).toEqual([set(60), scale, scale]);
  });

  test('joins a list of single neurons to the one before it, the later value counts', () => {
    expect(all(list([1, 5], [10, 50]), other, list([3, 5], [30, 55]))).toEqual([other, list([1, 3, 5], [10, 30, 55])]);
    expect(all(list([1], [10]), list([9], [90], 'LN'), list([2], [20]))).toEqual([
      list([9], [90], 'LN'),
      list([1, 2], [10, 20]),
    ]);
  });

  test('joins no lists between which something else was done to the same neurons', () => {
    expect(all(list([1], [10]), scale, list([2], [20]))).toEqual([list([1], [10]), scale, list([2], [20])]);
  });
});
