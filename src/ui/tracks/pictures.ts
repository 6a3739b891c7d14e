import type { ChartTheme } from '../../charts/chartTheme.ts';
import { describeMeanVoltage, drawMeanVoltage, readMeanVoltage } from '../../charts/drawMeanVoltage.ts';
import { describeRaster, drawRaster, neuronAtRaster, readRaster } from '../../charts/drawRaster.ts';
import { describeStimulus, drawStimulus, readStimulus } from '../../charts/drawStimulus.ts';
import { describeTraces, drawTraces, nearestTrace, readTraces } from '../../charts/drawTraces.ts';
import { TickPicture } from '../../charts/tickPicture.ts';
import type { TraceOptions } from '../../charts/drawTraces.ts';
import type { StimulusPreview } from '../../charts/stimulusPreview.ts';
import type { Lab } from '../../store/lab.ts';
import type { TrackName } from '../../store/viewState.ts';
import { InjectedPreview, previewOf } from '../stimulus/previewOf.ts';
import type { TrackPicture } from './trackPicture.ts';

/** Tracks whose pictures are there from the start; those of the others come when they are first unfolded. */
type EarlyTrack = Exclude<TrackName, 'variables' | 'rates' | 'spectrogram' | 'heatMap'>;

/** The pictures of these tracks in one theme. */
export function makePictures(lab: Lab, theme: ChartTheme): Readonly<Record<EarlyTrack, TrackPicture>> {
  return {
    stimulus: stimulusPicture(lab, theme),
    traces: tracesPicture(lab, theme),
    raster: rasterPicture(lab, theme),
    mean: meanPicture(lab, theme),
  };
}

function stimulusPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  let before: readonly unknown[] = [];
  let preview: StimulusPreview | undefined;
  const injected = new InjectedPreview();
  const depends = (): readonly unknown[] => {
    const { run, started, edits } = lab.run.getState();
    return run ? [run, started, edits] : [lab.document.getState()];
  };
  /** What was injected into the run on screen, or what is described while there is none. */
  const current = (): StimulusPreview | undefined => {
    const now = depends();
    if (now.length !== before.length || now.some((entry, i) => entry !== before[i])) {
      before = now;
      const { run, started, edits } = lab.run.getState();
      const { stimulus } = lab.document.getState();
      preview = run ? injected.read(started ?? run, edits, run, stimulus) : previewOf(lab.shown, stimulus);
    }
    return preview;
  };
  return {
    depends,
    draw: (frame, view) => drawStimulus(frame, current(), view, theme),
    read: (size, time) => readStimulus(size, current(), time, theme),
    describe: (view) => describeStimulus(current(), view),
  };
}

function tracesPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  const options = (): TraceOptions => {
    const { chosen, traceLayout, hovered } = lab.view.getState();
    return { neurons: chosen, layout: traceLayout, hovered };
  };
  return {
    depends: () => {
      const { chosen, traceLayout, hovered } = lab.view.getState();
      const isShown = hovered !== undefined && chosen.includes(hovered);
      return [lab.recording, lab.recording?.revision, chosen, traceLayout, isShown ? hovered : undefined];
    },
    draw: (frame, view) => drawTraces(frame, lab.recording, view, theme, options()),
    read: (size, time) => readTraces(size, lab.recording, time, theme, options()),
    describe: (view) => describeTraces(lab.recording, view, options()),
    neuronAt: (size, view, x, y) => nearestTrace(size, lab.recording, view, options(), x, y),
  };
}

function rasterPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  const picture = new TickPicture();
  const options = () => {
    const { chosen, hovered } = lab.view.getState();
    return { chosen, hovered, picture };
  };
  return {
    depends: () => {
      const { chosen, hovered } = lab.view.getState();
      return [lab.recording, lab.recording?.revision, chosen, hovered];
    },
    draw: (frame, view) => drawRaster(frame, lab.recording, view, theme, options()),
    read: (size, time) => readRaster(size, lab.recording, time, theme, options()),
    describe: (view) => describeRaster(lab.recording, view, options()),
    neuronAt: (size, _view, _x, y) => lab.recording && neuronAtRaster(size, lab.recording.populations, y),
    isPicker: true,
  };
}

function meanPicture(lab: Lab, theme: ChartTheme): TrackPicture {
  return {
    depends: () => [lab.recording, lab.recording?.revision],
    draw: (frame, view) => drawMeanVoltage(frame, lab.recording, view, theme),
    read: (size, time) => readMeanVoltage(size, lab.recording, time, theme),
    describe: (view) => describeMeanVoltage(lab.recording, view),
  };
}
