import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Recording } from '../recording/recording.ts';
import { plotArea } from './frame.ts';
import type { Size } from './frame.ts';
import { addSamples, voltageSamples } from './samplePath.ts';
import { FakePath } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';
import { timeAt, timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

const SIZE: Size = { width: 1280, height: 200 };
const SCALE: ValueScale = { min: -80, max: 40, top: 6, bottom: 194 };
/** Tolerance of the line and rounding of float32. */
const CLOSE = 0.11;

function pathOf(recording: Recording, view: TimeView, columnsPerPixel = 1): FakePath {
  const path = new FakePath();
  addSamples(path, SIZE, view, SCALE, voltageSamples(recording, 0), columnsPerPixel);
  return path;
}

/** Smallest and largest y of the drawn lines between two x, cut lines included. */
function reach(path: FakePath, left: number, right: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const line of path.lines) {
    line.forEach(([x, y], index) => {
      const before = line[index - 1];
      const ys = x >= left && x <= right ? [y] : [];
      if (before && before[0] !== x) {
        for (const edge of [left, right]) {
          const share = (edge - before[0]) / (x - before[0]);
          if (share >= 0 && share <= 1) ys.push(before[1] + share * (y - before[1]));
        }
      }
      low = Math.min(low, ...ys);
      high = Math.max(high, ...ys);
    });
  }
  return [low, high];
}

test('a spike of a single sample is drawn to its peak, at its time, at any zoom and wherever the view begins', () => {
  const rows = 5000;
  const cases = fc.record({
    spike: fc.integer({ min: 0, max: rows - 1 }),
    span: fc.double({ min: 2, max: 5000, noNaN: true }),
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    columnsPerPixel: fc.constantFrom(1, 2),
  });
  fc.assert(
    fc.property(cases, ({ spike, span, share, columnsPerPixel }) => {
      const recording = makeRecording({ PN: 1, LN: 0, rows, V: (row) => (row === spike ? 35 : -65) });
      const time = recording.timeOfRow(spike);
      const view = { start: time - share * span, end: time + (1 - share) * span };
      const peak = pathOf(recording, view, columnsPerPixel)
        .points.filter(([x]) => !Number.isNaN(x))
        .reduce((highest, point) => (point[1] < highest[1] ? point : highest));
      expect(Math.abs(peak[1] - yOfValue(SCALE, 35))).toBeLessThan(CLOSE);
      expect(Math.abs(peak[0] - xOfTime(SIZE, view, time))).toBeLessThan(1);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test('in every pixel column the line reaches from the smallest to the largest sample and no further', () => {
  const rows = 5000;
  let state = 9;
  const values = Float32Array.from({ length: rows }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return -80 + (state / 2 ** 31) * 120;
  });
  const recording = makeRecording({ PN: 1, LN: 0, rows, V: (row) => values[row]! });
  for (const view of [
    { start: 0, end: 500 },
    { start: 103.37, end: 441.9 },
    { start: 200, end: 230 },
  ]) {
    const path = pathOf(recording, view);
    const area = plotArea(SIZE);
    const samples = Array.from(values, (V, row) => ({
      x: xOfTime(SIZE, view, recording.timeOfRow(row)),
      y: yOfValue(SCALE, V),
    }));
    const pitch = samples[1]!.x - samples[0]!.x;
    for (let x = area.left + 2; x < area.right - 2; x += 7) {
      // Columns are counted from t = 0, so a pixel of the screen touches two of them: look one further on either side.
      const [low, high] = reach(path, x - 1, x + 2);
      const ys = samples.filter((sample) => sample.x >= x && sample.x < x + 1).map(({ y }) => y);
      expect(Math.min(...ys)).toBeGreaterThan(low - CLOSE);
      expect(Math.max(...ys)).toBeLessThan(high + CLOSE);
      const around = samples.filter((sample) => sample.x > x - 2 - pitch && sample.x < x + 3 + pitch).map(({ y }) => y);
      expect(low).toBeGreaterThan(Math.min(...around) - CLOSE);
      expect(high).toBeLessThan(Math.max(...around) + CLOSE);
    }
  }
});

test.each([[{ start: 0, end: 1000 }], [{ start: 100, end: 103 }], [{ start: 0, end: 100_000 }]])(
  'a flat trace stays one line from its first to its last sample in view (%j)',
  (view) => {
    const recording = makeRecording({ PN: 1, LN: 0, rows: 10_000 });
    const { lines } = pathOf(recording, view);
    expect(lines).toHaveLength(1);
    const line = lines[0]!;
    expect(line.length).toBe(2);
    for (const [, y] of line) expect(y).toBeCloseTo(yOfValue(SCALE, -65), 5);
    const { left, right } = plotArea(SIZE);
    expect(line[0]![0]).toBeLessThanOrEqual(left + 1);
    const end = Math.min(right, xOfTime(SIZE, view, 1000));
    expect(line[1]![0]).toBeGreaterThanOrEqual(end - 1);
  },
);

test('a single sample is drawn as a dot, not as nothing', () => {
  const recording = makeRecording({ PN: 1, LN: 0, rows: 1 });
  for (const view of [
    { start: 0, end: 5 },
    { start: 0, end: 1000 },
  ]) {
    const { lines } = pathOf(recording, view);
    expect(lines).toHaveLength(1);
    expect(lines[0]![1]![0] - lines[0]![0]![0]).toBeGreaterThanOrEqual(1);
  }
});

test('zoomed in, the line passes through every sample', () => {
  const V = (row: number) => -60 + 20 * Math.sin(row / 9) + 5 * Math.sin(row / 2);
  const recording = makeRecording({ PN: 1, LN: 0, rows: 1000, V });
  const view = { start: 20, end: 60 };
  const path = pathOf(recording, view);
  for (let row = 201; row < 599; row++) {
    const x = xOfTime(SIZE, view, recording.timeOfRow(row));
    const [low, high] = reach(path, x, x);
    const y = yOfValue(SCALE, V(row));
    expect(y).toBeGreaterThan(low - CLOSE);
    expect(y).toBeLessThan(high + CLOSE);
  }
});

test('a smooth curve takes few points: a straight line only its ends', () => {
  const straight = makeRecording({ PN: 1, LN: 0, rows: 10_000, V: (row) => -70 + row / 200 });
  expect(pathOf(straight, { start: 0, end: 1000 }).lines[0]!.length).toBeLessThan(4);
  const wave = makeRecording({ PN: 1, LN: 0, rows: 10_000, V: (row) => -60 + 10 * Math.sin(row / 500) });
  expect(pathOf(wave, { start: 0, end: 1000 }).lines[0]!.length).toBeLessThan(150);
});

test('where V is not a number the line has a gap', () => {
  const V = (row: number) => (row >= 3000 && row < 6000 ? NaN : -65);
  const recording = makeRecording({ PN: 1, LN: 0, rows: 10_000, V });
  for (const view of [
    { start: 0, end: 1000 },
    { start: 290, end: 610 },
    { start: 295, end: 305 },
  ]) {
    const path = pathOf(recording, view);
    const inGap = path.lines.flat().filter(([x]) => {
      const time = timeAt(SIZE, view, x);
      return time > 300 + timePerPixel(SIZE, view) && time < 600 - timePerPixel(SIZE, view);
    });
    expect(inGap).toEqual([]);
    expect(path.lines.length).toBe(view.end > 600 ? 2 : 1);
  }
});

test('V that diverged is drawn off the plot, not at infinity', () => {
  const recording = makeRecording({ PN: 1, LN: 0, rows: 100, V: (row) => (row < 50 ? -65 : 1e30) });
  for (const [, y] of pathOf(recording, { start: 0, end: 10 }).lines.flat()) expect(Math.abs(y)).toBeLessThan(1e5);
});

test('scrolling moves the line and does not change it', () => {
  const V = (row: number) => -65 + (row % 97 === 0 ? 60 : 0) + ((row * 37) % 11);
  const recording = makeRecording({ PN: 1, LN: 0, rows: 10_000, V });
  const before = { start: 100, end: 900 };
  const pixel = timePerPixel(SIZE, before);
  const after = { start: 100 + 5.3 * pixel, end: 900 + 5.3 * pixel };
  const inside = (path: FakePath, view: TimeView) =>
    path.lines
      .flat()
      .map(([x, y]) => [timeAt(SIZE, view, x), y] as const)
      .filter(([time]) => time > 130 && time < 870)
      .map(([time, y]) => `${time.toFixed(4)} ${y.toFixed(4)}`);
  // Where the line starts decides which points it may leave out; all it draws lies on the same columns.
  const [was, is] = [new Set(inside(pathOf(recording, before), before)), inside(pathOf(recording, after), after)];
  expect(is.length).toBeGreaterThan(500);
  expect(is.filter((point) => was.has(point)).length).toBeGreaterThan(0.95 * is.length);
});

test('of V that was dropped nothing is drawn', () => {
  const recording = makeRecording({ PN: 1, LN: 0, rows: 10_000, capacityRows: 4000 });
  const [line] = pathOf(recording, { start: 0, end: 1000 }).lines;
  expect(line![0]![0]).toBeGreaterThanOrEqual(xOfTime(SIZE, { start: 0, end: 1000 }, 600) - 1);
});
