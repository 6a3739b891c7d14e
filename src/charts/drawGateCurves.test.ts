import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { describeGateCurves, drawGateCurves } from './drawGateCurves.ts';
import type { GateCurve, GatePicture } from './drawGateCurves.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;
const X = Float64Array.from({ length: 161 }, (_, k) => -100 + k);
const sigmoid = (half: number, slope: number) => X.map((V) => 1 / (1 + Math.exp(-(V - half) / slope)));
const curve = (gate: string, index: number, half: number, slope: number, tau: number): GateCurve => ({
  gate,
  index,
  population: 0,
  of: 'PN',
  inf: sigmoid(half, slope),
  tau: X.map((V) => tau * Math.exp(-(((V + 40) / 30) ** 2)) + tau / 50),
  isOneOfMany: false,
});
const PICTURE: GatePicture = {
  title: 'I_Na',
  variable: { name: 'V', unit: 'mV', isLog: false, from: -100, to: 60 },
  x: X,
  curves: [curve('m', 0, -35, 8, 0.5), curve('h', 1, -50, -6, 8)],
  dots: [{ index: 0, population: 0, name: 'PN', x: [-67, -20], gate: [0.02, 0.9] }],
  time: 12,
};

test('the sentence says where gates are half open, how slow they get, and where the neurons are', () => {
  expect(describeGateCurves(PICTURE)).toBe(
    'Gates of I_Na over V: m of PN: half open at −35 mV, slowest at −40 mV with 0.51 ms; ' +
      'h of PN: half closed at −50 mV, slowest at −40 mV with 8.16 ms. ' +
      'At 12.0 ms: 2 PN with m from 0.02 to 0.90 at V from −67 to −20 mV.',
  );
  expect(describeGateCurves({ ...PICTURE, dots: [], time: undefined })).not.toContain('At ');
});

test('a curve passes half its height where it is half open, in both layouts', () => {
  for (const [width, height] of [
    [600, 220],
    [320, 420],
  ] as const) {
    const { frame, drawn } = fakeFrame(width, height);
    drawGateCurves(frame, PICTURE, THEME);
    const [m] = drawn.lines.filter(({ points }) => points.length > 100);
    const points = m!.points.filter(([x]) => !Number.isNaN(x));
    const ys = points.map(([, y]) => y);
    const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
    const at = points.findIndex(([, y]) => y <= middle);
    expect(Math.abs(X[at]! + 35)).toBeLessThanOrEqual(1);
  }
});

test('every curve is drawn twice, and those of neurons that differ are fainter', () => {
  const { frame, drawn } = fakeFrame(600, 220);
  const faint = { ...PICTURE.curves[0]!, isOneOfMany: true };
  drawGateCurves(frame, { ...PICTURE, curves: [...PICTURE.curves, faint] }, THEME);
  const long = drawn.lines.filter(({ points }) => points.length > 100);
  expect(long).toHaveLength(6);
  expect(long.filter(({ alpha }) => alpha < 1)).toHaveLength(2);
});

test('no text covers another, wide or narrow, for V and for a concentration', () => {
  const ofCalcium: GatePicture = {
    ...PICTURE,
    variable: { name: '[Ca]', unit: 'mM', isLog: true, from: 1e-5, to: 10 },
    x: X.map((_, k) => 1e-5 * 10 ** ((6 * k) / 160)),
    dots: [],
  };
  for (const [width, height] of [
    [700, 260],
    [420, 200],
    [320, 380],
  ] as const) {
    for (const picture of [PICTURE, ofCalcium]) {
      const { frame, drawn } = fakeFrame(width, height);
      drawGateCurves(frame, picture, THEME);
      expect(overlaps(drawn.texts), `${width} × ${height}, ${picture.variable.name}`).toEqual([]);
    }
  }
});
