import { expect, test } from 'vitest';
import { float32Text, writeCsvTable } from './csvTable.ts';

test('names come first, then what is to be known, then rows; what is missing is an empty cell', () => {
  const csv = writeCsvTable(
    [
      { head: 'time_ms', values: ['0.0', '0.1'] },
      { head: 'V_PN_0_mV', values: [-65.25, NaN] },
      { head: 'short', values: [1] },
    ],
    ['NerveFlow Lab', 'seed 1'],
  );
  expect(csv).toBe(
    ['time_ms,V_PN_0_mV,short', '# NerveFlow Lab', '# seed 1', '0.0,-65.25,1', '0.1,,', ''].join('\r\n'),
  );
});

test('a title of two lines cannot begin a row, and quotation marks and commas do not split a cell', () => {
  const csv = writeCsvTable([{ head: 'a "b", c', values: ['1,5'] }], ['title\r\n=1+1']);
  expect(csv.split('\r\n')).toEqual(['"a ""b"", c"', '# title =1+1', '"1,5"', '']);
});

test('a float32 value is written with the digits it has, and reads back as itself', () => {
  expect(float32Text(Math.fround(-65.1))).toBe('-65.1');
  for (const value of [1 / 3, -70.00001, 1e-7, 12_345.678, 16_777_217]) {
    const single = Math.fround(value);
    expect(Math.fround(Number(float32Text(single)))).toBe(single);
  }
  expect(float32Text(NaN)).toBe('');
});
