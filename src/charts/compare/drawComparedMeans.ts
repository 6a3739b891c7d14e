import type { ChartTheme } from '../chartTheme.ts';
import { plotArea } from '../frame.ts';
import type { Frame, Size } from '../frame.ts';
import { clipped, drawGround, drawValueAxis } from '../plot.ts';
import type { Readout } from '../readout.ts';
import { meanVoltageSamples } from '../samplePath.ts';
import { formatFixed } from '../ticks.ts';
import type { TimeView } from '../timeView.ts';
import { widenedRange, yOfValue } from '../valueScale.ts';
import type { ValueScale } from '../valueScale.ts';
import { drawRunLabels, lineStyle, runLabel, strokeSamples } from './comparedRun.ts';
import type { ComparedRun } from './comparedRun.ts';

export interface ComparedMeans {
  /** The runs that are drawn, the one on screen last so that it lies on top. */
  readonly runs: readonly ComparedRun[];
  /** All runs that share the axis. */
  readonly scaled: readonly ComparedRun[];
}

/** Of the PNs: the proxy of the local field potential. */
const POPULATION = 0;
const USUAL: readonly [number, number] = [-70, -60];
const LIMIT: readonly [number, number] = [-150, 150];

/** Mean V of the PNs of all runs over each other. */
export function drawComparedMeans(frame: Frame, view: TimeView, theme: ChartTheme, options: ComparedMeans): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  const scale = scaleOf(frame, options);
  drawValueAxis(frame, area, theme, scale, 'mV');
  clipped(frame, area, () => {
    const labels = options.runs.flatMap((run) => {
      const samples = meanVoltageSamples(run.recording, POPULATION);
      const style = lineStyle(theme, run, options.runs.length === 1, { population: POPULATION });
      strokeSamples(frame, view, scale, samples, style);
      return runLabel(frame, view, scale, samples, run.label, style.colour);
    });
    if (options.runs.length > 1) drawRunLabels(frame, area, theme, labels);
  });
}

export function readComparedMeans(size: Size, time: number, theme: ChartTheme, options: ComparedMeans): Readout[] {
  const scale = scaleOf(size, options);
  return options.runs.flatMap((run) => {
    const V = run.recording.meanVoltageAt(POPULATION, time);
    if (Number.isNaN(V)) return [];
    const { colour } = lineStyle(theme, run, options.runs.length === 1, { population: POPULATION });
    return { label: run.label, text: `${formatFixed(V, 2)} mV`, colour, y: yOfValue(scale, V) };
  });
}

/** For screen readers: the range of each run. */
export function describeComparedMeans(view: TimeView, { runs }: ComparedMeans): string {
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const parts = runs.map(({ label, recording }) => {
    const [from, to] = [recording.rowAtOrBefore(view.start), recording.rowAtOrBefore(view.end) + 1];
    const isHeld = recording.meanVoltageExtent(POPULATION, from, to, extent);
    return `${label} ${isHeld ? `${formatFixed(extent.min, 1)} to ${formatFixed(extent.max, 1)} mV` : 'not recorded'}`;
  });
  const name = runs[0]?.recording.populations[POPULATION]?.name ?? 'PN';
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  return `Mean ${name} voltage ${span}: ${parts.join(', ')}.`;
}

function scaleOf(size: Size, { scaled }: ComparedMeans): ValueScale {
  const { top, bottom } = plotArea(size);
  const ranges = scaled.map(({ recording }) => recording.meanVoltageRange(POPULATION));
  const low = Math.min(...ranges.map(([least]) => least));
  const high = Math.max(...ranges.map(([, greatest]) => greatest));
  const [min, max] = widenedRange(USUAL, [low, high], 5, LIMIT);
  return { min, max, top, bottom };
}
