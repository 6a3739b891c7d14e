import type { Recording } from '../recording/recording.ts';
import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame, Size } from './frame.ts';
import { clipped, columnsPerPixel, drawGround, drawUnrecorded, drawValueAxis, snapped, strokeFine } from './plot.ts';
import type { Readout } from './readout.ts';
import { addSamples, meanVoltageSamples } from './samplePath.ts';
import { formatFixed } from './ticks.ts';
import type { TimeView } from './timeView.ts';
import { widenedRange, yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** Between the lanes of two populations, CSS pixels. */
const LANE_GAP = 6;
/** Numbers stay clear of those of the lane above, CSS pixels. */
const HALF_LINE = 5;
/** mV: around the rest of the PNs before anything has been seen; at most when V diverges. */
const USUAL: readonly [number, number] = [-70, -60];
const LIMIT: readonly [number, number] = [-150, 150];
const NOTHING: readonly [number, number] = [Infinity, -Infinity];

/** Mean V of each population in mV in a lane with its own scale, over all of the run (means are never dropped). */
export function drawMeanVoltage(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  drawUnrecorded(frame, area, view, theme, recording?.completeFrom);
  const lanes = meanLanes(frame, recording);
  lanes.forEach(({ scale }, lane) => {
    const isOne = lanes.length === 1;
    const top = isOne ? scale.top : scale.top + HALF_LINE;
    drawValueAxis(frame, { ...area, top, bottom: isOne ? scale.bottom : scale.bottom - HALF_LINE }, theme, scale, 'mV');
    if (lane === 0) return;
    const gap = snapped(frame, scale.top - LANE_GAP);
    frame.ctx.fillStyle = theme.background;
    frame.ctx.fillRect(area.left, gap, area.right - area.left, snapped(frame, scale.top) - gap);
  });
  if (!recording) return;
  for (const { population, scale } of lanes) {
    clipped(frame, { ...area, top: scale.top, bottom: scale.bottom }, () => {
      const path = new Path2D();
      addSamples(path, frame, view, scale, meanVoltageSamples(recording, population), columnsPerPixel(frame));
      strokeFine(frame, path, populationColour(theme, population));
    });
  }
}

/** Mean V of the populations at `time`, for drawCursor. */
export function readMeanVoltage(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
): Readout[] {
  if (!recording) return [];
  return meanLanes(size, recording).flatMap(({ population, scale }) => {
    const V = recording.meanVoltageAt(population, time);
    if (Number.isNaN(V)) return [];
    return {
      label: `mean ${recording.populations[population]!.name}`,
      text: `${formatFixed(V, 2)} mV`,
      colour: populationColour(theme, population),
      y: yOfValue(scale, V),
    };
  });
}

/** One sentence for screen readers. */
export function describeMeanVoltage(recording: Recording | undefined, view: TimeView): string {
  if (!recording || recording.isEmpty) return 'Mean voltage: nothing has been recorded yet.';
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const from = recording.rowAtOrBefore(view.start);
  const to = recording.rowAtOrBefore(view.end) + 1;
  const parts = shownPopulations(recording).map((population) => {
    const { name, count } = recording.populations[population]!;
    if (!recording.meanVoltageExtent(population, from, to, extent)) return `${name} not yet recorded`;
    return `${formatFixed(extent.min, 1)} to ${formatFixed(extent.max, 1)} mV over ${count} ${name}s`;
  });
  return `Mean voltage from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms: ${parts.join('; ')}.`;
}

function shownPopulations(recording: Recording): number[] {
  return recording.populations.flatMap(({ count }, index) => (count > 0 ? [index] : []));
}

interface MeanLane {
  readonly population: number;
  readonly scale: ValueScale;
}

/** A rhythm of 1 mV in one population would be flat on a scale that holds the other too. */
function meanLanes(size: Size, recording: Recording | undefined): MeanLane[] {
  const { top, bottom } = plotArea(size);
  const populations = recording ? shownPopulations(recording) : [0];
  const pitch = (bottom - top + LANE_GAP) / populations.length;
  return populations.map((population, lane) => {
    const [min, max] = widenedRange(USUAL, recording?.meanVoltageRange(population) ?? NOTHING, 5, LIMIT);
    const laneTop = top + lane * pitch;
    return { population, scale: { min, max, top: laneTop, bottom: Math.max(laneTop + 1, laneTop + pitch - LANE_GAP) } };
  });
}
