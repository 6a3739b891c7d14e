import { isComparedByEvents } from '../../analysis/runs/isComparedByEvents.ts';
import { sharedSpikes } from '../../analysis/runs/sharedSpikes.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { ComparedRun } from '../../charts/compare/comparedRun.ts';
import { describeComparedMeans, drawComparedMeans, readComparedMeans } from '../../charts/compare/drawComparedMeans.ts';
import { drawComparedRaster, readComparedRaster } from '../../charts/compare/drawComparedRaster.ts';
import type { ComparedRaster } from '../../charts/compare/drawComparedRaster.ts';
import {
  describeComparedTraces,
  drawComparedTraces,
  readComparedTraces,
} from '../../charts/compare/drawComparedTraces.ts';
import {
  describeVoltageDifference,
  drawVoltageDifference,
  readVoltageDifference,
} from '../../charts/compare/drawVoltageDifference.ts';
import { describeRaster, drawRaster, readRaster } from '../../charts/drawRaster.ts';
import type { TimeView } from '../../charts/timeView.ts';
import { comparisonOf } from '../../store/compare/comparison.ts';
import type { Lab } from '../../store/lab.ts';
import type { TrackPicture } from '../tracks/trackPicture.ts';
import { comparedPair, comparedRuns, voltageRuns } from './comparedRuns.ts';
import { formatTime } from '../format.ts';

/** Spikes this near to each other count as the same one, ms. */
export const SAME_SPIKE = 1;

/** What a chart of compared runs depends on. */
function runDepends(lab: Lab): readonly unknown[] {
  return [comparisonOf(lab).state.getState(), lab.recording, lab.recording?.revision];
}

/** Runs whose V a chart draws: all over each other, or the one of its column. */
function drawnRuns(lab: Lab, label: string | undefined): readonly ComparedRun[] {
  const runs = voltageRuns(lab);
  return label === undefined ? runs : runs.filter((run) => run.label === label);
}

/** Traces of the chosen neurons. @param label of the only run, side by side */
export function tracesPicture(lab: Lab, theme: ChartTheme, label?: string): TrackPicture {
  const options = () => ({
    runs: drawnRuns(lab, label),
    scaled: voltageRuns(lab),
    neurons: lab.view.getState().chosen,
  });
  return {
    depends: () => [...runDepends(lab), lab.view.getState().chosen],
    draw: (frame, view) => drawComparedTraces(frame, view, theme, options()),
    read: (size, time) => readComparedTraces(size, time, theme, options()),
    describe: (view) => describeComparedTraces(view, options()),
  };
}

/** Mean voltage of the PNs. */
export function meansPicture(lab: Lab, theme: ChartTheme, label?: string): TrackPicture {
  const options = () => ({ runs: drawnRuns(lab, label), scaled: voltageRuns(lab) });
  return {
    depends: () => runDepends(lab),
    draw: (frame, view) => drawComparedMeans(frame, view, theme, options()),
    read: (size, time) => readComparedMeans(size, time, theme, options()),
    describe: (view) => describeComparedMeans(view, options()),
  };
}

/** The raster of one run, side by side with the others. */
export function rasterPicture(lab: Lab, theme: ChartTheme, label: string): TrackPicture {
  const recording = () => comparedRuns(lab).find((run) => run.label === label)?.recording;
  const options = () => ({
    chosen: lab.view.getState().chosen,
    // Of a file that tells spikes alone, they are what is counted.
    ...(recording()?.hasEvents === false && { eventPopulations: [] }),
  });
  return {
    depends: () => [...runDepends(lab), lab.view.getState().chosen],
    draw: (frame, view) => drawRaster(frame, recording(), view, theme, options()),
    read: (size, time) => readRaster(size, recording(), time, theme, options()),
    describe: (view) => `Run ${label}: ${describeRaster(recording(), view, options())}`,
  };
}

/** The run on screen and the one it is compared with in one raster. */
export function sharedRasterPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  const options = (): ComparedRaster => {
    const runs = comparedRuns(lab);
    const now = runs.find(({ pin }) => pin === undefined);
    const { compared } = comparisonOf(lab);
    const pinned = runs.find(({ label }) => label === compared);
    // Other neurons have other rows.
    const isSame = !now || !pinned || comparedPair(lab)?.problem === undefined;
    return { now, pinned: isSame ? pinned : undefined };
  };
  return {
    depends: () => runDepends(lab),
    draw: (frame, view) => drawComparedRaster(frame, view, theme, options()),
    read: (size, time) => readComparedRaster(size, time, theme, options()),
    describe: (view) => describeSharedRaster(view, options()),
  };
}

function describeSharedRaster(view: TimeView, { now, pinned }: ComparedRaster): string {
  const shown = now ?? pinned;
  if (!shown) return 'Raster: nothing has been recorded yet.';
  const { start, end } = view;
  const parts = shown.recording.populations.map((population) => {
    const { a, b, shared } = sharedSpikes(
      (pinned ?? shown).recording,
      shown.recording,
      population,
      { from: start, to: end },
      SAME_SPIKE,
    );
    const what = isComparedByEvents(population, (pinned ?? shown).recording, shown.recording) ? 'events' : 'spikes';
    if (!now || !pinned) return `${b} ${population.name} ${what}`;
    return `${population.name} ${what} ${b} now, ${a} in ${pinned.label}, ${shared} in both within ${SAME_SPIKE} ms`;
  });
  const span = `${formatTime(start, end - start)} to ${formatTime(end, end - start)} ms`;
  return `Raster of both runs from ${span}: ${parts.join('; ')}.`;
}

/** How far V lies apart. */
export function differencePicture(lab: Lab, theme: ChartTheme): TrackPicture {
  const difference = () => {
    const pair = comparedPair(lab);
    pair?.update();
    return pair?.difference;
  };
  return {
    // Of long runs a slice is compared for each frame.
    depends: () => [...runDepends(lab), comparedPair(lab)?.difference?.endRow],
    draw: (frame, view) => drawVoltageDifference(frame, difference(), view, theme),
    read: (size, time) => readVoltageDifference(size, difference(), time, theme),
    describe: (view) => describeVoltageDifference(difference(), view),
  };
}
