import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame, Size } from '../frame.ts';
import { figureColour } from './figureColours.ts';
import { extentOf, figureTicks } from './figureScale.ts';
import { drawLegend } from './legend.ts';
import type { MeasureFigure } from './measureFigure.ts';
import { titleOf } from './drawXyFigure.ts';

export interface PolarLayout {
  readonly centre: readonly [x: number, y: number];
  readonly radius: number;
  /** Value on the outermost circle. */
  readonly most: number;
}

const TOP = 20;
const AROUND = 18;
/** Degrees that are written around the circle. */
const SPOKES = [0, 45, 90, 135, 180, -135, -90, -45];

/** Degrees between those, the usual place of the numbers first. */
const BETWEEN = [67.5, 112.5, 22.5, 157.5, -22.5, -67.5, -112.5, -157.5];

export function layoutPolar({ width, height }: Size, figure: MeasureFigure): PolarLayout {
  const radius = Math.max(1, Math.min(width / 2 - 42, (height - TOP) / 2 - AROUND));
  const seen = extentOf(figure.series.flatMap((one) => (one.kind === 'bars' ? [one.values] : [])));
  const most = figure.y.range?.[1] ?? (seen?.[1] || 1) * 1.02;
  return { centre: [width / 2, TOP + (height - TOP) / 2], radius, most };
}

/** A rose: bars of a circular histogram as wedges, marks as arrows from the middle (their length 0 … 1 of the radius). */
export function drawPolarFigure(
  frame: Frame,
  figure: MeasureFigure,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
): void {
  const { ctx } = frame;
  const layout = layoutPolar(frame, figure);
  const { radius, most } = layout;
  const [cx, cy] = layout.centre;
  const at = (degrees: number, distance: number): [number, number] => {
    const angle = (degrees * Math.PI) / 180;
    return [cx + distance * Math.cos(angle), cy - distance * Math.sin(angle)];
  };
  ctx.fillStyle = theme.plot;
  ctx.beginPath();
  ctx.arc(cx, cy, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.grid;
  const rings = figureTicks({ min: 0, max: most, isLog: false, from: 0, to: radius }, 28).filter(
    // Without bars there is nothing to scale by.
    ({ value }) => value > 0 && figure.series.length > 0,
  );
  for (const { value } of rings) {
    ctx.beginPath();
    ctx.arc(cx, cy, (radius * value) / most, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.font = theme.numberFont;
  ctx.textBaseline = 'middle';
  for (const degrees of SPOKES) {
    ctx.strokeStyle = theme.grid;
    ctx.beginPath();
    ctx.moveTo(cx, cy);
    ctx.lineTo(...at(degrees, radius));
    ctx.stroke();
    if (degrees % 90 !== 0) continue;
    ctx.fillStyle = theme.mutedText;
    ctx.textAlign = degrees === 0 ? 'left' : degrees === 180 ? 'right' : 'center';
    const [x, y] = at(degrees, radius + (degrees % 180 === 0 ? 5 : 10));
    ctx.fillText(degrees === 180 ? '±180°' : `${degrees < 0 ? '−' : ''}${Math.abs(degrees)}°`, x, y);
  }

  for (const series of figure.series) {
    if (series.kind !== 'bars') continue;
    const colour = figureColour(theme, populations, series.colour);
    ctx.fillStyle = colour;
    ctx.strokeStyle = colour;
    for (let b = 0; b < series.values.length; b++) {
      const value = series.values[b]!;
      if (!(value > 0)) continue;
      ctx.beginPath();
      ctx.moveTo(cx, cy);
      const [first, last] = [series.edges[b]!, series.edges[b + 1]!].map((degrees) => (-degrees * Math.PI) / 180);
      ctx.arc(cx, cy, (radius * value) / most, first!, last!, true);
      ctx.lineTo(cx, cy);
      ctx.globalAlpha = 0.35;
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.stroke();
    }
  }
  for (const series of figure.series) {
    if (series.kind !== 'mark' || !Number.isFinite(series.x)) continue;
    const [x, y] = at(series.x, radius * Math.min(1, series.y ?? 1));
    ctx.strokeStyle = theme.plot;
    ctx.lineWidth = 5;
    line(ctx, cx, cy, x, y);
    ctx.strokeStyle = figureColour(theme, populations, series.colour);
    ctx.lineWidth = 2.5;
    line(ctx, cx, cy, x, y);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.beginPath();
    ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
    ctx.fill();
  }

  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'center';
  const free = freestDirection(figure);
  for (const { value, text } of rings) {
    const [x, y] = at(free, (radius * value) / most);
    ctx.fillText(text, x, y);
  }
  ctx.font = theme.font;
  ctx.textAlign = 'left';
  const title = titleOf(figure.y);
  drawLegend(frame, figure, theme, populations, {
    left: ctx.measureText(title).width + 16,
    right: frame.width - 8,
    middle: 9,
  });
  ctx.font = theme.font;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'left';
  ctx.fillText(title, 4, 9);
}

/** Degrees, between two spokes: where the numbers of the rings cover least of bars and arrows. */
function freestDirection(figure: MeasureFigure): number {
  const covered = (degrees: number): number => {
    const isNear = (other: number): boolean => Math.abs(((other - degrees + 540) % 360) - 180) < 20;
    return Math.max(
      0,
      ...figure.series.flatMap((series) => {
        if (series.kind === 'mark') return isNear(series.x) ? [Infinity] : [];
        if (series.kind !== 'bars') return [];
        const { edges, values } = series;
        return Array.from(values, (value, b) => (isNear((edges[b]! + edges[b + 1]!) / 2) ? value : 0));
      }),
    );
  };
  return BETWEEN.reduce((best, degrees) => (covered(degrees) < covered(best) ? degrees : best));
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}
