import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampView, followView, panView, SHORTEST_VIEW, timeAt, timePerPixel, xOfTime, zoomView } from './timeView.ts';

const RUN = { start: 0, end: 1000 };
const views = fc
  .tuple(fc.double({ min: 0, max: 990, noNaN: true }), fc.double({ min: 5, max: 1000, noNaN: true }))
  .map(([start, span]) => clampView({ start, end: start + span }, RUN));

test('pixel and time are each other’s inverse, and the edges of the plot are the edges of the view', () => {
  fc.assert(
    fc.property(views, fc.double({ min: -100, max: 1400, noNaN: true }), (view, x) => {
      const size = { width: 1280, height: 100 };
      expect(xOfTime(size, view, timeAt(size, view, x))).toBeCloseTo(x, 6);
    }),
    { seed: 1 },
  );
  const view = { start: 200, end: 400 };
  expect([64, 1264].map((x) => timeAt({ width: 1280, height: 9 }, view, x))).toEqual([200, 400]);
  expect([44, 380].map((x) => timeAt({ width: 390, height: 9 }, view, x))).toEqual([200, 400]);
});

test('tracks of one width align to the pixel whatever their height', () => {
  const view = { start: 13, end: 987 };
  for (const height of [24, 60, 400]) {
    expect(xOfTime({ width: 1111, height }, view, 321)).toBe(xOfTime({ width: 1111, height: 100 }, view, 321));
  }
});

test('a drag by some pixels carries the time under the pointer along', () => {
  const size = { width: 1280, height: 100 };
  const view = { start: 300, end: 500 };
  const under = timeAt(size, view, 700);
  const panned = panView(view, -40 * timePerPixel(size, view), RUN);
  expect(timeAt(size, panned, 740)).toBeCloseTo(under, 9);
});

test('zooming keeps the anchor under its pixel unless the end of the run is in the way', () => {
  fc.assert(
    fc.property(
      views,
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (view, factor, share) => {
        const span = view.end - view.start;
        const anchor = view.start + share * span;
        const zoomed = zoomView(view, factor, anchor, RUN);
        const newSpan = zoomed.end - zoomed.start;
        expect(newSpan).toBeCloseTo(Math.max(SHORTEST_VIEW, span * factor), 6);
        expect((anchor - zoomed.start) / newSpan).toBeCloseTo(share, 6);
      },
    ),
    { seed: 2 },
  );
});

test('no pan, zoom or follow leaves the run or shows less than the shortest view', () => {
  const moves = fc.tuple(
    views,
    fc.double({ min: -3000, max: 3000, noNaN: true }),
    fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    fc.double({ min: 0, max: 1000, noNaN: true }),
  );
  fc.assert(
    fc.property(moves, ([view, shift, factor, time]) => {
      for (const moved of [panView(view, shift, RUN), zoomView(view, factor, time, RUN), followView(view, time, RUN)]) {
        expect(moved.start).toBeGreaterThanOrEqual(0);
        expect(moved.end).toBeLessThanOrEqual(1000 + 1e-9);
        expect(moved.end - moved.start).toBeGreaterThanOrEqual(SHORTEST_VIEW - 1e-9);
      }
    }),
    { seed: 3 },
  );
  expect(clampView({ start: -5, end: 5 }, { start: 0, end: 1 })).toEqual({ start: 0, end: 1 });
});

test('following keeps a time that runs on in view and leaves the view alone while it is', () => {
  const view = { start: 100, end: 200 };
  expect(followView(view, 150, RUN)).toEqual(view);
  expect(followView(view, 195, RUN)).toEqual({ start: 105, end: 205 });
  expect(followView(view, 999, RUN)).toEqual({ start: 900, end: 1000 });
  expect(followView(view, 20, RUN)).toEqual({ start: 0, end: 100 });
  expect(followView(RUN, 500, RUN)).toEqual(RUN);
});
