import fc from 'fast-check';
import { expect, test } from 'vitest';
import { voltageSamples } from '../../charts/samplePath.ts';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { decimate } from './decimate.ts';

const WHOLE = { from: 0, to: 1000 };
/** 1000 ms at rest with a spike of one row at 512.3 ms. */
const spiking = voltageSamples(makeRecording({ PN: 1, LN: 0, rows: 10_000, V: (row) => (row === 5123 ? 40 : -65) }), 0);

test('10 000 rows become about 2000 points, and a spike of a single row keeps its height and its place', () => {
  const { x, y } = decimate(spiking, WHOLE);
  expect(x.length).toBeLessThan(2100);
  expect(Math.max(...y)).toBe(40);
  expect(x[y.indexOf(40)]).toBeCloseTo(512.3, 0);
  expect(x).toEqual(x.toSorted((a, b) => a - b));
  expect([x[0], x.at(-1)]).toEqual([0, expect.closeTo(999.9)]);
});

test('a stretch of fewer rows than columns is drawn row by row, from start to end', () => {
  const { x, y } = decimate(spiking, { from: 512, to: 512.5 });
  expect(x.map((time) => time.toFixed(1))).toEqual(['512.0', '512.1', '512.2', '512.3', '512.4', '512.5']);
  expect(y).toEqual([-65, -65, -65, 40, -65, -65]);
});

test('rows that are no longer held are left out', () => {
  const samples = voltageSamples(makeRecording({ PN: 1, LN: 0, rows: 500, capacityRows: 100 }), 0);
  const { x } = decimate(samples, WHOLE);
  expect([x[0], x.at(-1)]).toEqual([expect.closeTo(40), expect.closeTo(49.9)]);
});

test('smallest and largest value are those of the rows, at any length and any number of columns', () => {
  const lines = fc.array(fc.integer({ min: -90, max: 50 }), { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 50 }), (values, columns) => {
      const recording = makeRecording({ PN: 1, LN: 0, rows: values.length, V: (row) => values[row]! });
      const { y } = decimate(voltageSamples(recording, 0), WHOLE, columns);
      expect([y[0], Math.min(...y), Math.max(...y), y.at(-1)]).toEqual([
        values[0],
        Math.min(...values),
        Math.max(...values),
        values.at(-1),
      ]);
      expect(y.length).toBeLessThanOrEqual(4 * columns);
    }),
  );
});
