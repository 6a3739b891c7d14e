import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame, Size } from './frame.ts';
import { clipped, columnsPerPixel, drawGround, drawUnrecorded, drawValueAxis, strokeFine } from './plot.ts';
import type { RateSeries } from './rateSeries.ts';
import type { Readout } from './readout.ts';
import { addSamples } from './samplePath.ts';
import { formatFixed, niceStep } from './ticks.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** Hz per neuron that the axis shows at least. */
const LEAST_TOP = 5;
/** Bins from this width on are drawn as steps, CSS pixels. */
const STEP_WIDTH = 2;

/** Rates of the populations, Hz per neuron: bins as steps, a Gaussian's as a line. */
export function drawRates(frame: Frame, rates: RateSeries | undefined, view: TimeView, theme: ChartTheme): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  drawUnrecorded(frame, area, view, theme, rates?.recording.completeFrom);
  rates?.update();
  const scale = rateScale(frame, rates);
  drawValueAxis(frame, area, theme, scale, 'Hz');
  if (!rates) return;
  const isStepped = rates.kernel.kind === 'bins' && rates.interval / timePerPixel(frame, view) >= STEP_WIDTH;
  clipped(frame, area, () => {
    for (const population of shownPopulations(rates)) {
      const path = new Path2D();
      if (isStepped) addSteps(path, frame, view, scale, rates, population);
      else addSamples(path, frame, view, scale, rates.samples(population), columnsPerPixel(frame));
      strokeFine(frame, path, populationColour(theme, population));
    }
  });
}

/** Rates at `time`, for drawCursor. */
export function readRates(size: Size, rates: RateSeries | undefined, time: number, theme: ChartTheme): Readout[] {
  if (!rates) return [];
  rates.update();
  const scale = rateScale(size, rates);
  return shownPopulations(rates).flatMap((population) => {
    const rate = rates.valueAt(population, time);
    if (Number.isNaN(rate)) return [];
    return {
      label: rates.recording.populations[population]!.name,
      text: `${formatFixed(rate, 1)} Hz`,
      colour: populationColour(theme, population),
      y: yOfValue(scale, rate),
    };
  });
}

/** One sentence for screen readers. */
export function describeRates(rates: RateSeries | undefined, view: TimeView): string {
  rates?.update();
  if (!rates || rates.endRow === rates.startRow) return 'Population rates: nothing has been recorded yet.';
  const { interval, kernel } = rates;
  const from = Math.max(0, Math.floor(view.start / interval));
  const to = Math.min(rates.endRow, Math.ceil(view.end / interval));
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const parts = shownPopulations(rates).map((population) => {
    const { name } = rates.recording.populations[population]!;
    if (!rates.samples(population).extent(from, to, extent)) return `${name} not yet recorded`;
    return `${name}s ${formatFixed(extent.min, 1)} to ${formatFixed(extent.max, 1)} Hz per neuron`;
  });
  const how = kernel.kind === 'bins' ? `in bins of ${kernel.binMs} ms` : `by a Gaussian of σ = ${kernel.sigmaMs} ms`;
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  return `Population rates ${span} ${how}: ${parts.join('; ')}.`;
}

/** Each bin as a flat piece over its whole width. */
function addSteps(
  path: Path2D,
  frame: Frame,
  view: TimeView,
  scale: ValueScale,
  rates: RateSeries,
  population: number,
): void {
  const { interval } = rates;
  const from = Math.max(rates.startRow, Math.floor(view.start / interval));
  const to = Math.min(rates.endRow, Math.ceil(view.end / interval));
  for (let row = from; row < to; row++) {
    const y = yOfValue(scale, rates.value(population, row));
    const left = xOfTime(frame, view, row * interval);
    if (row === from) path.moveTo(left, y);
    else path.lineTo(left, y);
    path.lineTo(xOfTime(frame, view, Math.min((row + 1) * interval, rates.recording.time)), y);
  }
}

function shownPopulations({ recording }: RateSeries): number[] {
  return recording.populations.flatMap(({ count }, population) => (count > 0 ? [population] : []));
}

/** From 0 to a round number above the largest rate, so that it grows in steps. */
function rateScale(size: Size, rates: RateSeries | undefined): ValueScale {
  const { top, bottom } = plotArea(size);
  const largest = Math.max(LEAST_TOP, rates?.largest ?? 0);
  const step = niceStep(largest, 5);
  return { min: 0, max: Math.ceil(largest / step - 1e-9) * step, top, bottom };
}
