import { neuronColour, neuronName } from '../chartTheme.ts';
import type { ChartTheme } from '../chartTheme.ts';
import { plotArea } from '../frame.ts';
import type { Frame, PlotArea, Size } from '../frame.ts';
import { clipped, drawGround, drawValueAxis, snapped } from '../plot.ts';
import type { Readout } from '../readout.ts';
import { voltageSamples } from '../samplePath.ts';
import { formatFixed } from '../ticks.ts';
import type { TimeView } from '../timeView.ts';
import { widenedRange, yOfValue } from '../valueScale.ts';
import type { ValueScale } from '../valueScale.ts';
import { drawRunLabels, lineStyle, runLabel, strokeSamples } from './comparedRun.ts';
import type { ComparedRun } from './comparedRun.ts';

export interface ComparedTraces {
  /** The runs that are drawn, the one on screen last so that it lies on top. */
  readonly runs: readonly ComparedRun[];
  /** All runs that share the axes, drawn here or beside. */
  readonly scaled: readonly ComparedRun[];
  /** In the order of their lanes; those that a run does not have are left out of it. */
  readonly neurons: readonly number[];
}

/** mV shown at least, and at most, when V diverges: as on the traces of one run. */
const USUAL: readonly [number, number] = [-80, 40];
const LIMIT: readonly [number, number] = [-150, 150];
const HEADROOM = 2;
const LANE_GAP = 6;
/** Half a line of text, CSS pixels. */
const HALF_LINE = 5;
/** Lanes from this height on carry numbers and labels. */
const NUMBERED_LANE = 40;

/** V of chosen neurons, a lane each, all runs over each other: the one on screen in the neuron's colour, pinned ones dashed. */
export function drawComparedTraces(frame: Frame, view: TimeView, theme: ChartTheme, options: ComparedTraces): void {
  const area = plotArea(frame);
  const { ctx } = frame;
  drawGround(frame, area, view, theme);
  const lanes = lanesOf(frame, options);
  const [first] = options.scaled;
  lanes.forEach(({ neuron, scale }, lane) => {
    const own = { ...area, top: scale.top, bottom: scale.bottom };
    if (scale.bottom - scale.top >= NUMBERED_LANE) {
      const inner = { ...own, top: own.top + HALF_LINE, bottom: own.bottom - HALF_LINE };
      drawValueAxis(frame, inner, theme, scale, 'mV', 18, inner.top + 2 * HALF_LINE);
    }
    if (lane > 0) {
      ctx.fillStyle = theme.background;
      const gap = snapped(frame, scale.top - LANE_GAP);
      ctx.fillRect(area.left, gap, area.right - area.left, snapped(frame, scale.top) - gap);
    }
    clipped(frame, own, () => strokeLane(frame, own, view, theme, options, neuron, scale));
    if (!first) return;
    ctx.font = theme.nameFont;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = neuronColour(theme, first.recording.populations, neuron);
    ctx.fillText(neuronName(first.recording.populations, neuron), area.left - 6, scale.top + HALF_LINE, area.left - 8);
  });
}

function strokeLane(
  frame: Frame,
  area: PlotArea,
  view: TimeView,
  theme: ChartTheme,
  { runs }: ComparedTraces,
  neuron: number,
  scale: ValueScale,
): void {
  const labels = runs.flatMap((run) => {
    const { recording, label } = run;
    if (neuron >= recording.n) return [];
    const samples = voltageSamples(recording, neuron);
    const style = lineStyle(theme, run, runs.length === 1, { neuron, populations: recording.populations });
    strokeSamples(frame, view, scale, samples, style);
    return runLabel(frame, view, scale, samples, label, style.colour);
  });
  if (runs.length > 1) drawRunLabels(frame, area, theme, labels);
}

/** V of every chosen neuron in every run at `time`, for drawCursor. */
export function readComparedTraces(size: Size, time: number, theme: ChartTheme, options: ComparedTraces): Readout[] {
  return lanesOf(size, options).flatMap(({ neuron, scale }) =>
    options.runs.flatMap((run) => {
      const { recording, label } = run;
      const V = neuron < recording.n ? recording.voltageAt(neuron, time) : NaN;
      if (Number.isNaN(V)) return [];
      return {
        label: `${neuronName(recording.populations, neuron)} ${label}`,
        text: `${formatFixed(V, 2)} mV`,
        colour: lineStyle(theme, run, options.runs.length === 1, { neuron, populations: recording.populations }).colour,
        y: yOfValue(scale, V),
      };
    }),
  );
}

/** For screen readers: of each neuron its spikes in each run. */
export function describeComparedTraces(view: TimeView, { runs, neurons }: ComparedTraces): string {
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  const [first] = runs;
  if (!first || neurons.length === 0) return `Membrane potentials ${span}: no neuron is chosen.`;
  const parts = neurons.slice(0, MOST_TOLD).map((neuron) => {
    const counts = runs.map(({ label, recording }) => {
      if (neuron >= recording.n) return `${label} has no such neuron`;
      return `${recording.spikes.timesOf(neuron, view.start, view.end).length} in ${label}`;
    });
    return `${neuronName(first.recording.populations, neuron)} ${counts.join(', ')}`;
  });
  return `Membrane potentials ${span}, spikes of each run: ${parts.join('; ')}.`;
}

const MOST_TOLD = 8;

function lanesOf(size: Size, { scaled, neurons }: ComparedTraces): { neuron: number; scale: ValueScale }[] {
  const area = plotArea(size);
  const ranges = scaled.map(({ recording }) => recording.voltageRange);
  const low = Math.min(...ranges.map(([least]) => least));
  const high = Math.max(...ranges.map(([, greatest]) => greatest));
  const [min, max] = widenedRange(USUAL, [low - HEADROOM, high + HEADROOM], 10, LIMIT);
  const held = neurons.filter((neuron) => scaled.every(({ recording }) => neuron < recording.n));
  const pitch = (area.bottom - area.top + LANE_GAP) / Math.max(1, held.length);
  return held.map((neuron, lane) => {
    const top = area.top + lane * pitch;
    return { neuron, scale: { min, max, top, bottom: Math.max(top + 1, top + pitch - LANE_GAP) } };
  });
}
