import { beforeEach, expect, test, vi } from 'vitest';
import { FakePath, fakeFrame, overlaps } from '../testing/fakeCanvas.ts';
import { makeFigure } from '../testing/makeFigure.ts';
import { THEMES } from '../chartTheme.ts';
import { drawFigure } from './drawFigure.ts';
import { FIRST_TURN, layoutSpace, turned, widestTurn } from './drawSpaceFigure.ts';
import { layoutXy } from './figureLayout.ts';
import { positionOf } from './figureScale.ts';
import type { FigureSeries } from './measureFigure.ts';
import { readFigure, readingText, stepAlong } from './readFigure.ts';

beforeEach(() => void vi.stubGlobal('Path2D', FakePath));

const SIZE = { width: 320, height: 180 };
const POPULATIONS = [{ name: 'PN', first: 0, count: 4 }];
const colour = { of: 'population', index: 0 } as const;

const LINE: FigureSeries = { kind: 'line', name: 'mean PN', colour, x: [0, 10, 20, 30], y: [1, 5, 3, 2] };

test('over a line the nearest of its values is read, with the unit of its axis', () => {
  const figure = makeFigure([LINE]);
  const { x } = layoutXy(SIZE, figure);
  const reading = readFigure(SIZE, figure, FIRST_TURN, positionOf(x, 11), 60)!;
  expect(readingText(reading)).toBe('10 Hz: mean PN 5 mV²/Hz');
  expect(reading.x).toBeCloseTo(positionOf(x, 10), 9);
  expect(readFigure(SIZE, figure, FIRST_TURN, 0, 60)).toBeUndefined();
});

test('over bars the bin is read that the pointer is in', () => {
  const bars: FigureSeries = { kind: 'bars', name: 'pairs', colour, edges: [-2, 0, 2, 4], values: [1, 2, 3] };
  const figure = makeFigure([bars], { x: { label: 'lag', unit: 'ms' }, y: { label: 'pairs', unit: '' } });
  const { x } = layoutXy(SIZE, figure);
  expect(readingText(readFigure(SIZE, figure, FIRST_TURN, positionOf(x, 3.9), 50)!)).toBe('2 … 4 ms: pairs 3');
});

test('in a rose the wedge is read at its angle, counterclockwise from the right', () => {
  const bars: FigureSeries = {
    kind: 'bars',
    name: 'PN',
    colour,
    edges: [-180, -90, 0, 90, 180],
    values: [1, 2, 3, 4],
  };
  const figure = makeFigure([bars], {
    kind: 'polar',
    x: { label: 'phase', unit: '°' },
    y: { label: 'share', unit: '%' },
  });
  const [cx, cy] = [160, 100];
  expect(readingText(readFigure(SIZE, figure, FIRST_TURN, cx + 10, cy - 10)!)).toBe('0 … 90 °: PN 3 %');
  expect(readingText(readFigure(SIZE, figure, FIRST_TURN, cx - 10, cy + 10)!)).toBe('−180 … −90 °: PN 1 %');
  expect(readFigure(SIZE, figure, FIRST_TURN, 2, 2)).toBeUndefined();
});

test('on a path in space the point is read that is seen nearest, and nothing far from the path', () => {
  const path: FigureSeries = {
    kind: 'path',
    name: 'PNs',
    colour,
    x: [0, 10, 20],
    y: [0, 0, 10],
    z: [0, 5, -5],
    at: [100, 200, 300],
    atLabel: 'time',
    atUnit: 'ms',
  };
  const axis = (label: string) => ({ label, unit: 'Hz' });
  const figure = makeFigure([path], { kind: 'space', x: axis('PC 1'), y: axis('PC 2'), z: axis('PC 3') });
  const turn = turned(FIRST_TURN, 100, -10);
  const [x, y] = layoutSpace(SIZE, figure, turn).place(10, 0, 5);
  expect(readingText(readFigure(SIZE, figure, turn, x + 3, y)!)).toBe('200 ms: PC 1 10 Hz, PC 2 0 Hz, PC 3 5 Hz');
  expect(readFigure(SIZE, figure, turn, x + 3, y + 300)).toBeUndefined();
});

test('a space turns around and is seen from above and below at most', () => {
  expect(turned({ azimuth: 170, elevation: 80 }, 20, 20)).toEqual({ azimuth: -170, elevation: 90 });
  expect(turned({ azimuth: -170, elevation: -80 }, -20, -20)).toEqual({ azimuth: 170, elevation: -90 });
});

test('a space is first seen from where its paths take the most room, and stays so while nothing is clearly better', () => {
  // Seen from the usual side, this one comes straight at the viewer.
  const { azimuth, elevation } = FIRST_TURN;
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  const towards = [Math.sin(a) * Math.cos(e), Math.cos(a) * Math.cos(e), Math.sin(e)] as const;
  const path = (name: string, x: number, y: number, z: number): FigureSeries => ({
    kind: 'path',
    name,
    colour,
    x: [0, 10 * x],
    y: [0, 10 * y],
    z: [0, 10 * z],
    at: [0, 1],
    atLabel: 'time',
    atUnit: 'ms',
  });
  const axis = { label: 'PC', unit: 'Hz' };
  const figure = makeFigure([path('A', ...towards), path('B', Math.cos(a), -Math.sin(a), 0)], {
    kind: 'space',
    x: axis,
    y: axis,
    z: axis,
  });
  const seen = (turn: typeof FIRST_TURN): number => {
    const { place } = layoutSpace(SIZE, figure, turn);
    const [[x0, y0], [x1, y1]] = [place(0, 0, 0), place(10 * towards[0], 10 * towards[1], 10 * towards[2])];
    return Math.hypot(x1 - x0, y1 - y0);
  };
  const turn = widestTurn(figure, FIRST_TURN);
  expect(seen(FIRST_TURN)).toBeLessThan(1);
  expect(seen(turn)).toBeGreaterThan(40);
  expect(widestTurn(figure, turn)).toBe(turn);
});

test('one scale holds for the three axes of a space: what is as long is seen as long when it is turned', () => {
  const path: FigureSeries = {
    kind: 'path',
    name: 'p',
    colour,
    x: [0, 10],
    y: [0, 10],
    z: [0, 10],
    at: [0, 1],
    atLabel: 'time',
    atUnit: 'ms',
  };
  const axis = { label: 'PC', unit: 'Hz' };
  const figure = makeFigure([path], { kind: 'space', x: axis, y: axis, z: axis });
  const lengthOf = (turn: typeof FIRST_TURN, end: readonly [number, number, number]): number => {
    const { place } = layoutSpace(SIZE, figure, turn);
    const [[x0, y0], [x1, y1]] = [place(0, 0, 0), place(...end)];
    return Math.hypot(x1 - x0, y1 - y0);
  };
  const front = { azimuth: 0, elevation: 0 };
  expect(lengthOf(front, [10, 0, 0])).toBeCloseTo(lengthOf(front, [0, 0, 10]), 9);
  expect(lengthOf({ azimuth: 90, elevation: 0 }, [0, 10, 0])).toBeCloseTo(lengthOf(front, [10, 0, 0]), 9);
});

test('keys walk along the axis and stop at its ends', () => {
  const figure = makeFigure([LINE]);
  const { area } = layoutXy(SIZE, figure);
  let at: number | undefined;
  for (let k = 0; k < 300; k++) at = stepAlong(SIZE, figure, at, 1);
  expect(at).toBe(area.right);
  expect(stepAlong(SIZE, figure, undefined, -1)).toBeLessThan(area.right);
});

test.each([
  ['wide', 640, 240],
  ['in a narrow card', 250, 168],
])('numbers, titles and names do not run into each other: %s', (_, width, height) => {
  const { frame, drawn } = fakeFrame(width, height);
  const marks = [9, 10].map((x): FigureSeries => ({ kind: 'mark', name: `m${x}`, colour, x, text: `${x}.0 Hz` }));
  const reference = { of: 'reference' } as const;
  const dashed: FigureSeries = { ...LINE, name: '95 % bound', colour: reference, isDashed: true };
  const figure = makeFigure([LINE, dashed, ...marks], {
    y: { label: 'power', unit: 'mV²/Hz', isLog: true, range: [1e-6, 10] },
  });
  drawFigure(frame, figure, THEMES.light, POPULATIONS, FIRST_TURN);
  expect(drawn.texts.length).toBeGreaterThan(8);
  expect(overlaps(drawn.texts)).toEqual([]);
  for (const { text, left, right } of drawn.texts) {
    expect(left, text).toBeGreaterThanOrEqual(0);
    expect(right, text).toBeLessThanOrEqual(width);
  }
});
