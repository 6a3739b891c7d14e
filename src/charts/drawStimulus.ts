import type { ChartTheme } from './chartTheme.ts';
import type { Frame, Size } from './frame.ts';
import type { Readout } from './readout.ts';
import type { StimulusPreview } from './stimulusPreview.ts';
import type { TimeView } from './timeView.ts';

/** I_stim: mean over the driven neurons as a line, the range between them as a band, µA/cm². */
export declare function drawStimulus(
  frame: Frame,
  stimulus: StimulusPreview | undefined,
  view: TimeView,
  theme: ChartTheme,
): void;

export declare function readStimulus(
  size: Size,
  stimulus: StimulusPreview | undefined,
  time: number,
  theme: ChartTheme,
): Readout[];

export declare function describeStimulus(stimulus: StimulusPreview | undefined, view: TimeView): string;
