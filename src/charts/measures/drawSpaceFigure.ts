import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame, Size } from '../frame.ts';
import { strokeFine } from '../plot.ts';
import { drawPath, drawPathKey } from './drawXyFigure.ts';
import { drawLegend } from './legend.ts';
import { figureColour } from './figureColours.ts';
import { extentOf } from './figureScale.ts';
import { formatValue } from './formatValue.ts';
import type { MeasureFigure } from './measureFigure.ts';

/** From where a space is seen: turned about the vertical axis, and tilted towards the viewer; degrees. */
export interface SpaceTurn {
  readonly azimuth: number;
  readonly elevation: number;
}

export const FIRST_TURN: SpaceTurn = { azimuth: -35, elevation: 24 };

/** Degrees between the directions that are tried, and how much more room another one has to offer than the present one. */
const TRIED_EVERY = 15;
const ELEVATIONS = [FIRST_TURN.elevation, 40];
const CLEARLY_MORE = 1.1;

/** From where the paths of a space take the most room, so that none of them lies in front of where it begins; `now` where nothing is clearly better. */
export function widestTurn(figure: MeasureFigure, now: SpaceTurn): SpaceTurn {
  let best = { turn: now, area: CLEARLY_MORE * areaSeen(figure, now) };
  for (let azimuth = -180; azimuth < 180; azimuth += TRIED_EVERY) {
    for (const elevation of ELEVATIONS) {
      const turn = { azimuth, elevation };
      const area = areaSeen(figure, turn);
      if (area > best.area) best = { turn, area };
    }
  }
  return best.turn;
}

/** Of the ellipse of covariance of all points of the paths as they are seen, in units of the paths squared. */
function areaSeen(figure: MeasureFigure, turn: SpaceTurn): number {
  const { across, up } = projection(turn);
  let [n, a, u, aa, uu, au] = [0, 0, 0, 0, 0, 0];
  for (const series of figure.series) {
    if (series.kind !== 'path') continue;
    const { x, y, z = [] } = series;
    for (let k = 0; k < x.length; k++) {
      const [right, high] = [across(x[k]!, y[k]!), up(x[k]!, y[k]!, z[k] ?? 0)];
      n++;
      a += right;
      u += high;
      aa += right * right;
      uu += high * high;
      au += right * high;
    }
  }
  if (n === 0) return 0;
  const [va, vu, cov] = [aa / n - (a / n) ** 2, uu / n - (u / n) ** 2, au / n - (a * u) / n ** 2];
  return Math.sqrt(Math.max(0, va * vu - cov * cov));
}

/** Parallel projection: the third axis stands upright, the first two span the floor. */
function projection(turn: SpaceTurn): {
  readonly across: (x: number, y: number) => number;
  readonly up: (x: number, y: number, z: number) => number;
} {
  const [azimuth, elevation] = [(turn.azimuth * Math.PI) / 180, (turn.elevation * Math.PI) / 180];
  const [ca, sa, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)];
  return {
    across: (x, y) => x * ca - y * sa,
    up: (x, y, z) => z * ce - (x * sa + y * ca) * se,
  };
}

/** Further up or down everything would stand on its head. */
export function turned({ azimuth, elevation }: SpaceTurn, right: number, up: number): SpaceTurn {
  return {
    azimuth: ((((azimuth + right) % 360) + 540) % 360) - 180,
    elevation: Math.max(-90, Math.min(90, elevation + up)),
  };
}

export interface SpaceLayout {
  /** CSS pixels of a point of the space. */
  readonly place: (x: number, y: number, z: number) => readonly [number, number];
  /** Middle and half the length of each axis; all axes have one scale. */
  readonly middle: readonly [number, number, number];
  readonly reaches: readonly [number, number, number];
  /** Side of a square of the floor. */
  readonly square: number;
}

const TOP = 18;
const AROUND = 12;
/** Dashes and gaps of a path that is gone again, CSS pixels. */
const AGAIN = [5, 3];

/** Parallel projection, one scale for all three axes. */
export function layoutSpace({ width, height }: Size, figure: MeasureFigure, turn: SpaceTurn): SpaceLayout {
  const paths = figure.series.flatMap((one) => (one.kind === 'path' ? [one] : []));
  const extents = (['x', 'y', 'z'] as const).map((axis) => extentOf(paths.map((path) => path[axis] ?? [])) ?? [-1, 1]);
  const middle = extents.map(([low, high]) => (low + high) / 2) as [number, number, number];
  const reaches = extents.map(([low, high]) => ((high - low) / 2) * 1.05 || 1) as [number, number, number];
  // Whichever way it is turned, no path leaves the chart, and its size stays the same.
  let farthest = 0;
  for (const { x, y, z = [] } of paths) {
    for (let k = 0; k < x.length; k++) {
      farthest = Math.max(farthest, Math.hypot(x[k]! - middle[0], y[k]! - middle[1], (z[k] ?? 0) - middle[2]));
    }
  }
  const scale = Math.max(1, Math.min(width / 2, (height - TOP) / 2) - AROUND) / (1.05 * farthest || 1);
  const { across, up } = projection(turn);
  const [cx, cy] = [width / 2, TOP + (height - TOP) / 2];
  return {
    middle,
    reaches,
    square: Math.max(...reaches) / 2,
    place: (x, y, z) => {
      const [dx, dy, dz] = [x - middle[0], y - middle[1], z - middle[2]];
      return [cx + scale * across(dx, dy), cy - scale * up(dx, dy, dz)];
    },
  };
}

/** Paths through three dimensions: a box's floor and its three axes, the paths in the colours of time. */
export function drawSpaceFigure(
  frame: Frame,
  figure: MeasureFigure,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
  turn: SpaceTurn,
): void {
  const { ctx } = frame;
  const layout = layoutSpace(frame, figure, turn);
  const { place, square } = layout;
  const [mx, my, mz] = layout.middle;
  const [rx, ry, rz] = layout.reaches;
  const floor = mz - rz;
  ctx.fillStyle = theme.plot;
  ctx.fillRect(0, TOP, frame.width, frame.height - TOP);
  const grid = new Path2D();
  for (let x = mx - rx; x <= mx + rx; x += square) addLine(grid, place(x, my - ry, floor), place(x, my + ry, floor));
  for (let y = my - ry; y <= my + ry; y += square) addLine(grid, place(mx - rx, y, floor), place(mx + rx, y, floor));
  strokeFine(frame, grid, theme.grid);

  const origin = place(mx - rx, my - ry, floor);
  const ends = [
    { axis: figure.x, end: place(mx + rx, my - ry, floor) },
    { axis: figure.y, end: place(mx - rx, my + ry, floor) },
    { axis: figure.z ?? figure.y, end: place(mx - rx, my - ry, mz + rz) },
  ];
  const axes = new Path2D();
  for (const { end } of ends) addLine(axes, origin, end);
  strokeFine(frame, axes, theme.axis);

  const paths = figure.series.filter((series) => series.kind === 'path');
  for (const series of paths) {
    const { x, y, z = [] } = series;
    const at = (k: number): readonly [number, number] => place(x[k]!, y[k]!, z[k] ?? 0);
    if (paths.length === 1) {
      drawPath(
        frame,
        theme,
        x.length,
        (k) => at(k)[0],
        (k) => at(k)[1],
      );
    } else {
      const path = new Path2D();
      for (let k = 0; k < x.length; k++) {
        if (k === 0) path.moveTo(...at(k));
        else path.lineTo(...at(k));
      }
      ctx.strokeStyle = figureColour(theme, populations, series.colour);
      ctx.lineWidth = 1.75;
      ctx.lineJoin = 'round';
      ctx.setLineDash(series.isDashed ? AGAIN : []);
      ctx.stroke(path);
      ctx.setLineDash([]);
    }
  }

  ctx.font = theme.font;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  for (const { axis, end } of ends) {
    const [x, y] = end;
    const width = ctx.measureText(axis.label).width;
    ctx.textAlign = 'left';
    const isLeft = x < origin[0];
    const left = Math.min(Math.max(2, isLeft ? x - width - 4 : x + 4), frame.width - width - 2);
    ctx.fillText(axis.label, left, Math.min(Math.max(TOP + 8, y + (y < origin[1] ? -6 : 8)), frame.height - 7));
  }
  ctx.textAlign = 'left';
  const isAgain = paths.some(({ isDashed }) => isDashed);
  const unit = `1 square = ${formatValue(layout.square)} ${figure.x.unit}${isAgain ? '; dashed: again' : ''}`;
  ctx.fillText(unit, 4, 9);
  const key = { left: ctx.measureText(unit).width + 16, right: frame.width - 6, middle: 9 };
  drawLegend(frame, figure, theme, populations, key);
  drawPathKey(frame, figure, theme, key);
}

function addLine(path: Path2D, from: readonly [number, number], to: readonly [number, number]): void {
  path.moveTo(...from);
  path.lineTo(...to);
}
