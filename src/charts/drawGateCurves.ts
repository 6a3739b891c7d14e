import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { clipped, fillHorizontal, fillVertical, strokeFine } from './plot.ts';
import { decimalsOf, formatFixed, multiplesBetween, niceStep } from './ticks.ts';

/** What gates go to, how fast, and where they are now, over the one variable that they depend on. */
export interface GatePicture {
  /** 'I_Na'. */
  readonly title: string;
  readonly variable: {
    /** 'V', '[Ca]'. */
    readonly name: string;
    readonly unit: string;
    readonly isLog: boolean;
    readonly from: number;
    readonly to: number;
  };
  /** Ascending. */
  readonly x: Float64Array;
  readonly curves: readonly GateCurve[];
  readonly dots: readonly GateDots[];
  /** ms of the run; undefined where there are no dots. */
  readonly time: number | undefined;
}

export interface GateCurve {
  /** 'm'. */
  readonly gate: string;
  /** Which of the current's gates. */
  readonly index: number;
  /** Index of the population that it is of; undefined where all that have the gate agree. */
  readonly population: number | undefined;
  /** 'PN', 'PN and LN'; with the neuron where they differ. */
  readonly of: string;
  /** [x.length] */
  readonly inf: Float64Array;
  /** ms, [x.length] */
  readonly tau: Float64Array;
  /** One of several of a population whose neurons differ. */
  readonly isOneOfMany: boolean;
}

/** The neurons of one population: the variable and the gate of each. */
export interface GateDots {
  readonly index: number;
  readonly population: number;
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly gate: ArrayLike<number>;
}

const MARGIN = { left: 40, right: 8, top: 20, bottom: 30 };
/** Narrower than this, the time constants stand below the steady states. */
const NARROW = 360;
/** Below the upper of two panels: the lower one has the axis for both. */
const BETWEEN = 8;
const DASHES: readonly (readonly number[])[] = [[], [5, 3], [2, 2]];

/** Steady states (0 … 1) and time constants (logarithmic), side by side, with the neurons as dots. */
export function drawGateCurves(frame: Frame, picture: GatePicture, theme: ChartTheme): void {
  const [steady, times] = panels(frame);
  const isStacked = frame.width < NARROW;
  drawPanel(frame, steady, picture, theme, {
    title: 'steady state',
    scale: { from: 0, to: 1, isLog: false },
    read: ({ inf }) => inf,
    hasAxis: !isStacked,
  });
  drawDots(frame, steady, picture, theme);
  drawPanel(frame, times, picture, theme, {
    title: 'time constant, ms',
    scale: { ...timeRange(picture.curves), isLog: true },
    read: ({ tau }) => tau,
    hasAxis: true,
  });
}

/** What the curves say, in sentences for screen readers. */
export function describeGateCurves({ title, variable, x, curves, dots, time }: GatePicture): string {
  const { name, unit } = variable;
  const told = curves
    .filter(({ isOneOfMany }, k) => !isOneOfMany || curves.findIndex(({ isOneOfMany: many }) => many) === k)
    .map(({ gate, of, inf, tau }) => {
      const half = crossing(x, inf, 0.5);
      const slowest = tau.indexOf(Math.max(...tau));
      const opening = inf.at(-1)! > inf[0]! ? 'half open' : 'half closed';
      const middle = half === undefined ? 'not half open anywhere' : `${opening} at ${significant(half)} ${unit}`;
      return `${gate} of ${of}: ${middle}, slowest at ${significant(x[slowest]!)} ${unit} with ${significant(tau[slowest]!)} ms`;
    });
  const now = dots.map(({ index, name: population, x: own, gate }) => {
    const symbol = curves.find((curve) => curve.index === index)?.gate;
    const values = Array.from(gate);
    return `${values.length} ${population} with ${symbol} from ${formatFixed(Math.min(...values), 2)} to ${formatFixed(Math.max(...values), 2)} at ${name} from ${significant(Math.min(...Array.from(own)))} to ${significant(Math.max(...Array.from(own)))} ${unit}`;
  });
  const moment = now.length > 0 && time !== undefined ? ` At ${formatFixed(time, 1)} ms: ${now.join('; ')}.` : '';
  return `Gates of ${title} over ${name}: ${told.join('; ')}.${moment}`;
}

interface PanelOptions {
  readonly title: string;
  readonly scale: Axis;
  readonly read: (curve: GateCurve) => Float64Array;
  /** Whether the variable's numbers stand below. */
  readonly hasAxis: boolean;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly isLog: boolean;
}

function panels({ width, height }: Size): [PlotArea, PlotArea] {
  const { left, right, top, bottom } = MARGIN;
  if (width < NARROW) {
    const each = Math.max(10, (height - 2 * top - BETWEEN - bottom) / 2);
    return [
      { left, right: width - right, top, bottom: top + each },
      { left, right: width - right, top: height - bottom - each, bottom: height - bottom },
    ];
  }
  const middle = width / 2;
  return [
    { left, right: middle - right, top, bottom: height - bottom },
    { left: middle + left, right: width - right, top, bottom: height - bottom },
  ];
}

function placeOf({ from, to, isLog }: Axis, value: number): number {
  return isLog ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

function xOf({ left, right }: PlotArea, axis: Axis, value: number): number {
  return left + placeOf(axis, value) * (right - left);
}

function yOf({ top, bottom }: PlotArea, axis: Axis, value: number): number {
  const y = bottom - placeOf(axis, value) * (bottom - top);
  // Gates may overshoot; what is far outside is cut off anyway.
  return Math.min(bottom + 1000, Math.max(top - 1000, y));
}

function drawPanel(
  frame: Frame,
  area: PlotArea,
  picture: GatePicture,
  theme: ChartTheme,
  { title, scale, read, hasAxis }: PanelOptions,
): void {
  const { ctx } = frame;
  const { variable, x, curves } = picture;
  ctx.fillStyle = theme.plot;
  ctx.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.font = theme.numberFont;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const value of ticks(scale, Math.max(2, Math.floor((area.bottom - area.top) / 28)))) {
    const y = yOf(area, scale, value);
    ctx.fillStyle = theme.grid;
    fillHorizontal(frame, y, area.left, area.right);
    ctx.fillStyle = theme.mutedText;
    ctx.fillText(tickText(value, scale), area.left - 5, y);
  }
  ctx.textAlign = 'center';
  const across = ticks(variable, Math.max(2, Math.floor((area.right - area.left) / 36)));
  for (const value of across) {
    const at = xOf(area, variable, value);
    ctx.fillStyle = value === 0 ? theme.axis : theme.grid;
    fillVertical(frame, at, area.top, area.bottom);
    if (!hasAxis) continue;
    const text = tickText(value, variable);
    const half = ctx.measureText(text).width / 2;
    ctx.fillStyle = theme.mutedText;
    if (at - half > area.left - 12 && at + half < area.right + 8) ctx.fillText(text, at, area.bottom + 9);
  }
  if (hasAxis) ctx.fillText(`${variable.name}, ${variable.unit}`, (area.left + area.right) / 2, area.bottom + 22);
  drawTitle(frame, area, title, curves, theme);

  clipped(frame, area, () => {
    for (const curve of curves) {
      const path = new Path2D();
      read(curve).forEach((value, k) => {
        const [px, py] = [xOf(area, variable, x[k]!), yOf(area, scale, value)];
        if (k === 0) path.moveTo(px, py);
        else path.lineTo(px, py);
      });
      ctx.globalAlpha = curve.isOneOfMany ? 0.45 : 1;
      ctx.setLineDash(dashOf(curve.index));
      const colour = curve.population === undefined ? theme.text : populationColour(theme, curve.population);
      strokeFine(frame, path, colour);
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  });
}

/** The panel's name, and beside it each gate with its kind of line. */
function drawTitle(frame: Frame, area: PlotArea, title: string, curves: readonly GateCurve[], theme: ChartTheme): void {
  const { ctx } = frame;
  const y = area.top - 10;
  ctx.font = theme.font;
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'left';
  ctx.fillText(title, area.left, y);
  const gates = [...new Map(curves.map(({ index, gate }) => [index, gate]))].toReversed();
  ctx.font = theme.nameFont;
  const end = area.left + ctx.measureText(title).width + 8;
  const room = gates.reduce((sum, [, gate]) => sum + ctx.measureText(gate).width + 30, 0);
  // All or none: a gate that is left out would seem not to be there.
  if (area.right - room < end) return;
  let right = area.right;
  for (const [index, gate] of gates) {
    const width = ctx.measureText(gate).width;
    ctx.textAlign = 'right';
    ctx.fillStyle = theme.text;
    ctx.fillText(gate, right, y);
    const line = new Path2D();
    line.moveTo(right - width - 20, y);
    line.lineTo(right - width - 4, y);
    ctx.setLineDash(dashOf(index));
    strokeFine(frame, line, theme.text);
    ctx.setLineDash([]);
    right -= width + 30;
  }
}

function drawDots(frame: Frame, area: PlotArea, { variable, dots }: GatePicture, theme: ChartTheme): void {
  const { ctx } = frame;
  clipped(frame, area, () => {
    for (const { population, x, gate, index } of dots) {
      ctx.fillStyle = populationColour(theme, population);
      ctx.globalAlpha = 0.7;
      for (let k = 0; k < x.length; k++) {
        const [px, py] = [xOf(area, variable, x[k]!), yOf(area, { from: 0, to: 1, isLog: false }, gate[k]!)];
        // Squares for the second gate, so that the two can be told apart.
        if (index % 2 === 1) ctx.fillRect(px - 1.5, py - 1.5, 3, 3);
        else {
          ctx.beginPath();
          ctx.arc(px, py, 2, 0, 2 * Math.PI);
          ctx.fill();
        }
      }
    }
    ctx.globalAlpha = 1;
  });
}

function dashOf(index: number): number[] {
  return [...DASHES[index % DASHES.length]!];
}

/** Whole decades around all time constants. */
function timeRange(curves: readonly GateCurve[]): { from: number; to: number } {
  let [least, greatest] = [Infinity, 0];
  for (const { tau } of curves) {
    for (const value of tau) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  if (!(least > 0 && Number.isFinite(greatest)) || greatest === 0) return { from: 0.01, to: 100 };
  const from = 10 ** Math.floor(Math.log10(least));
  const to = 10 ** Math.ceil(Math.log10(greatest));
  return to > from ? { from, to } : { from, to: 10 * from };
}

function ticks({ from, to, isLog }: Axis, most: number): number[] {
  if (!isLog) return multiplesBetween(from, to, niceStep(to - from, most));
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const every = Math.ceil((last - first + 1) / most);
  return multiplesBetween(first, last, every).map((power) => 10 ** power);
}

const POWERS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function tickText(value: number, { from, to, isLog }: Axis): string {
  if (!isLog) return formatFixed(value, decimalsOf(niceStep(to - from, 5)));
  const power = Math.round(Math.log10(value));
  if (power >= -2 && power <= 3) return String(Number(value.toPrecision(1)));
  return `10${power < 0 ? '⁻' : ''}${[...String(Math.abs(power))].map((digit) => POWERS[Number(digit)]).join('')}`;
}

/** Where a curve passes a value, between its points; undefined where it does not. */
function crossing(x: Float64Array, y: Float64Array, value: number): number | undefined {
  for (let k = 1; k < x.length; k++) {
    const [before, after] = [y[k - 1]! - value, y[k]! - value];
    if (before === 0) return x[k - 1]!;
    if (before * after < 0) return x[k - 1]! + ((x[k]! - x[k - 1]!) * before) / (before - after);
  }
  return undefined;
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
