import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame, PlotArea } from '../frame.ts';
import { clipped, drawPill, fillHorizontal, fillVertical, fitText, strokeFine } from '../plot.ts';
import { figureColour, pathColour } from './figureColours.ts';
import { layoutXy } from './figureLayout.ts';
import type { XyLayout } from './figureLayout.ts';
import { positionOf } from './figureScale.ts';
import { formatValue } from './formatValue.ts';
import type { FigureSeries, MeasureFigure } from './measureFigure.ts';
import { drawLegend } from './legend.ts';

/** So many colours tell how far a path has come. */
const STEPS = 48;
/** A path of so few points is drawn wide without taking long. */
const MOST_WIDE = 2500;
/** CSS pixels: how long the key to them is. */
const KEY = 48;

/** A chart with two axes: lines, bands, bars, points, paths and marks, in the order in which the figure has them. */
export function drawXyFigure(
  frame: Frame,
  figure: MeasureFigure,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
): void {
  const layout = layoutXy(frame, figure);
  drawAxes(frame, layout, figure, theme, populations);
  clipped(frame, layout.area, () => {
    for (const series of figure.series) {
      drawSeries(frame, layout, series, theme, figureColour(theme, populations, series.colour));
    }
  });
  drawMarkTexts(frame, layout, figure, theme);
}

function drawAxes(
  frame: Frame,
  { area, x, y, xTicks, yTicks }: XyLayout,
  figure: MeasureFigure,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
): void {
  const { ctx } = frame;
  ctx.fillStyle = theme.plot;
  ctx.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  for (const { value } of xTicks) {
    ctx.fillStyle = value === 0 && x.min < 0 ? theme.axis : theme.grid;
    fillVertical(frame, positionOf(x, value), area.top, area.bottom);
  }
  for (const { value } of yTicks) {
    ctx.fillStyle = value === 0 && y.min < 0 ? theme.axis : theme.grid;
    fillHorizontal(frame, positionOf(y, value), area.left, area.right);
  }
  ctx.fillStyle = theme.axis;
  fillVertical(frame, area.left, area.top, area.bottom);
  fillHorizontal(frame, area.bottom, area.left, area.right);

  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const { value, text } of yTicks) ctx.fillText(text, area.left - 5, positionOf(y, value));
  xTicks.forEach(({ value, text }, index) => {
    const at = positionOf(x, value);
    const isLast = index === xTicks.length - 1;
    // The outermost numbers stay on the chart.
    ctx.textAlign = isLast && at > area.right - 10 ? 'right' : 'center';
    ctx.fillText(text, isLast && at > area.right - 10 ? area.right + 6 : at, area.bottom + 10);
  });
  ctx.font = theme.font;
  ctx.textAlign = 'center';
  ctx.fillText(titleOf(figure.x), (area.left + area.right) / 2, area.bottom + 25);
  const title = titleOf(figure.y);
  const place = { left: ctx.measureText(title).width + 16, right: area.right, middle: 9 };
  drawLegend(frame, figure, theme, populations, place);
  drawPathKey(frame, figure, theme, place);
  ctx.font = theme.font;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'left';
  ctx.fillText(fitText(frame, title, area.right), 4, 9);
}

export function titleOf({ label, unit }: { readonly label: string; readonly unit: string }): string {
  return unit ? `${label}, ${unit}` : label;
}

function drawSeries(frame: Frame, layout: XyLayout, series: FigureSeries, theme: ChartTheme, colour: string): void {
  const { ctx } = frame;
  const { area, x, y } = layout;
  switch (series.kind) {
    case 'line': {
      const path = new Path2D();
      addLine(path, layout, series.x, series.y);
      if (series.isDashed) {
        ctx.setLineDash([...(series.dash ?? [4, 3])]);
        ctx.strokeStyle = colour;
        ctx.lineWidth = 1.25;
        ctx.stroke(path);
        ctx.setLineDash([]);
      } else {
        strokeFine(frame, path, colour);
      }
      return;
    }
    case 'band': {
      const backwards: [number, number][] = [];
      ctx.beginPath();
      for (let k = 0; k < series.x.length; k++) {
        const at = positionOf(x, series.x[k]!);
        const high = positionOf(y, series.upper[k]!);
        const low = positionOf(y, series.lower[k]!);
        if (Number.isNaN(at + high + low)) continue;
        if (backwards.length > 0) ctx.lineTo(at, high);
        else ctx.moveTo(at, high);
        backwards.push([at, low]);
      }
      for (const [at, low] of backwards.toReversed()) ctx.lineTo(at, low);
      ctx.globalAlpha = 0.2;
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.globalAlpha = 1;
      return;
    }
    case 'bars': {
      const ground = positionOf(y, y.isLog ? y.min : Math.max(y.min, 0));
      ctx.fillStyle = colour;
      for (let b = 0; b < series.values.length; b++) {
        const [left, right] = [positionOf(x, series.edges[b]!), positionOf(x, series.edges[b + 1]!)];
        const height = positionOf(y, series.values[b]!);
        if (!Number.isFinite(height)) continue;
        const gap = right - left > 4 ? 1 : 0;
        ctx.fillRect(left, Math.min(height, ground), Math.max(0.75, right - left - gap), Math.abs(ground - height));
      }
      return;
    }
    case 'points': {
      ctx.fillStyle = colour;
      ctx.beginPath();
      for (let k = 0; k < series.x.length; k++) {
        const [px, py] = [positionOf(x, series.x[k]!), positionOf(y, series.y[k]!)];
        if (Number.isNaN(px + py)) continue;
        ctx.moveTo(px + 2.5, py);
        ctx.arc(px, py, 2.5, 0, 2 * Math.PI);
      }
      ctx.fill();
      return;
    }
    case 'path':
      drawPath(
        frame,
        theme,
        series.x.length,
        (k) => positionOf(x, series.x[k]!),
        (k) => positionOf(y, series.y[k]!),
      );
      return;
    case 'mark':
      ctx.fillStyle = colour;
      fillVertical(frame, positionOf(x, series.x), area.top, area.bottom);
  }
}

/** A path through count points whose colour tells how far it has come; where it is now stands a dot. */
export function drawPath(
  frame: Frame,
  theme: ChartTheme,
  count: number,
  xOf: (k: number) => number,
  yOf: (k: number) => number,
): void {
  const { ctx } = frame;
  for (let step = 0; step < STEPS; step++) {
    const from = Math.floor((step * (count - 1)) / STEPS);
    const to = Math.floor(((step + 1) * (count - 1)) / STEPS);
    if (to <= from) continue;
    const path = new Path2D();
    let isDown = false;
    for (let k = from; k <= to; k++) {
      const [px, py] = [xOf(k), yOf(k)];
      if (Number.isNaN(px + py)) isDown = false;
      else if (isDown) path.lineTo(px, py);
      else {
        path.moveTo(px, py);
        isDown = true;
      }
    }
    const colour = pathColour(theme, step / (STEPS - 1));
    if (count > MOST_WIDE) strokeFine(frame, path, colour);
    else {
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.75;
      ctx.lineJoin = 'round';
      ctx.stroke(path);
    }
  }
  if (count === 0 || Number.isNaN(xOf(count - 1) + yOf(count - 1))) return;
  ctx.fillStyle = pathColour(theme, 1);
  ctx.strokeStyle = theme.plot;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(xOf(count - 1), yOf(count - 1), 4, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

/** What the colours of the only path say: from where to where they go. */
export function drawPathKey(
  frame: Frame,
  { series }: MeasureFigure,
  theme: ChartTheme,
  place: { readonly left: number; readonly right: number; readonly middle: number },
): void {
  const paths = series.filter((one) => one.kind === 'path');
  const [path] = paths;
  if (paths.length !== 1 || path === undefined || path.at.length === 0) return;
  const { ctx } = frame;
  ctx.font = theme.numberFont;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const last = `${formatValue(path.at[path.at.length - 1]!)} ${path.atUnit}`;
  const first = formatValue(path.at[0]!);
  const [lastWidth, firstWidth] = [ctx.measureText(last).width, ctx.measureText(first).width];
  const right = place.right - lastWidth - 5;
  if (right - KEY - 5 - firstWidth < place.left) return;
  ctx.fillStyle = theme.mutedText;
  ctx.fillText(last, place.right, place.middle);
  ctx.fillText(first, right - KEY - 5, place.middle);
  for (let x = 0; x < KEY; x++) {
    ctx.fillStyle = pathColour(theme, x / (KEY - 1));
    ctx.fillRect(right - KEY + x, place.middle - 3, 1.5, 6);
  }
}

function addLine(path: Path2D, { x, y }: XyLayout, xs: ArrayLike<number>, ys: ArrayLike<number>): void {
  let isDown = false;
  for (let k = 0; k < xs.length; k++) {
    const [px, py] = [positionOf(x, xs[k]!), positionOf(y, ys[k]!)];
    if (Number.isNaN(px + py)) isDown = false;
    else if (isDown) path.lineTo(px, py);
    else {
      path.moveTo(px, py);
      isDown = true;
    }
  }
}

/** The names of marks stand beside them at the top, where they do not run into each other. */
function drawMarkTexts(frame: Frame, { area, x }: XyLayout, { series }: MeasureFigure, theme: ChartTheme): void {
  const { ctx } = frame;
  ctx.font = theme.font;
  ctx.textBaseline = 'middle';
  const taken: PlotArea[] = [];
  for (const mark of series) {
    if (mark.kind !== 'mark' || mark.text === '') continue;
    const at = positionOf(x, mark.x);
    if (!(at >= area.left && at <= area.right)) continue;
    const { width } = ctx.measureText(mark.text);
    const isLeft = at + width + 8 > area.right;
    const left = isLeft ? at - width - 6 : at + 6;
    let middle = area.top + 9;
    while (taken.some((one) => left < one.right && left + width > one.left && Math.abs(one.top - middle) < 15)) {
      middle += 15;
    }
    if (middle > area.bottom - 8) continue;
    taken.push({ left: left - 6, right: left + width + 6, top: middle, bottom: middle });
    drawPill(frame, theme.plot, left, middle, width);
    ctx.fillStyle = theme.text;
    ctx.textAlign = 'left';
    ctx.fillText(mark.text, left, middle);
  }
}
