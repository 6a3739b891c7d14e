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
  readonly reach: number;
}

const TOP = 18;
const AROUND = 22;

/** Parallel projection, one scale for all three axes. */
export function layoutSpace({ width, height }: Size, figure: MeasureFigure, turn: SpaceTurn): SpaceLayout {
  const paths = figure.series.flatMap((one) => (one.kind === 'path' ? [one] : []));
  const extents = (['x', 'y', 'z'] as const).map((axis) => extentOf(paths.map((path) => path[axis] ?? [])) ?? [-1, 1]);
  const middle = extents.map(([low, high]) => (low + high) / 2) as [number, number, number];
  const reach = Math.max(...extents.map(([low, high]) => (high - low) / 2)) * 1.05 || 1;
  const scale = Math.max(1, Math.min(width / 2 - AROUND, (height - TOP) / 2 - AROUND)) / (reach * 1.35);
  const [azimuth, elevation] = [(turn.azimuth * Math.PI) / 180, (turn.elevation * Math.PI) / 180];
  const [ca, sa, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)];
  const [cx, cy] = [width / 2, TOP + (height - TOP) / 2];
  return {
    middle,
    reach,
    // The third axis stands upright; the first two span the floor.
    place: (x, y, z) => {
      const [dx, dy, dz] = [x - middle[0], y - middle[1], z - middle[2]];
      const across = dx * ca - dy * sa;
      const deep = dx * sa + dy * ca;
      return [cx + scale * across, cy - scale * (dz * ce - deep * se)];
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
  const { place, reach } = layout;
  const [mx, my, mz] = layout.middle;
  ctx.fillStyle = theme.plot;
  ctx.fillRect(0, TOP, frame.width, frame.height - TOP);
  const grid = new Path2D();
  for (const share of [-1, -0.5, 0, 0.5, 1]) {
    addLine(grid, place(mx + share * reach, my - reach, mz - reach), place(mx + share * reach, my + reach, mz - reach));
    addLine(grid, place(mx - reach, my + share * reach, mz - reach), place(mx + reach, my + share * reach, mz - reach));
  }
  strokeFine(frame, grid, theme.grid);

  const origin = place(mx - reach, my - reach, mz - reach);
  const ends = [
    { axis: figure.x, end: place(mx + reach, my - reach, mz - reach) },
    { axis: figure.y, end: place(mx - reach, my + reach, mz - reach) },
    { axis: figure.z ?? figure.y, end: place(mx - reach, my - reach, mz + reach) },
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
      ctx.stroke(path);
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
  const unit = `1 square = ${formatValue(reach / 2)} ${figure.x.unit}`;
  ctx.fillText(unit, 4, 9);
  const key = { left: ctx.measureText(unit).width + 16, right: frame.width - 6, middle: 9 };
  drawLegend(frame, figure, theme, populations, key);
  drawPathKey(frame, figure, theme, key);
}

function addLine(path: Path2D, from: readonly [number, number], to: readonly [number, number]): void {
  path.moveTo(...from);
  path.lineTo(...to);
}
