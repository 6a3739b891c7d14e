import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame, Size } from '../frame.ts';
import { fillVertical } from '../plot.ts';
import { layoutPolar } from './drawPolarFigure.ts';
import { layoutSpace } from './drawSpaceFigure.ts';
import type { SpaceTurn } from './drawSpaceFigure.ts';
import { figureColour } from './figureColours.ts';
import { layoutXy } from './figureLayout.ts';
import { positionOf, valueAt } from './figureScale.ts';
import { formatValue } from './formatValue.ts';
import type { FigureAxis, FigureColour, FigureSeries, MeasureFigure } from './measureFigure.ts';

/** What a figure says at a place. */
export interface FigureReading {
  /** '28.1 Hz'. */
  readonly head: string;
  readonly rows: readonly { readonly name: string; readonly text: string; readonly colour: FigureColour }[];
  /** CSS pixels: where a line or a dot shows what is read. */
  readonly x: number;
  readonly y?: number;
}

/** The values under a point of the chart, CSS pixels; undefined where there is nothing to read. */
export function readFigure(
  size: Size,
  figure: MeasureFigure,
  turn: SpaceTurn,
  px: number,
  py: number,
): FigureReading | undefined {
  switch (figure.kind) {
    case 'xy':
      return figure.series.some(({ kind }) => kind === 'path')
        ? readPath(figure, px, py, placeXy(size, figure))
        : readColumn(size, figure, px);
    case 'polar':
      return readPolar(size, figure, px, py);
    case 'space': {
      const { place } = layoutSpace(size, figure, turn);
      return readPath(figure, px, py, place);
    }
  }
}

/** The reading at the next value from `from` on (a pixel along x), for keys; the same where the axis ends. */
export function stepAlong(size: Size, figure: MeasureFigure, from: number | undefined, direction: 1 | -1): number {
  const { area } = layoutXy(size, figure);
  const start = from ?? (direction === 1 ? area.left : area.right);
  return Math.max(area.left, Math.min(area.right, start + direction * Math.max(2, (area.right - area.left) / 100)));
}

function placeXy(size: Size, figure: MeasureFigure): (x: number, y: number) => readonly [number, number] {
  const layout = layoutXy(size, figure);
  return (x, y) => [positionOf(layout.x, x), positionOf(layout.y, y)];
}

function readColumn(size: Size, figure: MeasureFigure, px: number): FigureReading | undefined {
  const { area, x } = layoutXy(size, figure);
  if (px < area.left || px > area.right) return undefined;
  const value = valueAt(x, px);
  const place = nearestX(figure.series, value) ?? value;
  const rows = figure.series.flatMap((series) => {
    const text = textAt(series, place, figure.y);
    return text === undefined ? [] : [{ name: series.name, text, colour: series.colour }];
  });
  if (rows.length === 0) return undefined;
  const bars = figure.series.find((one) => one.kind === 'bars');
  const bin = bars && binOf(bars.edges, value);
  const head =
    bars && bin !== undefined && bin >= 0
      ? binText(bars.edges[bin]!, bars.edges[bin + 1]!, figure.x)
      : withUnit(place, figure.x);
  return { head, rows, x: positionOf(x, bars ? value : place) };
}

/** '10 … 15 ms'; where a bar stands for one thing, as a neuron does, that: '7'. */
function binText(from: number, to: number, axis: FigureAxis): string {
  const middle = (from + to) / 2;
  if (axis.unit === '' && to - from === 1 && Number.isInteger(middle)) return `${axis.label} ${middle}`;
  return `${formatValue(from, 4)} … ${withUnit(to, axis)}`;
}

/** The place of the value nearest to x of the first line, band or points. */
function nearestX(series: readonly FigureSeries[], x: number): number | undefined {
  for (const one of series) {
    if (one.kind !== 'line' && one.kind !== 'points' && one.kind !== 'band') continue;
    const k = nearestIndex(one.x, x);
    if (k !== undefined) return one.x[k];
  }
  return undefined;
}

function nearestIndex(values: ArrayLike<number>, value: number): number | undefined {
  let found: number | undefined;
  for (let k = 0; k < values.length; k++) {
    if (found === undefined || Math.abs(values[k]! - value) < Math.abs(values[found]! - value)) found = k;
  }
  return found;
}

function textAt(series: FigureSeries, x: number, axis: FigureAxis): string | undefined {
  switch (series.kind) {
    case 'line':
    case 'points': {
      const k = nearestIndex(series.x, x);
      return k === undefined || Number.isNaN(series.y[k]!) ? undefined : withUnit(series.y[k]!, axis);
    }
    case 'band': {
      const k = nearestIndex(series.x, x);
      if (k === undefined || Number.isNaN(series.lower[k]!)) return undefined;
      return `${formatValue(series.lower[k]!)} … ${withUnit(series.upper[k]!, axis)}`;
    }
    case 'bars': {
      const bin = binOf(series.edges, x);
      return bin < 0 ? undefined : withUnit(series.values[bin]!, axis);
    }
    default:
      return undefined;
  }
}

function binOf(edges: ArrayLike<number>, x: number): number {
  for (let b = 0; b + 1 < edges.length; b++) if (x >= edges[b]! && x < edges[b + 1]!) return b;
  return -1;
}

function readPolar(size: Size, figure: MeasureFigure, px: number, py: number): FigureReading | undefined {
  const { centre, radius } = layoutPolar(size, figure);
  const [dx, dy] = [px - centre[0], centre[1] - py];
  if (Math.hypot(dx, dy) > radius + 4) return undefined;
  const degrees = (Math.atan2(dy, dx) * 180) / Math.PI;
  const rows = figure.series.flatMap((series) => {
    if (series.kind !== 'bars') return [];
    const text = textAt(series, degrees, figure.y);
    return text === undefined ? [] : [{ name: series.name, text, colour: series.colour }];
  });
  const bars = figure.series.find((one) => one.kind === 'bars');
  const bin = bars ? binOf(bars.edges, degrees) : -1;
  if (!bars || bin < 0) return undefined;
  return { head: binText(bars.edges[bin]!, bars.edges[bin + 1]!, figure.x), rows, x: px, y: py };
}

/** CSS pixels: no point of a path is read from further away. */
const REACH = 24;

function readPath(
  figure: MeasureFigure,
  px: number,
  py: number,
  place: (x: number, y: number, z: number) => readonly [number, number],
): FigureReading | undefined {
  let [nearest, found]: [number, FigureReading | undefined] = [REACH, undefined];
  for (const series of figure.series) {
    if (series.kind !== 'path') continue;
    for (let k = 0; k < series.x.length; k++) {
      const [x, y] = place(series.x[k]!, series.y[k]!, series.z?.[k] ?? 0);
      const distance = Math.hypot(x - px, y - py);
      if (!(distance < nearest)) continue;
      nearest = distance;
      const { colour } = series;
      const rows = [
        { name: figure.x.label, text: withUnit(series.x[k]!, figure.x), colour },
        { name: figure.y.label, text: withUnit(series.y[k]!, figure.y), colour },
        ...(figure.z && series.z ? [{ name: figure.z.label, text: withUnit(series.z[k]!, figure.z), colour }] : []),
      ];
      found = { head: `${formatValue(series.at[k]!, 5)} ${series.atUnit}`, rows, x, y };
    }
  }
  return found;
}

function withUnit(value: number, { unit }: FigureAxis): string {
  return unit ? `${formatValue(value)} ${unit}` : formatValue(value);
}

/** 'at 28.1 Hz: mean PN 0.31 mV²/Hz' for a screen reader. */
export function readingText({ head, rows }: FigureReading): string {
  return `${head}: ${rows.map(({ name, text }) => `${name} ${text}`).join(', ')}`;
}

const LINE = 15;
const PADDING = 7;

/** A line or a dot where something is read, and beside it what. */
export function drawReading(
  frame: Frame,
  reading: FigureReading,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
): void {
  const { ctx, width, height } = frame;
  if (reading.y === undefined) {
    ctx.fillStyle = theme.cursor;
    ctx.globalAlpha = 0.6;
    fillVertical(frame, reading.x, 20, height - 34);
    ctx.globalAlpha = 1;
  } else {
    ctx.strokeStyle = theme.cursor;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.arc(reading.x, reading.y, 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.font = theme.nameFont;
  ctx.textBaseline = 'middle';
  const nameWidth = Math.max(...reading.rows.map(({ name }) => ctx.measureText(name).width));
  ctx.font = theme.numberFont;
  const textWidth = Math.max(...reading.rows.map(({ text }) => ctx.measureText(text).width));
  const boxWidth = Math.max(ctx.measureText(reading.head).width, nameWidth + 10 + textWidth) + 2 * PADDING;
  const boxHeight = LINE * (reading.rows.length + 1) + 6;
  const left = reading.x + 10 + boxWidth > width ? Math.max(0, reading.x - 10 - boxWidth) : reading.x + 10;
  const top = Math.max(2, Math.min((reading.y ?? 26) + 4, height - boxHeight - 2));
  ctx.fillStyle = theme.readout;
  ctx.strokeStyle = theme.axis;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(left, top, boxWidth, boxHeight, 4);
  ctx.fill();
  ctx.stroke();
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.mutedText;
  ctx.fillText(reading.head, left + PADDING, top + PADDING + 4);
  reading.rows.forEach(({ name, text, colour }, row) => {
    const middle = top + PADDING + 4 + LINE * (row + 1);
    ctx.font = theme.nameFont;
    ctx.fillStyle = figureColour(theme, populations, colour);
    ctx.textAlign = 'left';
    ctx.fillText(name, left + PADDING, middle);
    ctx.font = theme.numberFont;
    ctx.fillStyle = theme.text;
    ctx.textAlign = 'right';
    ctx.fillText(text, left + boxWidth - PADDING, middle);
  });
}
