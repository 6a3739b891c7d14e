import type { Frame, Size } from '../../charts/frame.ts';
import type { Readout } from '../../charts/readout.ts';
import type { TimeView } from '../../charts/timeView.ts';

/** What a track shows, apart from how it is hung on the page. */
export interface TrackPicture {
  /** What the picture depends on besides the view and the size. */
  depends(): readonly unknown[];
  draw(frame: Frame, view: TimeView): void;
  /** The values under the shared cursor. */
  read(size: Size, time: number): readonly Readout[];
  /** One sentence for screen readers. */
  describe(view: TimeView): string;
  /** The neuron at a point of the track. */
  neuronAt?(size: Size, view: TimeView, x: number, y: number): number | undefined;
  /** Whether a click on a neuron adds or removes its trace. */
  readonly isPicker?: boolean;
}
