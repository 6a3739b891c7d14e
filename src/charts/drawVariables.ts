import type { PopulationRange } from '../model/population.ts';
import { neuronColour, neuronName } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { drawNameRow } from './nameRow.ts';
import { clipped, columnsPerPixel, drawGround, drawValueAxis, snapped, strokeFine } from './plot.ts';
import type { Readout } from './readout.ts';
import { addSamples } from './samplePath.ts';
import type { Samples } from './samplePath.ts';
import { formatFixed, niceStep } from './ticks.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** A variable of a neuron, as recorded since it was asked for. */
export interface VariableTrace extends Samples {
  readonly probe: { readonly neuron: number; readonly variable: string; readonly unit: string };
  /** Smallest and largest value so far; [Infinity, −Infinity] before the first. */
  readonly range: readonly [number, number];
}

export interface VariableOptions {
  readonly populations: readonly PopulationRange[];
  /** Those of one unit share a scale, or each has a lane of its own. */
  readonly layout: 'lanes' | 'units';
}

const LANE_GAP = 5;
/** Numbers stay clear of those of the lane above; half a line of text, CSS pixels. */
const HALF_LINE = 5;
/** Lines that share a scale begin below the row of their names, CSS pixels. */
const NAME_ROW = 18;
const LANE_TICKS = 15;
/** Values are told to a thousandth of their scale. */
const DIGITS = 3;

/** Lines of any variables over time, each group with its own scale and unit; gates and open fractions from 0 to 1. */
export function drawVariables(
  frame: Frame,
  traces: readonly VariableTrace[],
  view: TimeView,
  theme: ChartTheme,
  options: VariableOptions,
): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  if (traces.length === 0) {
    drawEmpty(frame, area, theme);
    return;
  }
  const lanes = variableLanes(frame, traces, options.layout);
  lanes.forEach((lane, index) => {
    const { scale, unit, top, bottom } = lane;
    if (index > 0) {
      const gap = snapped(frame, top - LANE_GAP);
      frame.ctx.fillStyle = theme.background;
      frame.ctx.fillRect(area.left, gap, area.right - area.left, snapped(frame, top) - gap);
    }
    const own = { ...area, top: top + HALF_LINE, bottom: bottom - HALF_LINE };
    drawValueAxis(frame, own, theme, scale, '', LANE_TICKS, scale.top - HALF_LINE);
    if (unit !== '1') drawUnit(frame, area, theme, unit, top);
    const names = namesOf(theme, lane, options);
    clipped(frame, { ...area, top, bottom }, () => {
      lane.traces.forEach((trace, k) => {
        const path = new Path2D();
        addSamples(path, frame, view, scale, trace, columnsPerPixel(frame));
        strokeFine(frame, path, names[k]!.colour);
      });
    });
    drawNameRow(frame, { ...area, top }, theme, names);
  });
}

/** Every variable at `time`, for drawCursor. */
export function readVariables(
  size: Size,
  traces: readonly VariableTrace[],
  time: number,
  theme: ChartTheme,
  options: VariableOptions,
): Readout[] {
  return variableLanes(size, traces, options.layout).flatMap((lane) => {
    const names = namesOf(theme, lane, options);
    return lane.traces.flatMap((trace, k) => {
      const value = trace.value(Math.round(time / trace.rowInterval));
      if (Number.isNaN(value)) return [];
      const { name, colour } = names[k]!;
      const text = `${formatFixed(value, decimalsFor(lane.scale))} ${lane.unit === '1' ? '' : lane.unit}`.trim();
      return { label: name, text, colour, y: yOfValue(lane.scale, value) };
    });
  });
}

/** One sentence for screen readers. */
export function describeVariables(
  traces: readonly VariableTrace[],
  view: TimeView,
  { populations }: Pick<VariableOptions, 'populations'>,
): string {
  if (traces.length === 0) return 'Variables: none is recorded.';
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const parts = traces.slice(0, 8).map((trace) => {
    const { neuron, variable, unit } = trace.probe;
    const name = `${variable} of ${neuronName(populations, neuron)}`;
    const from = Math.floor(view.start / trace.rowInterval + 1e-6);
    const to = Math.floor(view.end / trace.rowInterval + 1e-6) + 1;
    if (!trace.extent(from, to, extent)) return `${name} not recorded there`;
    const [min, max] = scaleRange(unit, [trace]);
    const decimals = decimalsFor({ min, max });
    const range = `${formatFixed(extent.min, decimals)} to ${formatFixed(extent.max, decimals)}`;
    return `${name} ${range}${unit === '1' ? '' : ` ${unit}`}`;
  });
  const more = traces.length > parts.length ? `; and ${traces.length - parts.length} more` : '';
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  return `Variables ${span}: ${parts.join('; ')}${more}.`;
}

/** How many lanes the traces take: what the track needs of height. */
export function countLanes(traces: readonly VariableTrace[], layout: VariableOptions['layout']): number {
  return grouped(traces, layout).length;
}

interface Lane {
  readonly unit: string;
  readonly traces: readonly VariableTrace[];
  readonly scale: ValueScale;
  readonly top: number;
  readonly bottom: number;
}

function variableLanes(size: Size, traces: readonly VariableTrace[], layout: VariableOptions['layout']): Lane[] {
  const area = plotArea(size);
  const groups = grouped(traces, layout);
  const pitch = (area.bottom - area.top + LANE_GAP) / Math.max(1, groups.length);
  return groups.map((members, lane) => {
    const { unit } = members[0]!.probe;
    const top = area.top + lane * pitch;
    const bottom = Math.max(top + 1, top + pitch - LANE_GAP);
    const names = Math.min(NAME_ROW, (bottom - top) / 3);
    const [min, max] = scaleRange(unit, members);
    return { unit, traces: members, scale: { min, max, top: top + names, bottom: bottom - 2 }, top, bottom };
  });
}

function grouped(traces: readonly VariableTrace[], layout: VariableOptions['layout']): VariableTrace[][] {
  if (layout === 'lanes') return traces.map((trace) => [trace]);
  const groups = new Map<string, VariableTrace[]>();
  for (const trace of traces) {
    const group = groups.get(trace.probe.unit);
    if (group) group.push(trace);
    else groups.set(trace.probe.unit, [trace]);
  }
  return [...groups.values()];
}

/** Fractions from 0 to 1; other values from a round number below the smallest so far to one above the largest. */
function scaleRange(unit: string, traces: readonly VariableTrace[]): [number, number] {
  if (unit === '1') return [0, 1];
  const low = Math.min(...traces.map(({ range }) => range[0]));
  const high = Math.max(...traces.map(({ range }) => range[1]));
  if (!(Number.isFinite(low) && Number.isFinite(high))) return [0, 1];
  // A value that does not change still has a scale about it.
  const span = Math.max(high - low, 1e-3 * Math.max(Math.abs(low), Math.abs(high)), 1e-9);
  const step = niceStep(span, 4);
  const [bottom, top] = [Math.floor(low / step + 1e-6) * step, Math.ceil(high / step - 1e-6) * step];
  return top > bottom ? [bottom, top] : [bottom - step, top + step];
}

/** A line has its neuron's colour; a second variable of the neuron on the same scale takes the population's next one that is free. */
function namesOf(
  theme: ChartTheme,
  { traces }: Lane,
  { populations }: VariableOptions,
): { readonly name: string; readonly colour: string }[] {
  const taken = new Set<string>();
  return traces.map(({ probe: { neuron, variable } }) => {
    const own = neuronColour(theme, populations, neuron);
    const palette = theme.neurons.find((colours) => colours.includes(own))!;
    const start = palette.indexOf(own);
    const free = palette.find((_, k) => !taken.has(palette[(start + k) % palette.length]!));
    const shift = free === undefined ? 0 : palette.indexOf(free);
    const colour = palette[(start + shift) % palette.length]!;
    taken.add(colour);
    return { name: `${neuronName(populations, neuron)} ${variable}`, colour };
  });
}

function decimalsFor({ min, max }: Pick<ValueScale, 'min' | 'max'>): number {
  const span = Math.max(max - min, 1e-3 * Math.max(Math.abs(min), Math.abs(max)));
  if (!(span > 0)) return DIGITS;
  return Math.min(8, Math.max(0, DIGITS - Math.floor(Math.log10(span) + 1e-9)));
}

/** In the gutter, beside the names. */
function drawUnit(frame: Frame, area: PlotArea, theme: ChartTheme, unit: string, top: number): void {
  const { ctx } = frame;
  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(unit, area.left - 6, top + HALF_LINE + 1);
}

function drawEmpty(frame: Frame, area: PlotArea, theme: ChartTheme): void {
  const { ctx } = frame;
  ctx.font = theme.font;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(
    'Add a variable to see gates, currents or concentrations over time',
    area.left + 12,
    (area.top + area.bottom) / 2,
    area.right - area.left - 16,
  );
}
