import { populationColour } from '../chartTheme.ts';
import type { ChartTheme } from '../chartTheme.ts';
import { voltageColour } from '../colourMap.ts';
import type { Frame, PlotArea } from '../frame.ts';
import { formatValue } from '../measures/formatValue.ts';
import { clipped, drawValueAxis, fillHorizontal, fillVertical, fitText, snapped, strokeFine } from '../plot.ts';
import { decimalsOf, formatFixed } from '../ticks.ts';
import { valueTicks } from '../valueScale.ts';
import type { ValueScale } from '../valueScale.ts';
import { sweepArea, xOfColumn, yOfRow } from './sweepLayout.ts';
import { isByChance, placeOfNow, rangeOfMeans, rowsOf } from './sweepPicture.ts';
import type { SweepMarks, SweepPicture, SweptAxis } from './sweepPicture.ts';

/** A sweep over two numbers as a heat map of cells, over one as a line with every seed's value and a band of ± 1 s.d. */
export function drawSweep(frame: Frame, picture: SweepPicture, theme: ChartTheme, marks: SweepMarks): void {
  const area = sweepArea(frame, picture);
  const { ctx } = frame;
  ctx.fillStyle = theme.plot;
  ctx.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  if (picture.y) drawCells(frame, area, picture, picture.y, theme, marks);
  else drawLine(frame, area, picture, theme, marks);
  drawAcross(frame, area, picture, theme);
}

const BAR = { gap: 14, width: 10 };
const TITLE_ABOVE = 13;

function drawCells(
  frame: Frame,
  area: PlotArea,
  picture: SweepPicture,
  y: SweptAxis,
  theme: ChartTheme,
  marks: SweepMarks,
): void {
  const { ctx } = frame;
  const rows = rowsOf(picture);
  const range = rangeOfMeans(picture);
  picture.cells.forEach((swept, cell) => {
    const { mean, diverged, ended, isRunning } = swept;
    const box = boxOf(frame, area, picture, cell);
    if (range && !Number.isNaN(mean)) {
      ctx.fillStyle = colourOf(mean, range);
      ctx.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    }
    const hasDiverged = diverged.length > 0;
    if (hasDiverged) drawCross(frame, box, theme, Number.isNaN(mean));
    else if (ended > 0 && Number.isNaN(mean)) drawDash(frame, box, theme);
    else if (isByChance(swept)) drawSlash(frame, box, theme);
    if (isRunning) drawRing(frame, box, theme, 0.28);
  });
  ctx.fillStyle = theme.grid;
  for (let column = 0; column <= picture.x.values.length; column++) {
    if (hasRoom(area.right - area.left, picture.x.values.length))
      fillVertical(frame, xOfColumn(area, picture, column), area.top, area.bottom);
  }
  for (let row = -1; row < rows; row++) {
    if (hasRoom(area.bottom - area.top, rows)) fillHorizontal(frame, yOfRow(area, picture, row), area.left, area.right);
  }
  if (marks.opened !== undefined) drawOpened(frame, boxOf(frame, area, picture, marks.opened));
  if (marks.cursor !== undefined) drawOutline(frame, boxOf(frame, area, picture, marks.cursor), theme);
  drawUpwards(frame, area, picture, y, theme);
  if (range) drawColourBar(frame, area, picture, range, theme);
}

/** Cells of fewer pixels would be lost behind the lines between them. */
function hasRoom(length: number, count: number): boolean {
  return length / count >= 6;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxOf(frame: Frame, area: PlotArea, picture: SweepPicture, cell: number): Box {
  const rows = rowsOf(picture);
  const [column, row] = [Math.floor(cell / rows), cell % rows];
  return {
    left: snapped(frame, xOfColumn(area, picture, column)),
    right: snapped(frame, xOfColumn(area, picture, column + 1)),
    top: snapped(frame, yOfRow(area, picture, row)),
    bottom: snapped(frame, yOfRow(area, picture, row - 1)),
  };
}

function colourOf(value: number, [least, most]: readonly [number, number]): string {
  return voltageColour(value, least < most ? [least, most] : [least - 1, most + 1]);
}

/** Where a run diverged: over the cell, or small in its corner where other seeds did not. */
function drawCross({ ctx }: Frame, box: Box, theme: ChartTheme, isWhole: boolean): void {
  const side = Math.min(box.right - box.left, box.bottom - box.top);
  const size = Math.max(2, Math.min(6, side * (isWhole ? 0.22 : 0.12)));
  const [x, y] = isWhole
    ? [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    : [box.right - size - 3, box.top + size + 3];
  ctx.lineWidth = 1.5;
  for (const [colour, extra] of [
    [theme.background, 2],
    [theme.text, 0],
  ] as const) {
    if (isWhole && extra > 0) continue;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 + extra;
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x + size, y - size);
    ctx.lineTo(x - size, y + size);
    ctx.stroke();
  }
}

/** A value that is no more than chance gives. */
function drawSlash({ ctx }: Frame, box: Box, theme: ChartTheme): void {
  const size = Math.max(2, Math.min(7, 0.22 * Math.min(box.right - box.left, box.bottom - box.top)));
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  strokeOnEdge(ctx, theme, 3.5, () => {
    ctx.moveTo(x - size, y + size);
    ctx.lineTo(x + size, y - size);
  });
}

/** A run that ended and of which nothing can be said. */
function drawDash({ ctx }: Frame, box: Box, theme: ChartTheme): void {
  const half = Math.max(2, Math.min(5, (box.right - box.left) * 0.15));
  ctx.fillStyle = theme.mutedText;
  ctx.fillRect((box.left + box.right) / 2 - half, (box.top + box.bottom) / 2 - 0.5, 2 * half, 1);
}

function drawRing({ ctx }: Frame, box: Box, theme: ChartTheme, share: number): void {
  const radius = Math.max(1.5, Math.min(7, share * Math.min(box.right - box.left, box.bottom - box.top)));
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  strokeOnEdge(ctx, theme, 4, () => ctx.arc(x, y, radius, 0, 2 * Math.PI));
}

/** A line with an edge in the ground's colour, `edge` px wide with it, so that it is seen on every colour of the map. */
function strokeOnEdge(ctx: Frame['ctx'], theme: ChartTheme, edge: number, draw: () => void): void {
  for (const [colour, width] of [
    [theme.background, edge],
    [theme.text, 1.5],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    draw();
    ctx.stroke();
  }
}

/** Dark and light, so that it is seen on every colour of the map. */
function drawOutline(frame: Frame, box: Box, theme: ChartTheme): void {
  strokeBox(frame, box, 0.5, 3, theme.background);
  strokeBox(frame, box, 0.5, 1.5, theme.text);
}

function drawOpened(frame: Frame, box: Box): void {
  strokeBox(frame, box, 2, 4, '#ffffff');
  strokeBox(frame, box, 2, 1.5, '#000000');
}

function strokeBox({ ctx }: Frame, box: Box, inset: number, width: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.strokeRect(box.left + inset, box.top + inset, box.right - box.left - 2 * inset, box.bottom - box.top - 2 * inset);
}

function drawColourBar(
  frame: Frame,
  area: PlotArea,
  { measure }: SweepPicture,
  [least, most]: readonly [number, number],
  theme: ChartTheme,
): void {
  const { ctx } = frame;
  const left = area.right + BAR.gap;
  const height = area.bottom - area.top;
  for (let pixel = 0; pixel < height; pixel++) {
    ctx.fillStyle = colourOf(most - (pixel / height) * (most - least), [least, most]);
    ctx.fillRect(left, area.top + pixel, BAR.width, Math.min(1, height - pixel));
  }
  ctx.font = theme.numberFont;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  const scale = { min: least, max: most, top: area.top, bottom: area.bottom };
  if (least === most) ctx.fillText(formatValue(most), left + BAR.width + 5, (area.top + area.bottom) / 2);
  else {
    const { step, values } = valueTicks(scale, 30);
    for (const value of values) {
      const at = area.bottom - ((value - least) / (most - least)) * height;
      ctx.fillText(formatFixed(value, decimalsOf(step)), left + BAR.width + 5, at);
    }
  }
  ctx.font = theme.font;
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.text;
  ctx.fillText(titled(measure), frame.width - 6, area.top - TITLE_ABOVE);
}

const DOT = 2.2;

function drawLine(frame: Frame, area: PlotArea, picture: SweepPicture, theme: ChartTheme, marks: SweepMarks): void {
  const { ctx } = frame;
  const { cells, measure } = picture;
  const scale = scaleOf(area, picture);
  if (scale) drawValueAxis(frame, area, theme, scale, '', 26);
  ctx.font = theme.font;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.text;
  ctx.fillText(titled(measure), area.left, area.top - TITLE_ABOVE);
  const colour = measure.population === undefined ? theme.series[2]! : populationColour(theme, measure.population);
  const xOf = (cell: number): number => xOfColumn(area, picture, cell + 0.5);
  if (marks.cursor !== undefined) {
    ctx.fillStyle = theme.cursor;
    fillVertical(frame, xOf(marks.cursor), area.top, area.bottom);
  }
  cells.forEach(({ diverged, isRunning, ended, mean }, cell) => {
    const foot = { left: xOf(cell) - 8, right: xOf(cell) + 8, top: area.bottom - 18, bottom: area.bottom - 2 };
    if (diverged.length > 0) drawCross(frame, foot, theme, true);
    else if (ended > 0 && Number.isNaN(mean)) drawDash(frame, foot, theme);
    if (isRunning) drawRing(frame, foot, theme, 0.28);
  });
  if (!scale) return;
  const yOf = (value: number): number =>
    area.bottom - ((value - scale.min) / (scale.max - scale.min)) * (area.bottom - area.top);
  const known = cells.flatMap(({ mean }, cell) => (Number.isNaN(mean) ? [] : cell));
  clipped(frame, area, () => {
    ctx.fillStyle = colour;
    ctx.globalAlpha = 0.16;
    ctx.beginPath();
    known.forEach((cell, k) => {
      const { mean, deviation = 0 } = cells[cell]!;
      if (k === 0) ctx.moveTo(xOf(cell), yOf(mean + deviation));
      else ctx.lineTo(xOf(cell), yOf(mean + deviation));
    });
    for (const cell of known.toReversed()) {
      const { mean, deviation = 0 } = cells[cell]!;
      ctx.lineTo(xOf(cell), yOf(mean - deviation));
    }
    ctx.fill();
    ctx.globalAlpha = 1;
  });
  const path = new Path2D();
  known.forEach((cell, k) => {
    if (k === 0) path.moveTo(xOf(cell), yOf(cells[cell]!.mean));
    else path.lineTo(xOf(cell), yOf(cells[cell]!.mean));
  });
  strokeFine(frame, path, colour);
  for (const cell of known) {
    const { values, areByChance, mean } = cells[cell]!;
    const drawDot = (value: number, radius: number, isHollow: boolean): void =>
      isHollow
        ? ringDot(frame, xOf(cell), yOf(value), radius, colour, theme)
        : fillDot(frame, xOf(cell), yOf(value), radius);
    ctx.fillStyle = colour;
    ctx.globalAlpha = 0.55;
    if (values.length > 1) values.forEach((value, k) => drawDot(value, DOT * 0.8, areByChance[k] ?? false));
    ctx.globalAlpha = 1;
    if (cell === marks.opened || cell === marks.cursor) {
      ctx.fillStyle = theme.text;
      fillDot(frame, xOf(cell), yOf(mean), DOT + 3);
      ctx.fillStyle = colour;
    }
    drawDot(mean, DOT + 1, isByChance(cells[cell]!));
  }
}

/** From the least to the greatest value of all runs and bands, and a little more; 0 where it is near. */
function scaleOf({ top, bottom }: PlotArea, { cells }: SweepPicture): ValueScale | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const { values, mean, deviation = 0 } of cells) {
    if (values.length === 0) continue;
    least = Math.min(least, mean - deviation, ...values);
    most = Math.max(most, mean + deviation, ...values);
  }
  if (least > most) return undefined;
  if (least >= 0 && least < 0.5 * most) least = 0;
  const room = least === most ? Math.abs(most) || 1 : 0.08 * (most - least);
  return { min: least === 0 ? 0 : least - room, max: most + room, top, bottom };
}

function fillDot({ ctx }: Frame, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

/** Hollow: the value is no more than chance gives. */
function ringDot(frame: Frame, x: number, y: number, radius: number, colour: string, theme: ChartTheme): void {
  const { ctx } = frame;
  ctx.fillStyle = theme.plot;
  fillDot(frame, x, y, radius);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.25;
  ctx.stroke();
  ctx.fillStyle = colour;
}

/** The numbers of x, its name and where the edited network stands. */
function drawAcross(frame: Frame, area: PlotArea, picture: SweepPicture, theme: ChartTheme): void {
  const { ctx } = frame;
  const { x } = picture;
  ctx.fillStyle = theme.axis;
  fillHorizontal(frame, area.bottom, area.left, area.right);
  ctx.font = theme.numberFont;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  const texts = x.values.map((value) => formatValue(value));
  const widest = Math.max(...texts.map((text) => ctx.measureText(text).width)) + 8;
  const every = everyOf(x.values.length, (area.right - area.left) / widest);
  texts.forEach((text, column) => {
    if (column % every === 0) ctx.fillText(text, xOfColumn(area, picture, column + 0.5), area.bottom + 12);
  });
  ctx.font = theme.font;
  ctx.fillStyle = theme.text;
  ctx.fillText(
    fitText(frame, `${titled(x)}${x.isLog ? ' (log)' : ''}`, area.right - area.left + 40),
    (area.left + area.right) / 2,
    area.bottom + 28,
  );
  const place = placeOfNow(x);
  if (place === undefined) return;
  const at = xOfColumn(area, picture, place + 0.5);
  drawNow(frame, theme, at, area.bottom, 0);
}

/** The numbers of y, its name and where the edited network stands. */
function drawUpwards(frame: Frame, area: PlotArea, picture: SweepPicture, y: SweptAxis, theme: ChartTheme): void {
  const { ctx } = frame;
  ctx.font = theme.numberFont;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  const every = everyOf(y.values.length, (area.bottom - area.top) / 14);
  const middle = (row: number): number => (yOfRow(area, picture, row) + yOfRow(area, picture, row - 1)) / 2;
  y.values.forEach((value, row) => {
    if (row % every === 0) ctx.fillText(formatValue(value), area.left - 8, middle(row));
  });
  ctx.font = theme.font;
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.text;
  const name = `${titled(y)}${y.isLog ? ' (log)' : ''}`;
  ctx.fillText(fitText(frame, name, (area.right - 8) * 0.62), 8, area.top - TITLE_ABOVE);
  const place = placeOfNow(y);
  if (place !== undefined) drawNow(frame, theme, area.left, middle(place), 90);
}

/** A small triangle that points at the plot from below (0°) or from the left (90°). */
function drawNow({ ctx }: Frame, theme: ChartTheme, x: number, y: number, degrees: 0 | 90): void {
  ctx.fillStyle = theme.text;
  ctx.beginPath();
  ctx.moveTo(x, y);
  if (degrees === 0) {
    ctx.lineTo(x - 4, y + 6);
    ctx.lineTo(x + 4, y + 6);
  } else {
    ctx.lineTo(x - 6, y - 4);
    ctx.lineTo(x - 6, y + 4);
  }
  ctx.fill();
}

/** Which numbers have room: every one, every second, fifth … */
function everyOf(count: number, most: number): number {
  return [1, 2, 5, 10, 20, 50].find((every) => count / every <= Math.max(1, most)) ?? count;
}

function titled({ label, unit }: { readonly label: string; readonly unit: string }): string {
  return unit ? `${label}, ${unit}` : label;
}
