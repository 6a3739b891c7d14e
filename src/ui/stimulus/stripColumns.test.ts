import { expect, test } from 'vitest';
import { stripColumns } from './stripColumns.ts';

function preview(values: readonly number[], interval: number) {
  const samples = Float32Array.from(values);
  return { interval, min: samples, max: samples, mean: samples, driven: 1, n: 1 };
}

test('a pulse of one bin in a column of many stays in sight', () => {
  const values = Array.from({ length: 1000 }, (_, bin) => (bin === 503 ? 7 : 0));
  const columns = stripColumns(preview(values, 1), 1000, 10);
  expect(columns.map(({ most }) => most)).toEqual([0, 0, 0, 0, 0, 7, 0, 0, 0, 0]);
});

test('after the last sample its value holds to the end of the run', () => {
  const columns = stripColumns(preview([0, -3], 50), 400, 4);
  expect(columns.map(({ least, mean }) => [least, mean])).toEqual([
    [-3, 0],
    [-3, -3],
    [-3, -3],
    [-3, -3],
  ]);
});

test('what a run does not reach is not shown', () => {
  const columns = stripColumns(preview([1, 1, 9, 9], 100), 200, 2);
  expect(columns.map(({ most }) => most)).toEqual([1, 1]);
});
