import { DIFFERENT, LEAST_DIFFERENCE } from '../../recording/voltageDifference.ts';
import type { VoltageDifference } from '../../recording/voltageDifference.ts';
import type { ChartTheme } from '../chartTheme.ts';
import { plotArea } from '../frame.ts';
import type { Frame, PlotArea, Size } from '../frame.ts';
import { clipped, drawGround, fillHorizontal } from '../plot.ts';
import { formatValue, powerOfTen } from '../measures/formatValue.ts';
import type { Readout } from '../readout.ts';
import type { Samples } from '../samplePath.ts';
import { formatFixed } from '../ticks.ts';
import type { TimeView } from '../timeView.ts';
import { yOfValue } from '../valueScale.ts';
import type { ValueScale } from '../valueScale.ts';
import { strokeSamples } from './comparedRun.ts';
import type { LineStyle } from './comparedRun.ts';

/** log₁₀ mV: from below what float32 tells apart to above the largest spike. */
const LEAST_POWER = -5.5;
const MOST_POWER = 2.5;
/** As the series keeps it. */
const FLOOR = Math.fround(Math.log10(LEAST_DIFFERENCE));
/** CSS pixels between numbers. */
const SPACING = 18;

const COLUMNS = ['rms', 'largest'] as const;
type Column = (typeof COLUMNS)[number];

const LABELS: Readonly<Record<Column, string>> = { largest: 'largest |ΔV|', rms: 'root mean square' };

/** How far V of two runs lies apart over time, on a logarithmic axis: in a chaotic network it grows about exponentially until it is as large as a spike. */
export function drawVoltageDifference(
  frame: Frame,
  difference: VoltageDifference | undefined,
  view: TimeView,
  theme: ChartTheme,
): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  const scale = scaleOf(frame);
  drawPowers(frame, area, theme, scale);
  if (!difference) return;
  clipped(frame, area, () => {
    for (const column of COLUMNS) {
      strokeSamples(frame, view, scale, samplesOf(difference, column), styleOf(theme, column));
    }
  });
}

export function readVoltageDifference(
  size: Size,
  difference: VoltageDifference | undefined,
  time: number,
  theme: ChartTheme,
): Readout[] {
  if (!difference) return [];
  const scale = scaleOf(size);
  const row = Math.round(time / difference.rowInterval);
  return COLUMNS.flatMap((column) => {
    const power = difference.value(column, row);
    if (Number.isNaN(power)) return [];
    return {
      label: LABELS[column],
      text: power <= FLOOR ? 'below 10⁻⁵ mV' : formatDifference(10 ** power),
      colour: styleOf(theme, column).colour,
      y: yOfValue(scale, power),
    };
  });
}

/** For screen readers: where it begins, how large it becomes. */
export function describeVoltageDifference(difference: VoltageDifference | undefined, view: TimeView): string {
  if (!difference || difference.endRow === 0) return 'Difference of V: there is nothing to compare yet.';
  const { rowInterval, first } = difference;
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const [from, to] = [Math.floor(view.start / rowInterval), Math.ceil(view.end / rowInterval)];
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  const isHeld = difference.extent('largest', from, to, extent) && Number.isFinite(extent.max);
  const largest = !isHeld
    ? 'not compared'
    : extent.max <= FLOOR
      ? 'V is the same in all neurons'
      : `at most ${formatDifference(10 ** extent.max)} in any neuron`;
  const start = first ? ` It exceeds ${DIFFERENT} mV first at ${formatFixed(first.time, 1)} ms.` : '';
  return `Difference of V between the runs ${span}: ${largest}.${start}`;
}

/** '0.012 mV', '3×10⁻⁵ mV'. */
export function formatDifference(mV: number): string {
  return `${formatValue(mV, 2)} mV`;
}

function drawPowers(frame: Frame, area: PlotArea, theme: ChartTheme, scale: ValueScale): void {
  const { ctx } = frame;
  const perPower = (scale.bottom - scale.top) / (MOST_POWER - LEAST_POWER);
  const step = Math.max(1, Math.ceil(SPACING / perPower));
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (let power = 2; power > LEAST_POWER; power -= step) {
    const y = yOfValue(scale, power);
    ctx.fillStyle = theme.grid;
    fillHorizontal(frame, y, area.left, area.right);
    ctx.font = theme.numberFont;
    ctx.fillStyle = theme.mutedText;
    const text = power >= 0 && power <= 2 ? String(10 ** power) : powerOfTen(power);
    ctx.fillText(power === 2 ? `${text} mV` : text, area.left - 6, y);
  }
  // From here on two runs are said to differ.
  ctx.fillStyle = theme.axis;
  fillHorizontal(frame, yOfValue(scale, Math.log10(DIFFERENT)), area.left, area.right);
}

function styleOf(theme: ChartTheme, column: Column): LineStyle {
  return column === 'largest' ? { colour: theme.text, dash: [] } : { colour: theme.mutedText, dash: [2, 2.5] };
}

function samplesOf(difference: VoltageDifference, column: Column): Samples {
  return {
    rowInterval: difference.rowInterval,
    firstRow: 0,
    endRow: difference.endRow,
    value: (row) => difference.value(column, row),
    extent: (from, to, into) => difference.extent(column, from, to, into),
  };
}

function scaleOf(size: Size): ValueScale {
  const { top, bottom } = plotArea(size);
  return { min: LEAST_POWER, max: MOST_POWER, top, bottom };
}
