import { expect, test } from 'vitest';
import { figureCsv } from './figureCsv.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';

const FIGURE: MeasureFigure = {
  name: 'f',
  title: 'A figure',
  kind: 'xy',
  x: { label: 'lag', unit: 'ms' },
  y: { label: 'count', unit: '' },
  series: [],
  text: '',
  window: '',
};
const colour = { of: 'reference' } as const;

test('every coordinate of every series has its column with unit, shorter ones end early', () => {
  const csv = figureCsv({
    ...FIGURE,
    series: [
      { kind: 'bars', name: 'pairs', colour, edges: [-1, 0, 1.5], values: [3, 4] },
      { kind: 'line', name: 'expected', colour, x: [0], y: [NaN] },
    ],
  });
  expect(csv).toBe(
    'pairs: lag from (ms),pairs: lag to (ms),pairs: count,expected: lag (ms),expected: count\r\n' +
      '-1,0,3,0,\r\n0,1.5,4,,\r\n',
  );
});

test('a comma or a quotation mark in a name does not break the table', () => {
  const csv = figureCsv({ ...FIGURE, series: [{ kind: 'mark', name: 'a, "b"', colour, x: 1, text: '1,000 Hz' }] });
  expect(csv).toBe('"a, ""b"": lag (ms)","a, ""b"": label"\r\n1,"1,000 Hz"\r\n');
});

test('all points of a path stand in time, with its third coordinate where there is one', () => {
  const csv = figureCsv({
    ...FIGURE,
    kind: 'space',
    z: { label: 'PC 3', unit: 'Hz' },
    series: [
      { kind: 'path', name: 'PN', colour, x: [1, 2], y: [3, 4], z: [5, 6], at: [0, 5], atLabel: 'time', atUnit: 'ms' },
    ],
  });
  expect(csv.split('\r\n')).toEqual(['PN: time (ms),PN: lag (ms),PN: count,PN: PC 3 (Hz)', '0,1,3,5', '5,2,4,6', '']);
});
