import { isComparedByEvents } from '../../analysis/runs/isComparedByEvents.ts';
import type { Recording } from '../../recording/recording.ts';
import { drawBandAxis } from '../bandAxis.ts';
import { populationColour } from '../chartTheme.ts';
import type { ChartTheme } from '../chartTheme.ts';
import { plotArea } from '../frame.ts';
import type { Frame, Size } from '../frame.ts';
import { neuronBands, rowHeightOf } from '../neuronRows.ts';
import type { Band } from '../neuronRows.ts';
import { clipped, drawGround } from '../plot.ts';
import type { Readout } from '../readout.ts';
import { xOfTime } from '../timeView.ts';
import type { TimeView } from '../timeView.ts';
import { pinStyle } from './comparedRun.ts';
import type { ComparedRun } from './comparedRun.ts';

export interface ComparedRaster {
  /** The run on screen and the pinned one, either of which may be missing: of the same neurons. */
  readonly now: ComparedRun | undefined;
  readonly pinned: ComparedRun | undefined;
}

/** Half a tick where rows are thin, CSS pixels: above or below the row's middle. */
const LOWEST_HALF = 3;
const HIGHEST_HALF = 7;
/** Half the width of the window in which the readout counts, ms. */
const COUNTED = 5;

/**
 * Spikes of two runs in one raster: of each neuron's row the run on screen has the upper half, the pinned one the lower. A spike that both have
 * is one long tick; one that moved, or that only one of them has, stands alone on its side.
 */
export function drawComparedRaster(
  frame: Frame,
  view: TimeView,
  theme: ChartTheme,
  { now, pinned }: ComparedRaster,
): void {
  const runs = [now, pinned];
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  const shown = now ?? pinned;
  if (!shown) return;
  const { populations } = shown.recording;
  const bands = neuronBands(populations, area);
  drawBandAxis(frame, area, theme, populations, bands);
  clipped(frame, area, () => {
    for (const band of bands) {
      const half = Math.min(HIGHEST_HALF, Math.max(LOWEST_HALF, 0.45 * rowHeightOf(band)));
      if (pinned) {
        frame.ctx.fillStyle = pinStyle(theme, pinned.pin ?? 0).colour;
        fillHalves(frame, view, band, listOf(pinned, band, runs), 0, half);
      }
      if (now) {
        frame.ctx.fillStyle = populationColour(theme, band.population);
        fillHalves(frame, view, band, listOf(now, band, runs), -half, half);
      }
    }
  });
}

/** Spikes within 5 ms of `time` by population and run. */
export function readComparedRaster(
  size: Size,
  time: number,
  theme: ChartTheme,
  { now, pinned }: ComparedRaster,
): Readout[] {
  const runs = [now, pinned];
  const shown = now ?? pinned;
  if (!shown) return [];
  return neuronBands(shown.recording.populations, plotArea(size)).map((band) => {
    const counts = runs.flatMap((run) =>
      run ? `${countWithin(listOf(run, band, runs), band, time)} ${run.label}` : [],
    );
    return {
      label: shown.recording.populations[band.population]!.name,
      text: `${counts.join(', ')} ±${COUNTED} ms`,
      colour: populationColour(theme, band.population),
      y: (band.top + band.bottom) / 2,
    };
  });
}

function listOf(
  { recording }: ComparedRun,
  { population }: Band,
  runs: readonly (ComparedRun | undefined)[],
): Recording['spikes'] {
  const recordings = runs.flatMap((run) => run?.recording ?? []);
  const isByEvents = isComparedByEvents(recording.populations[population]!, ...recordings);
  return isByEvents ? recording.events : recording.spikes;
}

function fillHalves(
  frame: Frame,
  view: TimeView,
  band: Band,
  list: Recording['spikes'],
  above: number,
  height: number,
): void {
  const { ctx, pixelRatio } = frame;
  const width = Math.max(1, Math.round(1.5 * pixelRatio));
  const rowHeight = rowHeightOf(band);
  const end = list.firstAtOrAfter(view.end);
  for (let spike = list.firstAtOrAfter(view.start); spike < end; spike++) {
    const row = list.neuron[spike]! - band.first;
    if (row < 0 || row >= band.count) continue;
    const x = Math.round(xOfTime(frame, view, list.time[spike]!) * pixelRatio) - Math.floor(width / 2);
    ctx.fillRect(x / pixelRatio, band.top + (row + 0.5) * rowHeight + above, width / pixelRatio, height);
  }
}

function countWithin(list: Recording['spikes'], { first, count }: Band, time: number): number {
  let found = 0;
  const end = list.firstAtOrAfter(time + COUNTED);
  for (let spike = list.firstAtOrAfter(time - COUNTED); spike < end; spike++) {
    const neuron = list.neuron[spike]!;
    if (neuron >= first && neuron < first + count) found++;
  }
  return found;
}
