import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { clipped, drawGround, drawValueAxis, strokeFine } from './plot.ts';
import type { Readout } from './readout.ts';
import type { StimulusPreview } from './stimulusPreview.ts';
import { formatFixed } from './ticks.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { valueTicks, widenedRange, yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** µA/cm²: the range before anything is given, and at most. */
const USUAL: readonly [number, number] = [0, 5];
const LIMIT: readonly [number, number] = [-1e6, 1e6];
/** The track is low: numbers stand closer than elsewhere, CSS pixels. */
const TICKS = 18;

interface Current {
  min: number;
  max: number;
  mean: number;
}

/** I_stim: mean over the neurons that receive a current at the time as a line, the range between them as a band, µA/cm². */
export function drawStimulus(
  frame: Frame,
  stimulus: StimulusPreview | undefined,
  view: TimeView,
  theme: ChartTheme,
): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  const scale = stimulusScale(frame, stimulus);
  drawValueAxis(frame, area, theme, scale, 'µA/cm²', TICKS);
  if (!stimulus) return;
  clipped(frame, area, () => drawCurrent(frame, area, stimulus, view, theme, scale));
}

/** Mean I_stim of the neurons that receive a current at `time`, and its range where they differ. */
export function readStimulus(
  size: Size,
  stimulus: StimulusPreview | undefined,
  time: number,
  theme: ChartTheme,
): Readout[] {
  if (!stimulus || time < 0) return [];
  const { min, max, mean } = currentBetween(stimulus, time, time);
  const range = max - min > 0.01 ? ` (${formatFixed(min, 2)} … ${formatFixed(max, 2)})` : '';
  return [
    {
      label: 'I_stim',
      text: `${formatFixed(mean, 2)} µA/cm²${range}`,
      colour: theme.stimulus,
      y: yOfValue(stimulusScale(size, stimulus), mean),
    },
  ];
}

/** One sentence for screen readers. */
export function describeStimulus(stimulus: StimulusPreview | undefined, view: TimeView): string {
  if (!stimulus) return 'Stimulus: none.';
  const { min, max, mean } = currentBetween(stimulus, view.start, view.end);
  return (
    `Stimulus from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms: ${stimulus.driven} of ` +
    `${stimulus.n} neurons driven, ${formatFixed(min, 2)} to ${formatFixed(max, 2)} µA/cm², ` +
    `mean ${formatFixed(mean, 2)} µA/cm² over those that receive a current at the time.`
  );
}

function stimulusScale(size: Size, stimulus: StimulusPreview | undefined): ValueScale {
  const { top, bottom } = plotArea(size);
  const seen: [number, number] = [Infinity, -Infinity];
  for (const low of stimulus?.min ?? []) seen[0] = Math.min(seen[0], low);
  for (const high of stimulus?.max ?? []) seen[1] = Math.max(seen[1], high);
  // The line of the largest current lies below the upper edge.
  const headroom = (seen[1] - seen[0]) * 0.04;
  const step = seen[1] - seen[0] > 20 ? 10 : 1;
  const [min, max] = widenedRange(USUAL, [seen[0], seen[1] + (headroom > 0 ? headroom : 0)], step, LIMIT);
  // A second number besides 0 has to stand on the axis, or it says nothing.
  const tick = valueTicks({ min, max, top, bottom }, TICKS).step;
  return { min, max: min > -tick && max < tick ? tick : max, top, bottom };
}

/** Current from ≤ t < to: of the bins that the stretch touches; after their end the last one holds. */
function currentBetween({ interval, min, max, mean }: StimulusPreview, from: number, to: number): Current {
  const first = Math.min(min.length - 1, Math.max(0, Math.floor(from / interval + 1e-6)));
  const end = Math.max(first + 1, Math.ceil(to / interval - 1e-6));
  const found: Current = { min: Infinity, max: -Infinity, mean: 0 };
  const last = Math.min(end, min.length);
  for (let bin = first; bin < last; bin++) {
    found.min = Math.min(found.min, min[bin]!);
    found.max = Math.max(found.max, max[bin]!);
    found.mean += mean[bin]! / (last - first);
  }
  return found;
}

/** The mean as a line, the range as a band, filled down to 0. */
export function drawCurrent(
  frame: Frame,
  area: PlotArea,
  stimulus: StimulusPreview,
  view: TimeView,
  theme: ChartTheme,
  scale: ValueScale,
): void {
  const { ctx } = frame;
  const columnMs = timePerPixel(frame, view);
  const first = Math.max(0, Math.floor(view.start / columnMs));
  const end = Math.ceil(view.end / columnMs);
  const currents: Current[] = [];
  for (let column = first; column <= end; column++) {
    currents.push(currentBetween(stimulus, column * columnMs, (column + 1) * columnMs));
  }
  const xOf = (index: number) => xOfTime(frame, view, (first + index + 0.5) * columnMs);
  ctx.beginPath();
  currents.forEach(({ max }, index) => ctx.lineTo(xOf(index), yOfValue(scale, max)));
  for (let index = currents.length - 1; index >= 0; index--) {
    ctx.lineTo(xOf(index), yOfValue(scale, currents[index]!.min));
  }
  ctx.fillStyle = theme.stimulus;
  ctx.globalAlpha = 0.22;
  ctx.fill();
  ctx.globalAlpha = 0.07;
  const zero = Math.min(Math.max(yOfValue(scale, 0), area.top), area.bottom);
  ctx.beginPath();
  ctx.moveTo(xOf(0), zero);
  currents.forEach(({ mean }, index) => ctx.lineTo(xOf(index), yOfValue(scale, mean)));
  ctx.lineTo(xOf(currents.length - 1), zero);
  ctx.fill();
  ctx.globalAlpha = 1;
  const line = new Path2D();
  currents.forEach(({ mean }, index) => line.lineTo(xOf(index), yOfValue(scale, mean)));
  strokeFine(frame, line, theme.stimulus);
}
