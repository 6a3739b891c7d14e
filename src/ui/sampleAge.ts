import type { Recording } from '../recording/recording.ts';
import type { Lab } from '../store/lab.ts';
import type { FrameLoop } from './frameLoop.ts';

/** While samples come in, numbers on the page are renewed once in this many ms: faster than that nobody reads. */
const RENEWAL = 100;

interface Renewal {
  /** The time of the frame in which it was made, ms. */
  readonly frame: number;
  readonly revision: number;
  /** Asks for the frame in which the next is due, where samples have come since. */
  timer?: ReturnType<typeof setTimeout> | undefined;
}

const renewals = new WeakMap<Recording, Renewal>();

/**
 * What a text that shows samples depends on: the same for all texts of a frame, so that two that show one neuron never disagree, and
 * never older than the charts for longer than a renewal takes.
 * @param frame the time of the frame, ms
 */
export function sampleAge(
  { recording, run }: Pick<Lab, 'recording' | 'run'>,
  frames: Pick<FrameLoop, 'request'>,
  frame = Number(document.timeline.currentTime),
): readonly unknown[] {
  if (!recording) return [undefined, undefined];
  const last = renewals.get(recording);
  const { revision } = recording;
  if (last && revision !== last.revision && run.getState().status === 'running' && frame - last.frame < RENEWAL) {
    // A new frame has a new time; what else came in this one is left for it.
    last.timer ??= setTimeout(
      () => {
        last.timer = undefined;
        frames.request();
      },
      RENEWAL - (frame - last.frame),
    );
    return [recording, last.revision];
  }
  if (revision !== last?.revision) {
    clearTimeout(last?.timer);
    renewals.set(recording, { frame, revision });
  }
  return [recording, revision];
}
