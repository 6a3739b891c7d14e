import type { Recording } from '../recording/recording.ts';
import { neuronColour, neuronName } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { drawNameRow } from './nameRow.ts';
import {
  clipped,
  columnsPerPixel,
  drawDropped,
  drawGround,
  drawPill,
  drawUnrecorded,
  drawValueAxis,
  fillHorizontal,
  snapped,
  strokeFine,
} from './plot.ts';
import type { Readout } from './readout.ts';
import { addSamples, voltageSamples } from './samplePath.ts';
import { formatFixed } from './ticks.ts';
import { timeAt, timePerPixel } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { widenedRange, yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

export interface TraceOptions {
  /** Which neurons, in the order of their lanes. */
  readonly neurons: readonly number[];
  readonly layout: 'overlaid' | 'lanes';
  /** Drawn stronger, the others fainter. */
  readonly hovered?: number;
}

/** mV shown at least: from below rest to above a spike's start; and at most, when V diverges. */
const USUAL: readonly [number, number] = [-80, 40];
const LIMIT: readonly [number, number] = [-150, 150];
/** So that a spike's peak does not lie on the edge, mV. */
const HEADROOM = 2;
const LANE_GAP = 5;
/** Lanes from this height on carry numbers; lower ones share a scale bar. CSS pixels. */
const NUMBERED_LANE = 45;
const LANE_TICKS = 15;
/** In lanes with numbers the neuron's name stands above them; half a line of text, CSS pixels. */
const HALF_LINE = 5;
/** How far the pointer may be from a trace to mean it, CSS pixels. */
const REACH = 12;

/** Voltage traces of chosen neurons. Without a recording the axes are drawn. */
export function drawTraces(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options: TraceOptions,
): void {
  const area = plotArea(frame);
  const scales = traceScales(frame, recording, options);
  drawGround(frame, area, view, theme);
  drawScales(frame, area, theme, scales, options.layout);
  if (!recording) {
    drawScaleBar(frame, area, theme, scales[0]!);
    return;
  }
  // Below the traces: those of some neurons may be there.
  if (areKnownEarlier(recording, options.neurons)) {
    drawUnrecorded(frame, area, view, theme, recording.timeOfRow(recording.oldestRow));
  } else drawDropped(frame, area, view, theme, recording);
  clipped(frame, area, () => {
    const { neurons } = options;
    // A neuron hovered elsewhere that has no trace here dims none.
    const hovered = neurons.find((neuron) => neuron === options.hovered);
    neurons.forEach((neuron, lane) => {
      if (neuron !== hovered) strokeTrace(frame, recording, view, theme, neuron, scaleOf(scales, lane), hovered);
    });
    if (hovered === undefined) return;
    strokeTrace(frame, recording, view, theme, hovered, scaleOf(scales, neurons.indexOf(hovered)), hovered);
  });
  drawScaleBar(frame, area, theme, scales[0]!);
  drawNames(frame, area, recording, theme, options, scales);
}

/** Whether V of these neurons is held from before V of all is. */
function areKnownEarlier(recording: Recording, neurons: readonly number[]): boolean {
  const { oldestRow, firstRow } = recording;
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const isKnown = (neuron: number): boolean =>
    recording.voltageExtent(neuron, oldestRow, firstRow, extent) && extent.min <= extent.max;
  return neurons.length > 0 && neurons.every(isKnown);
}

/** The chosen neuron whose trace (overlaid) or lane is at the pointer; overlaid, within 12 px of the trace. */
export function nearestTrace(
  size: Size,
  recording: Recording | undefined,
  view: TimeView,
  options: TraceOptions,
  x: number,
  y: number,
): number | undefined {
  const area = plotArea(size);
  if (!recording || x < area.left || x > area.right || y < area.top || y > area.bottom) return undefined;
  const scales = traceScales(size, recording, options);
  if (options.layout === 'lanes') {
    const lane = scales.findIndex(({ top, bottom }) => y >= top - LANE_GAP / 2 && y < bottom + LANE_GAP / 2);
    return options.neurons[lane];
  }
  const from = recording.rowAtOrBefore(timeAt(size, view, x) - timePerPixel(size, view));
  const to = recording.rowAtOrBefore(timeAt(size, view, x) + timePerPixel(size, view)) + 1;
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  let nearest: number | undefined;
  let least = REACH;
  for (const neuron of options.neurons) {
    if (!recording.voltageExtent(neuron, from, to, extent)) continue;
    const high = yOfValue(scales[0]!, extent.max);
    const low = yOfValue(scales[0]!, extent.min);
    const distance = Math.max(0, high - y, y - low);
    if (distance < least) {
      least = distance;
      nearest = neuron;
    }
  }
  return nearest;
}

/** V of every chosen neuron at `time`, for drawCursor. */
export function readTraces(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  options: TraceOptions,
): Readout[] {
  if (!recording || recording.rowNearest(time) === undefined) return [];
  const scales = traceScales(size, recording, options);
  return options.neurons.map((neuron, lane) => {
    const V = recording.voltageAt(neuron, time);
    return {
      label: neuronName(recording.populations, neuron),
      text: `${formatFixed(V, 1)} mV`,
      colour: neuronColour(theme, recording.populations, neuron),
      y: yOfValue(scaleOf(scales, lane), V),
    };
  });
}

/** One sentence for screen readers. */
export function describeTraces(recording: Recording | undefined, view: TimeView, options: TraceOptions): string {
  if (!recording || recording.isEmpty) return 'Voltage traces: nothing has been recorded yet.';
  const { neurons } = options;
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const parts = neurons.slice(0, 8).map((neuron) => {
    const name = neuronName(recording.populations, neuron);
    const from = recording.rowAtOrBefore(view.start);
    if (!recording.voltageExtent(neuron, from, recording.rowAtOrBefore(view.end) + 1, extent)) return `${name} no data`;
    const spikes = recording.spikes.timesOf(neuron, view.start, view.end).length;
    const range = `${formatFixed(extent.min, 0)} to ${formatFixed(extent.max, 0)} mV`;
    return `${name} ${range}, ${spikes} ${spikes === 1 ? 'spike' : 'spikes'}`;
  });
  const more = neurons.length > parts.length ? `; and ${neurons.length - parts.length} more` : '';
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  return parts.length === 0
    ? 'Voltage traces: no neuron is chosen.'
    : `Voltage traces ${span}: ${parts.join('; ')}${more}.`;
}

/** One scale for all traces, or one for each lane. */
function traceScales(size: Size, recording: Recording | undefined, { neurons, layout }: TraceOptions): ValueScale[] {
  const area = plotArea(size);
  const [low, high] = recording?.voltageRange ?? [Infinity, -Infinity];
  const [min, max] = widenedRange(USUAL, [low - HEADROOM, high + HEADROOM], 10, LIMIT);
  const lanes = layout === 'lanes' ? Math.max(1, neurons.length) : 1;
  const pitch = (area.bottom - area.top + LANE_GAP) / lanes;
  return Array.from({ length: lanes }, (_, lane) => {
    const top = area.top + lane * pitch;
    return { min, max, top, bottom: Math.max(top + 1, top + pitch - LANE_GAP) };
  });
}

function scaleOf(scales: readonly ValueScale[], lane: number): ValueScale {
  return scales[lane] ?? scales[0]!;
}

function drawScales(
  frame: Frame,
  area: PlotArea,
  theme: ChartTheme,
  scales: readonly ValueScale[],
  layout: TraceOptions['layout'],
): void {
  const { ctx } = frame;
  const laneHeight = scales[0]!.bottom - scales[0]!.top;
  for (const scale of scales) {
    if (laneHeight >= NUMBERED_LANE) {
      // Its numbers stay clear of those of the lanes above and below.
      const own = { ...area, top: scale.top + HALF_LINE, bottom: scale.bottom - HALF_LINE };
      const belowName = layout === 'lanes' ? own.top + 2 * HALF_LINE : own.top;
      drawValueAxis(frame, own, theme, scale, 'mV', LANE_TICKS, belowName);
      continue;
    }
    ctx.fillStyle = theme.grid;
    fillHorizontal(frame, yOfValue(scale, 0), area.left, area.right);
  }
  ctx.fillStyle = theme.background;
  for (const { top } of scales.slice(1)) {
    const gap = snapped(frame, top - LANE_GAP);
    ctx.fillRect(area.left, gap, area.right - area.left, snapped(frame, top) - gap);
  }
}

/** Low lanes, which carry no numbers: how high 100 mV is, at the right end of the first lane. */
function drawScaleBar(frame: Frame, area: PlotArea, theme: ChartTheme, scale: ValueScale): void {
  if (scale.bottom - scale.top >= NUMBERED_LANE) return;
  const { ctx } = frame;
  const top = yOfValue(scale, 20);
  const bottom = yOfValue(scale, -80);
  const text = '100 mV';
  ctx.font = theme.numberFont;
  const { width } = ctx.measureText(text);
  drawPill(frame, theme.plot, area.right - 10 - width, (top + bottom) / 2, width + 6);
  ctx.fillStyle = theme.mutedText;
  ctx.fillRect(area.right - 6, top, 1.5, bottom - top);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, area.right - 10, (top + bottom) / 2);
}

function strokeTrace(
  frame: Frame,
  recording: Recording,
  view: TimeView,
  theme: ChartTheme,
  neuron: number,
  scale: ValueScale,
  hovered: number | undefined,
): void {
  const { ctx } = frame;
  const path = new Path2D();
  addSamples(path, frame, view, scale, voltageSamples(recording, neuron), columnsPerPixel(frame));
  const colour = neuronColour(theme, recording.populations, neuron);
  if (neuron === hovered) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.75;
    ctx.lineJoin = 'bevel';
    ctx.stroke(path);
    return;
  }
  ctx.globalAlpha = hovered === undefined ? 1 : 0.35;
  strokeFine(frame, path, colour);
  ctx.globalAlpha = 1;
}

function drawNames(
  frame: Frame,
  area: PlotArea,
  recording: Recording,
  theme: ChartTheme,
  options: TraceOptions,
  scales: readonly ValueScale[],
): void {
  const { ctx } = frame;
  ctx.font = theme.nameFont;
  ctx.textBaseline = 'middle';
  if (options.layout === 'overlaid') {
    const { populations } = recording;
    const names = options.neurons.map((neuron) => ({
      name: neuronName(populations, neuron),
      colour: neuronColour(theme, populations, neuron),
    }));
    drawNameRow(frame, area, theme, names);
    return;
  }
  const laneHeight = scales[0]!.bottom - scales[0]!.top;
  // Names of lanes lower than a line of text would overlap: then every second, third … lane is named.
  const pitch = scales.length > 1 ? scales[1]!.top - scales[0]!.top : laneHeight;
  const every = Math.ceil(13 / pitch);
  options.neurons.forEach((neuron, lane) => {
    if (lane % every !== 0) return;
    const name = neuronName(recording.populations, neuron);
    const { top, bottom } = scales[lane]!;
    // In the gutter: over the plot it would hide the trace.
    const y = laneHeight >= NUMBERED_LANE ? top + HALF_LINE : (top + bottom) / 2;
    ctx.textAlign = 'right';
    ctx.fillStyle = neuronColour(theme, recording.populations, neuron);
    ctx.fillText(name, area.left - 6, y, area.left - 8);
  });
}
