import type { PopulationRange } from '../model/population.ts';
import { neuronName, populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { neuronAtY, neuronBands, rowHeightOf, rowTop } from './neuronRows.ts';
import type { Band } from './neuronRows.ts';
import { drawValueAxis, fillHorizontal, snapped } from './plot.ts';
import { formatFixed, niceStep } from './ticks.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** Neurons first … last, both included. */
export interface NeuronRange {
  readonly first: number;
  readonly last: number;
}

/** One value of every neuron. */
export interface NeuronStrip {
  readonly symbol: string;
  readonly unit: string;
  readonly populations: readonly PopulationRange[];
  /** [n]; NaN for neurons that have none. */
  readonly values: Float64Array;
  /** By population: the value that is usual; a line. */
  readonly usual: readonly (number | undefined)[];
  /** Values at the bottom and at the top. */
  readonly scale: readonly [number, number];
  readonly selected: NeuronRange | undefined;
  /** The one under the keyboard or the pointer. */
  readonly focused: number | undefined;
}

const MARGIN = { left: 58, right: 10, top: 16, bottom: 18 };
/** Near enough for a mark on every scale, CSS pixels. */
const TICK_SPACING = 18;
const EMPTY_SCALE: readonly [number, number] = [0, 1];

/** The values of all neurons side by side, one band per population; to be painted with the pointer. */
export function drawNeuronStrip(frame: Frame, strip: NeuronStrip, theme: ChartTheme): void {
  const { ctx } = frame;
  const area = stripArea(frame);
  const bands = stripBands(area, strip);
  const scale = valueScale(area, strip);
  ctx.fillStyle = theme.plot;
  ctx.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  drawValueAxis(frame, area, theme, scale, strip.unit, TICK_SPACING);
  for (const band of bands) {
    drawSelection(frame, area, band, strip, theme);
    drawBars(frame, area, band, scale, strip, theme);
    drawUsual(frame, band, scale, strip, theme);
    drawBandName(frame, area, band, strip, theme);
  }
  if (strip.focused !== undefined) drawFocused(frame, area, bands, scale, strip, strip.focused, theme);
}

/** The neuron at x; undefined beside those that have the parameter. */
export function neuronAtStrip(size: Size, strip: NeuronStrip, x: number): number | undefined {
  return neuronAtY(stripBands(stripArea(size), strip), x);
}

/** The value at y, within the scale, rounded to what a pixel can tell. */
export function valueAtStrip(size: Size, strip: NeuronStrip, y: number): number {
  const { top, bottom, min, max } = valueScale(stripArea(size), strip);
  const value = min + ((bottom - y) / (bottom - top)) * (max - min);
  const grain = niceStep(max - min, 200);
  const rounded = Math.round(value / grain) * grain;
  return Number(Math.min(max, Math.max(min, rounded)).toPrecision(12));
}

/** A scale for values of a parameter: round borders around what is there, with room to paint above and below. */
export function stripScale(
  values: Float64Array,
  usual: readonly (number | undefined)[],
  [least, greatest]: readonly [number, number],
): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of [...values, ...usual]) {
    if (value === undefined || Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return EMPTY_SCALE;
  const room = Math.max(0.5 * (high - low), 0.5 * Math.max(Math.abs(low), Math.abs(high)), (greatest - least) / 1000);
  const step = niceStep(high - low + 2 * room, 10);
  const from = Math.max(least, Math.floor((low - room) / step) * step);
  const to = Math.min(greatest, Math.ceil((high + room) / step) * step);
  return [Number(from.toPrecision(12)), Number(to.toPrecision(12))];
}

/** One sentence for each population, for screen readers. */
export function describeNeuronStrip({ symbol, unit, populations, values, selected }: NeuronStrip): string {
  const parts = populations.flatMap(({ name, first, count }) => {
    const own = [...values.subarray(first, first + count)].filter((value) => !Number.isNaN(value));
    if (own.length === 0) return [];
    const [least, greatest] = [Math.min(...own), Math.max(...own)];
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const of = `${count} ${name}${count === 1 ? '' : 's'}`;
    if (least === greatest) return [`${of} at ${shown(least)} ${unit}`];
    return [`${of} from ${shown(least)} to ${shown(greatest)} ${unit}, mean ${shown(mean)} ${unit}`];
  });
  const chosen = selected ? ` Selected: neurons ${selected.first} to ${selected.last}.` : '';
  return `${symbol} by neuron: ${parts.join('; ')}.${chosen}`;
}

function stripArea({ width, height }: Size): PlotArea {
  const { left, right, top, bottom } = MARGIN;
  return { left, right: Math.max(left + 1, width - right), top, bottom: Math.max(top + 1, height - bottom) };
}

/** Columns instead of rows: `top` and `bottom` of a band are its left and right edge. */
function stripBands(area: PlotArea, { populations, values }: NeuronStrip): Band[] {
  const having = populations.map((range) => (Number.isNaN(values[range.first]!) ? { ...range, count: 0 } : range));
  return neuronBands(having, { ...area, top: area.left, bottom: area.right });
}

function valueScale({ top, bottom }: PlotArea, { scale: [min, max] }: NeuronStrip): ValueScale {
  return { min, max, top, bottom };
}

function drawSelection(frame: Frame, area: PlotArea, band: Band, { selected }: NeuronStrip, theme: ChartTheme): void {
  if (!selected) return;
  const first = Math.max(selected.first, band.first);
  const last = Math.min(selected.last, band.first + band.count - 1);
  if (first > last) return;
  const left = snapped(frame, rowTop([band], first));
  const right = snapped(frame, rowTop([band], last) + rowHeightOf(band));
  const { ctx } = frame;
  ctx.fillStyle = theme.grid;
  ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
  ctx.fillStyle = theme.text;
  ctx.fillRect(left, area.bottom, Math.max(2, right - left), 2);
}

function drawBars(
  frame: Frame,
  area: PlotArea,
  band: Band,
  scale: ValueScale,
  { values }: NeuronStrip,
  theme: ChartTheme,
): void {
  const { ctx } = frame;
  ctx.fillStyle = populationColour(theme, band.population);
  const width = rowHeightOf(band);
  const gap = width >= 4 ? 1 : 0;
  for (let neuron = band.first; neuron < band.first + band.count; neuron++) {
    const left = snapped(frame, band.top + (neuron - band.first) * width);
    const right = Math.max(left + 1 / frame.pixelRatio, snapped(frame, left + width) - gap);
    const y = Math.min(area.bottom, Math.max(area.top, yOfValue(scale, values[neuron]!)));
    ctx.globalAlpha = 0.3;
    ctx.fillRect(left, y, right - left, area.bottom - y);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, y - 1, right - left, 2);
  }
}

function drawUsual(frame: Frame, band: Band, scale: ValueScale, { usual }: NeuronStrip, theme: ChartTheme): void {
  const value = usual[band.population];
  if (value === undefined || value < scale.min || value > scale.max) return;
  frame.ctx.fillStyle = theme.mutedText;
  frame.ctx.globalAlpha = 0.7;
  fillHorizontal(frame, yOfValue(scale, value), band.top, band.bottom);
  frame.ctx.globalAlpha = 1;
}

function drawBandName(frame: Frame, area: PlotArea, band: Band, { populations }: NeuronStrip, theme: ChartTheme): void {
  const { ctx } = frame;
  const y = area.bottom + 10;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.font = theme.nameFont;
  ctx.fillStyle = populationColour(theme, band.population);
  const { name } = populations[band.population]!;
  const nameWidth = ctx.measureText(name).width;
  if (nameWidth > band.bottom - band.top) return;
  ctx.fillText(name, band.top, y);
  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  const indices = `${band.first} … ${band.first + band.count - 1}`;
  if (nameWidth + 6 + ctx.measureText(indices).width > band.bottom - band.top) return;
  ctx.fillText(indices, band.top + nameWidth + 6, y);
}

function drawFocused(
  frame: Frame,
  area: PlotArea,
  bands: readonly Band[],
  scale: ValueScale,
  { populations, values, unit }: NeuronStrip,
  neuron: number,
  theme: ChartTheme,
): void {
  const band = bands.find(({ first, count }) => neuron >= first && neuron < first + count);
  if (!band) return;
  const { ctx } = frame;
  const width = Math.max(2, rowHeightOf(band));
  const left = rowTop([band], neuron);
  const y = yOfValue(scale, values[neuron]!);
  ctx.strokeStyle = theme.text;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(left - 1, y - 2, width + 1, Math.max(4, area.bottom - y + 2));
  ctx.font = theme.nameFont;
  ctx.textBaseline = 'middle';
  const text = `${neuronName(populations, neuron)}: ${shown(values[neuron]!)} ${unit}`;
  const textWidth = ctx.measureText(text).width;
  const x = Math.min(Math.max(area.left, left + width / 2 - textWidth / 2), area.right - textWidth);
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.text;
  ctx.fillText(text, x, area.top - 8);
}

function shown(value: number): string {
  const digits = Number(value.toPrecision(4));
  return formatFixed(digits, (String(digits).split('.')[1] ?? '').length);
}
