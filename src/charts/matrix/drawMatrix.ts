import { rangeBetween } from '../../model/connectivity/cellRange.ts';
import type { Cell, CellRange } from '../../model/connectivity/cellRange.ts';
import type { Matrix } from '../../model/connectivity/matrix.ts';
import type { SynapseCounts } from '../../model/connectivity/synapseCounter.ts';
import type { PopulationRange } from '../../model/population.ts';
import { neuronName, populationColour } from '../chartTheme.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame } from '../frame.ts';
import type { MatrixRaster } from './matrixRaster.ts';
import type { MatrixLayout } from './matrixView.ts';
import { hairlineWidth, snapped } from '../plot.ts';
import { formatFixed } from '../ticks.ts';
import type { WeightColours } from './weightColours.ts';

/** What a matrix chart shows. */
export interface MatrixPicture {
  /** The synapse type's name. */
  readonly type: string;
  readonly matrix: Matrix;
  readonly counts: SynapseCounts;
  readonly populations: readonly PopulationRange[];
  readonly colours: WeightColours;
  /** Whether neurons may have synapses onto themselves; the diagonal is struck out otherwise. */
  readonly allowsSelf: boolean;
}

/** What stands out on it. */
export interface MatrixMarks {
  /** Under the pointer: the row, the column or both. */
  readonly hovered?: Partial<Cell>;
  /** Where keys act. */
  readonly cursor?: Cell | undefined;
  readonly selection?: CellRange | undefined;
  /** What the tool in hand would change. */
  readonly preview?: CellRange | undefined;
}

/** Widths of the axes from the matrix outwards: indices, populations, title. */
const INDICES_ABOVE = 14;
const INDICES_BESIDE = 32;
const BAND = 14;
const TITLE = 14;
/** Least distance of two indices, CSS pixels. */
const BETWEEN_COLUMNS = 30;
const BETWEEN_ROWS = 16;
/** Room for the bars of the degrees, and between them and the matrix. */
const LONGEST_BAR = 24;
const BESIDE = 4;
/** CSS pixels: cells of this size have lines between them. */
const RULED = 9;

/** A matrix as cells coloured by weight, rows postsynaptic, columns presynaptic, with its populations and degrees along the edges. */
export function drawMatrix(
  frame: Frame,
  layout: MatrixLayout,
  raster: MatrixRaster,
  picture: MatrixPicture,
  theme: ChartTheme,
  marks: MatrixMarks = {},
): void {
  raster.draw(frame, layout, picture.matrix, picture.colours);
  clippedToCells(frame, layout, () => {
    if (!picture.allowsSelf) strikeOutDiagonal(frame, layout, theme);
    drawRules(frame, layout, theme);
    drawBorders(frame, layout, picture.populations, theme);
    drawMarks(frame, layout, theme, marks);
  });
  drawAxes(frame, layout, picture.populations, theme, marks.hovered);
  drawDegrees(frame, layout, picture, theme, marks.hovered);
}

/** 'LN 95 → PN 12 · GABA · weight 1': which neuron drives which, with what; or what is known of a row or column. */
export function readMatrixAt(
  { type, matrix, counts, populations, allowsSelf }: MatrixPicture,
  { post, pre }: Partial<Cell>,
): string {
  const name = (neuron: number): string => neuronName(populations, neuron);
  if (post !== undefined && pre !== undefined) {
    const weight = matrix.rows[post]![pre]!;
    const synapse = weight === 0 ? 'no synapse' : `weight ${formatWeight(weight)}`;
    const isForbidden = post === pre && !allowsSelf;
    return `${name(pre)} → ${name(post)} · ${type} · ${isForbidden ? 'no synapse onto itself' : synapse}`;
  }
  if (post !== undefined) return `${name(post)} receives ${synapses(counts.inDegree[post]!)} · ${type}`;
  if (pre !== undefined) return `${name(pre)} sends ${synapses(counts.outDegree[pre]!)} · ${type}`;
  return '';
}

/** What screen readers say of the whole matrix. */
export function describeMatrix({ type, matrix, counts }: MatrixPicture): string {
  const blocks = counts.blocks
    .filter((block) => block.synapses > 0)
    .map(({ from, to, synapses: count, pairs }) => {
      const share = formatFixed((100 * count) / Math.max(1, pairs), 0);
      return `${from} to ${to} ${count}, ${share} % of the pairs`;
    });
  const degrees = [`in-degree ${spreadOf(counts.inDegree)}`, `out-degree ${spreadOf(counts.outDegree)}`];
  return (
    `${type} matrix of ${matrix.n} × ${matrix.n}, rows postsynaptic, columns presynaptic: ${synapses(counts.synapses)}` +
    `${blocks.length > 0 ? `; ${blocks.join('; ')}; ${degrees.join(', ')}` : ''}.`
  );
}

function synapses(count: number): string {
  return `${count} ${count === 1 ? 'synapse' : 'synapses'}`;
}

/** Weights are float32: no more digits than those hold. */
function formatWeight(weight: number): string {
  return String(Number(weight.toPrecision(6))).replace('-', '−');
}

function xOf({ left, view }: MatrixLayout, column: number): number {
  return left + (column - view.column) * view.cell;
}

function yOf({ top, view }: MatrixLayout, row: number): number {
  return top + (row - view.row) * view.cell;
}

function clippedToCells({ ctx }: Frame, { left, top, right, bottom }: MatrixLayout, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  draw();
  ctx.restore();
}

/** The indices of one axis that are seen, in part at least: first ≤ index < end. */
function seenRows({ n, view, top, bottom }: MatrixLayout): [first: number, end: number] {
  return [Math.floor(view.row), Math.min(n, Math.ceil(view.row + (bottom - top) / view.cell))];
}

function seenColumns({ n, view, left, right }: MatrixLayout): [first: number, end: number] {
  return [Math.floor(view.column), Math.min(n, Math.ceil(view.column + (right - left) / view.cell))];
}

function strikeOutDiagonal(frame: Frame, layout: MatrixLayout, theme: ChartTheme): void {
  const { ctx } = frame;
  const { cell } = layout.view;
  ctx.strokeStyle = theme.axis;
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = hairlineWidth(frame);
  ctx.beginPath();
  ctx.moveTo(xOf(layout, 0), yOf(layout, 0));
  ctx.lineTo(xOf(layout, layout.n), yOf(layout, layout.n));
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (cell < RULED) return;
  ctx.fillStyle = theme.grid;
  const [first, end] = seenRows(layout);
  for (let i = first; i < end; i++) ctx.fillRect(xOf(layout, i), yOf(layout, i), cell, cell);
}

function drawRules(frame: Frame, layout: MatrixLayout, theme: ChartTheme): void {
  if (layout.view.cell < RULED) return;
  const { ctx } = frame;
  const width = hairlineWidth(frame);
  ctx.fillStyle = theme.background;
  const [firstRow, endRow] = seenRows(layout);
  for (let row = firstRow; row <= endRow; row++) {
    ctx.fillRect(layout.left, snapped(frame, yOf(layout, row)), layout.right - layout.left, width);
  }
  const [firstColumn, endColumn] = seenColumns(layout);
  for (let column = firstColumn; column <= endColumn; column++) {
    ctx.fillRect(snapped(frame, xOf(layout, column)), layout.top, width, layout.bottom - layout.top);
  }
}

/** Lines between the populations' blocks. */
function drawBorders(
  frame: Frame,
  layout: MatrixLayout,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
): void {
  const { ctx } = frame;
  const width = hairlineWidth(frame);
  ctx.fillStyle = theme.mutedText;
  for (const { first } of populations) {
    if (first === 0 || first >= layout.n) continue;
    ctx.fillRect(snapped(frame, xOf(layout, first) - width / 2), layout.top, width, layout.bottom - layout.top);
    ctx.fillRect(layout.left, snapped(frame, yOf(layout, first) - width / 2), layout.right - layout.left, width);
  }
}

function drawMarks(frame: Frame, layout: MatrixLayout, theme: ChartTheme, marks: MatrixMarks): void {
  const { ctx } = frame;
  const { cell } = layout.view;
  const { hovered = {}, cursor, selection, preview } = marks;
  ctx.fillStyle = theme.text;
  ctx.globalAlpha = 0.11;
  if (hovered.post !== undefined) {
    ctx.fillRect(layout.left, yOf(layout, hovered.post), layout.right - layout.left, Math.max(cell, 1));
  }
  if (hovered.pre !== undefined) {
    ctx.fillRect(xOf(layout, hovered.pre), layout.top, Math.max(cell, 1), layout.bottom - layout.top);
  }
  ctx.globalAlpha = 1;
  if (selection) {
    const [x, y, width, height] = boxOf(layout, selection);
    ctx.globalAlpha = 0.07;
    ctx.fillRect(x, y, width, height);
    ctx.globalAlpha = 1;
    outline(frame, theme, [x, y, width, height], [5, 3]);
  }
  if (preview) {
    const box = boxOf(layout, preview);
    ctx.globalAlpha = 0.16;
    ctx.fillRect(...box);
    ctx.globalAlpha = 1;
    outline(frame, theme, box);
  } else if (hovered.post !== undefined && hovered.pre !== undefined) {
    outline(frame, theme, boxOf(layout, rangeBetween(hovered as Cell, hovered as Cell)));
  }
  if (cursor) outline(frame, theme, boxOf(layout, rangeBetween(cursor, cursor)));
}

type Box = [x: number, y: number, width: number, height: number];

/** A range of cells is at least so large that its outline can be seen. */
const SMALLEST_BOX = 5;

function boxOf(layout: MatrixLayout, { rows, columns }: CellRange): Box {
  const [x, y] = [xOf(layout, columns.first), yOf(layout, rows.first)];
  const [width, height] = [columns.count * layout.view.cell, rows.count * layout.view.cell];
  const [widened, heightened] = [Math.max(SMALLEST_BOX, width), Math.max(SMALLEST_BOX, height)];
  return [x - (widened - width) / 2, y - (heightened - height) / 2, widened, heightened];
}

function outline({ ctx }: Frame, theme: ChartTheme, box: Box, dashes: number[] = []): void {
  ctx.lineJoin = 'miter';
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 3;
  ctx.strokeRect(...box);
  ctx.strokeStyle = theme.cursor;
  ctx.lineWidth = 1.5;
  ctx.setLineDash(dashes);
  ctx.strokeRect(...box);
  ctx.setLineDash([]);
}

function drawAxes(
  frame: Frame,
  layout: MatrixLayout,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
  hovered: Partial<Cell> = {},
): void {
  const { left, top, right, bottom, view } = layout;
  const { ctx } = frame;
  drawColumnAxis(frame, layout, populations, theme, hovered.pre);
  drawRowAxis(frame, layout, populations, theme, hovered.post);
  ctx.fillStyle = theme.axis;
  const line = hairlineWidth(frame);
  // One device pixel of its own beside the first cells, unless the matrix goes on there.
  if (view.column === 0) ctx.fillRect(snapped(frame, left) - line, top - line, line, bottom - top + line);
  if (view.row === 0) ctx.fillRect(left - line, snapped(frame, top) - line, right - left + line, line);
}

function drawColumnAxis(
  frame: Frame,
  layout: MatrixLayout,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
  hovered: number | undefined,
): void {
  const { ctx } = frame;
  const { left, right, top, view } = layout;
  const [first, end] = seenColumns(layout);
  const bandTop = top - INDICES_ABOVE - BAND;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.font = theme.font;
  ctx.fillStyle = theme.mutedText;
  ctx.fillText('presynaptic neuron', left, bandTop - TITLE / 2);
  for (const band of seenBands(populations, first, end)) {
    const from = Math.max(left, xOf(layout, band.first));
    const to = Math.min(right, xOf(layout, band.end));
    ctx.fillStyle = populationColour(theme, band.population);
    ctx.globalAlpha = 0.14;
    ctx.fillRect(from, bandTop, to - from, BAND);
    ctx.globalAlpha = 1;
    ctx.fillRect(from, bandTop + BAND - 2, to - from, 2);
    ctx.font = theme.nameFont;
    ctx.textAlign = 'center';
    if (ctx.measureText(band.name).width < to - from) {
      ctx.fillText(band.name, (from + to) / 2, bandTop + BAND / 2 - 0.5);
    }
  }
  const y = top - INDICES_ABOVE / 2 - 1;
  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'center';
  const apart = hovered === undefined ? Infinity : xOf(layout, hovered + 0.5);
  for (const index of indexTicks(populations, first, end, view.cell, BETWEEN_COLUMNS)) {
    const x = xOf(layout, index + 0.5);
    if (Math.abs(x - apart) < BETWEEN_COLUMNS - 4 || x < left - 2 || x > right + 2) continue;
    ctx.fillText(String(index), x, y);
  }
  if (hovered === undefined || apart < left || apart > right) return;
  ctx.fillStyle = theme.text;
  ctx.fillText(String(hovered), apart, y);
  ctx.fillRect(snapped(frame, apart - Math.max(2, view.cell) / 2), top - 3, Math.max(2, view.cell), 2);
}

function drawRowAxis(
  frame: Frame,
  layout: MatrixLayout,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
  hovered: number | undefined,
): void {
  const { ctx } = frame;
  const { left, top, bottom, view } = layout;
  const [first, end] = seenRows(layout);
  const bandLeft = left - INDICES_BESIDE - BAND;
  ctx.textBaseline = 'middle';
  ctx.font = theme.font;
  ctx.fillStyle = theme.mutedText;
  const title = 'postsynaptic neuron';
  // From the top down where there is room, else no further up than the canvas.
  upwards(frame, bandLeft - TITLE / 2, Math.max(top + ctx.measureText(title).width / 2, top), title);
  for (const band of seenBands(populations, first, end)) {
    const from = Math.max(top, yOf(layout, band.first));
    const to = Math.min(bottom, yOf(layout, band.end));
    ctx.fillStyle = populationColour(theme, band.population);
    ctx.globalAlpha = 0.14;
    ctx.fillRect(bandLeft, from, BAND, to - from);
    ctx.globalAlpha = 1;
    ctx.fillRect(bandLeft + BAND - 2, from, 2, to - from);
    ctx.font = theme.nameFont;
    if (ctx.measureText(band.name).width < to - from) {
      upwards(frame, bandLeft + BAND / 2 - 0.5, (from + to) / 2, band.name);
    }
  }
  const x = left - 5;
  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'right';
  const apart = hovered === undefined ? Infinity : yOf(layout, hovered + 0.5);
  for (const index of indexTicks(populations, first, end, view.cell, BETWEEN_ROWS)) {
    const y = yOf(layout, index + 0.5);
    if (Math.abs(y - apart) < BETWEEN_ROWS - 4 || y < top - 2 || y > bottom + 2) continue;
    ctx.fillText(String(index), x, y);
  }
  if (hovered === undefined || apart < top || apart > bottom) return;
  ctx.fillStyle = theme.text;
  ctx.fillText(String(hovered), x, apart);
  ctx.fillRect(left - 3, snapped(frame, apart - Math.max(2, view.cell) / 2), 2, Math.max(2, view.cell));
}

/** A text that runs upwards, about its middle. */
function upwards({ ctx }: Frame, x: number, y: number, text: string): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(-Math.PI / 2);
  ctx.textAlign = 'center';
  ctx.fillText(text, 0, 0);
  ctx.restore();
}

interface SeenBand {
  readonly name: string;
  readonly population: number;
  readonly first: number;
  readonly end: number;
}

function seenBands(populations: readonly PopulationRange[], first: number, end: number): SeenBand[] {
  return populations
    .map(({ name, first: start, count }, population) => ({
      name,
      population,
      first: Math.max(first, start),
      end: Math.min(end, start + count),
    }))
    .filter((band) => band.end > band.first);
}

/** The indices that an axis names: the first and last of every population, and round ones between them. */
function indexTicks(
  populations: readonly PopulationRange[],
  first: number,
  end: number,
  cell: number,
  between: number,
): number[] {
  const step = roundStep(between / cell);
  const ticks: number[] = [];
  for (const band of seenBands(populations, first, end)) {
    const last = band.end - 1;
    const isApart = (a: number, b: number): boolean => Math.abs(a - b) * cell >= between;
    const wanted = [band.first];
    for (let index = Math.ceil(band.first / step) * step; index < last; index += step) {
      if (isApart(index, wanted.at(-1)!) && isApart(index, last)) wanted.push(index);
    }
    if (isApart(last, wanted.at(-1)!)) wanted.push(last);
    for (const index of wanted) if (ticks.length === 0 || isApart(index, ticks.at(-1)!)) ticks.push(index);
  }
  return ticks;
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not smaller. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power >= least) return digit * power;
  }
}

/** In-degrees to the right of the rows, out-degrees below the columns, each as long as its largest. */
function drawDegrees(
  frame: Frame,
  layout: MatrixLayout,
  { counts, populations }: MatrixPicture,
  theme: ChartTheme,
  hovered: Partial<Cell> = {},
): void {
  const { ctx } = frame;
  const { left, top, right, bottom, view } = layout;
  const { inDegree, outDegree } = counts;
  const mostIn = Math.max(1, maxOf(inDegree));
  const mostOut = Math.max(1, maxOf(outDegree));
  const gap = view.cell >= 4 ? hairlineWidth(frame) : 0;
  const lengthOf = (degree: number, most: number): number => Math.max(1, (LONGEST_BAR * degree) / most);
  for (const bar of barsOf(frame, layout, populations, inDegree, seenRows(layout))) {
    const from = Math.max(top, snapped(frame, yOf(layout, bar.first)));
    const to = Math.min(bottom, snapped(frame, yOf(layout, bar.end)));
    ctx.fillStyle = colourOf(bar, hovered.post, theme);
    if (to > from) ctx.fillRect(right + BESIDE, from, lengthOf(bar.degree, mostIn), Math.max(to - from - gap, gap));
  }
  for (const bar of barsOf(frame, layout, populations, outDegree, seenColumns(layout))) {
    const from = Math.max(left, snapped(frame, xOf(layout, bar.first)));
    const to = Math.min(right, snapped(frame, xOf(layout, bar.end)));
    ctx.fillStyle = colourOf(bar, hovered.pre, theme);
    if (to > from) ctx.fillRect(from, bottom + BESIDE, Math.max(to - from - gap, gap), lengthOf(bar.degree, mostOut));
  }
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  ctx.font = theme.font;
  ctx.textAlign = 'left';
  ctx.fillText(`in ${mostIn}`, right + BESIDE, top - INDICES_ABOVE - BAND / 2);
  ctx.textAlign = 'right';
  ctx.fillText(`out ${mostOut}`, left - 5, bottom + BESIDE + LONGEST_BAR / 2);
  // The ends of the scales.
  ctx.fillStyle = theme.grid;
  const line = hairlineWidth(frame);
  ctx.fillRect(right + BESIDE + LONGEST_BAR, top, line, bottom - top);
  ctx.fillRect(left, bottom + BESIDE + LONGEST_BAR, right - left, line);
}

interface DegreeBar {
  readonly first: number;
  readonly end: number;
  readonly population: number;
  readonly degree: number;
}

/** One bar for each neuron, or for each device pixel with the mean of its neurons; none where the degree is 0. */
function barsOf(
  { pixelRatio }: Frame,
  { view }: MatrixLayout,
  populations: readonly PopulationRange[],
  degrees: Uint32Array,
  [first, end]: readonly [number, number],
): DegreeBar[] {
  const together = Math.max(1, Math.ceil(1 / (view.cell * pixelRatio)));
  return seenBands(populations, first, end).flatMap((band) => {
    const bars: DegreeBar[] = [];
    for (let from = band.first; from < band.end; from += together) {
      const to = Math.min(band.end, from + together);
      let sum = 0;
      for (let neuron = from; neuron < to; neuron++) sum += degrees[neuron]!;
      if (sum > 0) bars.push({ first: from, end: to, population: band.population, degree: sum / (to - from) });
    }
    return bars;
  });
}

function colourOf({ first, end, population }: DegreeBar, hovered: number | undefined, theme: ChartTheme): string {
  const isHovered = hovered !== undefined && hovered >= first && hovered < end;
  return isHovered ? theme.text : populationColour(theme, population);
}

function spreadOf(degrees: Uint32Array): string {
  return `${degrees.reduce((least, degree) => Math.min(least, degree), Infinity)} to ${maxOf(degrees)}`;
}

function maxOf(values: Uint32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}
