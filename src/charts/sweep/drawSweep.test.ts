import { beforeAll, expect, test, vi } from 'vitest';
import { THEMES } from '../chartTheme.ts';
import { voltageColour } from '../colourMap.ts';
import { FakePath, fakeFrame, overlaps } from '../testing/fakeCanvas.ts';
import { drawSweep } from './drawSweep.ts';
import { sweepArea, sweepCellAt, xOfColumn, yOfRow } from './sweepLayout.ts';
import { cellName, describeCell, describeSweep, placeOfNow } from './sweepPicture.ts';
import type { SweepPicture, SweptAxis, SweptCell } from './sweepPicture.ts';

beforeAll(() => void vi.stubGlobal('Path2D', FakePath));

const inhibition: SweptAxis = { label: 'g_GABA', unit: 'mS/cm²', values: [0, 0.4, 0.8], isLog: false, now: 0.6 };
const leak: SweptAxis = { label: 'E_L of PN', unit: 'mV', values: [-60, -50], isLog: false, now: undefined };
const waiting: SweptCell = {
  values: [],
  areByChance: [],
  mean: NaN,
  deviation: undefined,
  ended: 0,
  diverged: [],
  isRunning: false,
};
const ended = (mean: number): SweptCell => ({
  ...waiting,
  values: [mean],
  areByChance: [false],
  mean,
  ended: 1,
});
const byChance = (mean: number): SweptCell => ({ ...ended(mean), areByChance: [true] });

const picture: SweepPicture = {
  x: inhibition,
  y: leak,
  measure: { label: 'peak frequency', unit: 'Hz', population: undefined },
  cells: [ended(12), ended(14), ended(31), waiting, { ...waiting, isRunning: true }, ended(20)],
  seeds: 1,
};
const line: SweepPicture = { ...picture, y: undefined, cells: picture.cells.slice(0, 3) };
const nothing = { cursor: undefined, opened: undefined };

test('the sentence says from where to where the measure goes, over what, and where it is highest', () => {
  expect(describeSweep(picture)).toBe(
    'peak frequency from 12 to 31 Hz over g_GABA 0 … 0.8 mS/cm² and E_L of PN −60 … −50 mV; highest at g_GABA 0.4 mS/cm², E_L of PN −60 mV',
  );
  expect(describeSweep({ ...picture, cells: picture.cells.map(() => waiting) })).toBe(
    'no peak frequency yet over g_GABA 0 … 0.8 mS/cm² and E_L of PN −60 … −50 mV',
  );
  expect(describeSweep({ ...line, cells: line.cells.map(() => ended(7)) })).toBe(
    'peak frequency 7 Hz over g_GABA 0 … 0.8 mS/cm²',
  );
});

test('what is no more than chance gives is not praised: it is counted apart, and where there is nothing else no value is the highest', () => {
  expect(describeSweep({ ...line, cells: [ended(12), ended(14), byChance(31)] })).toBe(
    'peak frequency from 12 to 14 Hz over g_GABA 0 … 0.8 mS/cm²; highest at g_GABA 0.4 mS/cm²; no more than chance gives at 1 of 3 values (hollow dots)',
  );
  expect(describeSweep({ ...line, cells: [byChance(12), byChance(14), byChance(31)] })).toBe(
    'peak frequency from 12 to 31 Hz over g_GABA 0 … 0.8 mS/cm²; no more than chance gives at all 3 values (hollow dots)',
  );
  expect(describeCell({ ...line, cells: [byChance(12)] }, 0)).toBe(
    'peak frequency 12 Hz, no more than chance gives at g_GABA 0 mS/cm²',
  );
});

test('what is no more than chance gives is drawn as a hollow dot, and struck through on a map', () => {
  const stroked = (shown: SweepPicture): number => {
    const { frame, drawn } = fakeFrame(400, 200);
    const stroke = vi.spyOn(drawn, 'stroke');
    drawSweep(frame, shown, THEMES.light, nothing);
    return stroke.mock.calls.length;
  };
  const [solid, hollow] = [ended, byChance].map((make) => [12, 14, 31].map(make));
  expect(stroked({ ...line, cells: hollow! }) - stroked({ ...line, cells: solid! })).toBe(3);
  const map = (cells: readonly SweptCell[]): SweepPicture => ({ ...picture, cells: [...cells, ...cells] });
  expect(stroked(map(hollow!)) - stroked(map(solid!))).toBe(12);
});

test('a cell says what its seeds came to, which diverged and why, and what is still to come', () => {
  const cell = {
    ...waiting,
    values: [30, 32],
    areByChance: [false, false],
    mean: 31,
    deviation: Math.SQRT2,
    ended: 3,
    diverged: ['neuron 3 (PN): V'],
  };
  const seeds = { ...picture, seeds: 4, cells: [cell, ...picture.cells.slice(1)] };
  expect(describeCell(seeds, 0)).toBe(
    'peak frequency 31 ± 1.41 Hz, 1 of 4 runs diverged: neuron 3 (PN): V, 3 of 4 seeds at g_GABA 0 mS/cm², E_L of PN −60 mV',
  );
  expect(describeCell(picture, 3)).toMatch(/^not run at g_GABA 0\.4 mS\/cm², E_L of PN −50 mV$/);
  expect(describeCell(picture, 4)).toMatch(/^running at /);
  expect(describeCell({ ...picture, cells: [{ ...waiting, ended: 1 }] }, 0)).toMatch(/^no peak frequency at /);
});

test('a point lies in the cell that is drawn there, and outside the plot in none', () => {
  const size = { width: 400, height: 200 };
  const area = sweepArea(size, picture);
  picture.cells.forEach((_, cell) => {
    const x = xOfColumn(area, picture, Math.floor(cell / 2) + 0.5);
    const y = (yOfRow(area, picture, cell % 2) + yOfRow(area, picture, (cell % 2) - 1)) / 2;
    expect(sweepCellAt(size, picture, x, y), cellName(picture, cell)).toBe(cell);
  });
  expect(sweepCellAt(size, picture, area.left - 1, area.top + 5)).toBeUndefined();
  expect(sweepCellAt(size, picture, area.right + 1, area.top + 5)).toBeUndefined();
});

test('each cell that has ended is painted over its place in the colour of its value', () => {
  const { frame, drawn } = fakeFrame(400, 200);
  drawSweep(frame, picture, THEMES.light, nothing);
  const area = sweepArea(frame, picture);
  for (const cell of [0, 1, 2, 5]) {
    const [x, y] = [xOfColumn(area, picture, Math.floor(cell / 2) + 0.5), yOfRow(area, picture, cell % 2) + 5];
    const over = drawn.rects.filter(
      (one) => one.x < x && one.x + one.width > x && one.y < y && one.y + one.height > y && one.width < 150,
    );
    expect(over.map(({ colour }) => colour)).toContain(voltageColour(picture.cells[cell]!.mean, [12, 31]));
  }
});

test.each([
  ['a heat map', picture, 740],
  ['a heat map on a phone', picture, 340],
  ['a line', line, 340],
])('no numbers or names of %s cover each other', (_, shown, width) => {
  const { frame, drawn } = fakeFrame(width, 200);
  drawSweep(frame, shown, THEMES.light, { cursor: 1, opened: 0 });
  expect(overlaps(drawn.texts)).toEqual([]);
  expect(drawn.texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['0.4', 'g_GABA, mS/cm²']));
});

test('a line runs through the means of what has ended', () => {
  const { frame, drawn } = fakeFrame(400, 200);
  drawSweep(frame, line, THEMES.light, nothing);
  // First comes where the pen is set down.
  const points = drawn.lines[0]!.points.slice(1);
  const area = sweepArea(frame, line);
  expect(points.map(([x]) => x)).toEqual([0, 1, 2].map((column) => xOfColumn(area, line, column + 0.5)));
  const [a, b, c] = points.map(([, y]) => y);
  expect(b! < a! && c! < b!).toBe(true);
  expect((a! - b!) / (b! - c!)).toBeCloseTo(2 / 17, 6);
});

test('the edited network is marked where it lies on an axis, also between cells and on ratios', () => {
  expect(placeOfNow(inhibition)).toBeCloseTo(1.5, 12);
  expect(placeOfNow({ ...inhibition, now: 0.9 })).toBeUndefined();
  expect(placeOfNow(leak)).toBeUndefined();
  expect(placeOfNow({ ...inhibition, values: [0.01, 0.1, 1], isLog: true, now: 0.1 })).toBeCloseTo(1, 12);
  expect(placeOfNow({ ...inhibition, values: [0.01, 0.1, 1], isLog: true, now: 0 })).toBeUndefined();
});
