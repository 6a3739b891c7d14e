import type { Recording } from '../recording/recording.ts';
import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame, Size } from './frame.ts';
import { clipped, columnsPerPixel, drawGround, drawValueAxis, strokeFine } from './plot.ts';
import type { Readout } from './readout.ts';
import { addSamples, meanVoltageSamples } from './samplePath.ts';
import { formatNumber } from './ticks.ts';
import type { TimeView } from './timeView.ts';
import { widenedRange, yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

export interface MeanVoltageOptions {
  /** Names of the populations to draw; ['PN'] by default, the proxy of the local field potential. */
  readonly populations?: readonly string[];
}

const FIELD: readonly string[] = ['PN'];
/** mV: around the rest of the PNs before anything has been seen; at most when V diverges. */
const USUAL: readonly [number, number] = [-70, -60];
const LIMIT: readonly [number, number] = [-150, 150];

/** Mean V of populations in mV, over all of the run (means are never dropped). */
export function drawMeanVoltage(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options: MeanVoltageOptions = {},
): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  const scale = meanScale(frame, recording, options);
  drawValueAxis(frame, area, theme, scale, 'mV');
  if (!recording) return;
  clipped(frame, area, () => {
    for (const population of shownPopulations(recording, options)) {
      const path = new Path2D();
      addSamples(path, frame, view, scale, meanVoltageSamples(recording, population), columnsPerPixel(frame));
      strokeFine(frame, path, populationColour(theme, population));
    }
  });
}

/** Mean V of the populations shown at `time`, for drawCursor. */
export function readMeanVoltage(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  options: MeanVoltageOptions = {},
): Readout[] {
  if (!recording) return [];
  const scale = meanScale(size, recording, options);
  return shownPopulations(recording, options).flatMap((population) => {
    const V = recording.meanVoltageAt(population, time);
    if (Number.isNaN(V)) return [];
    return {
      label: `mean ${recording.populations[population]!.name}`,
      text: `${formatNumber(V, 2)} mV`,
      colour: populationColour(theme, population),
      y: yOfValue(scale, V),
    };
  });
}

/** One sentence for screen readers. */
export function describeMeanVoltage(
  recording: Recording | undefined,
  view: TimeView,
  options: MeanVoltageOptions = {},
): string {
  if (!recording || recording.endRow === 0) return 'Mean voltage: nothing has been recorded yet.';
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const from = recording.rowAtOrBefore(view.start);
  const to = recording.rowAtOrBefore(view.end) + 1;
  const parts = shownPopulations(recording, options).map((population) => {
    const { name, count } = recording.populations[population]!;
    if (!recording.meanVoltageExtent(population, from, to, extent)) return `${name} not yet recorded`;
    return `${formatNumber(extent.min, 1)} to ${formatNumber(extent.max, 1)} mV over ${count} ${name}s`;
  });
  return `Mean voltage from ${formatNumber(view.start, 0)} to ${formatNumber(view.end, 0)} ms: ${parts.join('; ')}.`;
}

function shownPopulations(recording: Recording, { populations = FIELD }: MeanVoltageOptions): number[] {
  return recording.populations.flatMap(({ name, count }, index) =>
    count > 0 && populations.includes(name) ? [index] : [],
  );
}

function meanScale(size: Size, recording: Recording | undefined, options: MeanVoltageOptions): ValueScale {
  const { top, bottom } = plotArea(size);
  const seen: [number, number] = [Infinity, -Infinity];
  for (const population of recording ? shownPopulations(recording, options) : []) {
    const [low, high] = recording!.meanVoltageRange(population);
    seen[0] = Math.min(seen[0], low);
    seen[1] = Math.max(seen[1], high);
  }
  const [min, max] = widenedRange(USUAL, seen, 5, LIMIT);
  return { min, max, top, bottom };
}
