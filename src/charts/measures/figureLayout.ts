import type { PlotArea, Size } from '../frame.ts';
import { extentOf, figureTicks, withRoom } from './figureScale.ts';
import type { FigureScale, FigureTick } from './figureScale.ts';
import type { FigureAxis, FigureSeries, MeasureFigure } from './measureFigure.ts';

/** Where a chart with two axes has what. */
export interface XyLayout {
  readonly area: PlotArea;
  readonly x: FigureScale;
  readonly y: FigureScale;
  readonly xTicks: readonly FigureTick[];
  readonly yTicks: readonly FigureTick[];
}

/** CSS pixels: a digit of the numbers' font, and what stands around the plot. */
const DIGIT = 6.1;
const MARGIN = { top: 20, right: 10, bottom: 34, left: 14 };
const X_SPACING = 54;
const Y_SPACING = 26;

export function layoutXy({ width, height }: Size, figure: MeasureFigure): XyLayout {
  const top = MARGIN.top;
  const bottom = Math.max(top + 1, height - MARGIN.bottom);
  const [xs, ys] = [figure.series.map(xOf), figure.series.map(yOf)];
  const y = { ...rangeOf(figure.y, ys.flat(), hasBars(figure)), from: bottom, to: top };
  const yTicks = figureTicks(y, Y_SPACING);
  const left = MARGIN.left + DIGIT * Math.max(2, ...yTicks.map(({ text }) => [...text].length));
  const right = Math.max(left + 1, width - MARGIN.right);
  const isTight = !figure.series.some(({ kind }) => kind === 'path' || kind === 'points');
  const x = { ...rangeOf(figure.x, xs.flat(), false, isTight), from: left, to: right };
  return { area: { left, right, top, bottom }, x, y, xTicks: figureTicks(x, X_SPACING), yTicks };
}

function rangeOf(
  { range, isLog = false }: FigureAxis,
  lists: readonly ArrayLike<number>[],
  holdsZero: boolean,
  isTight = false,
): Pick<FigureScale, 'min' | 'max' | 'isLog'> {
  let seen = range ?? extentOf(lists, isLog) ?? (isLog ? [1, 10] : [0, 1]);
  if (range === undefined) {
    if (holdsZero && !isLog) seen = [Math.min(0, seen[0]), Math.max(0, seen[1])];
    if (!isTight || seen[0] === seen[1]) seen = withRoom(seen, isLog);
  }
  return { min: seen[0], max: seen[1], isLog };
}

const hasBars = ({ series }: MeasureFigure): boolean => series.some(({ kind }) => kind === 'bars');

function xOf(series: FigureSeries): readonly ArrayLike<number>[] {
  if (series.kind === 'bars') return [series.edges];
  return series.kind === 'mark' ? [] : [series.x];
}

function yOf(series: FigureSeries): readonly ArrayLike<number>[] {
  switch (series.kind) {
    case 'bars':
      return [series.values];
    case 'band':
      return [series.lower, series.upper];
    case 'mark':
      return [];
    default:
      return [series.y];
  }
}
