import { followView } from '../../charts/timeView.ts';
import type { Lab } from '../../store/lab.ts';

/** Scrolls a running view along with the newest sample, unless the user moved it. Returns how to stop. */
export function followRun(lab: Lab): () => void {
  return lab.onSamples(() => {
    const { time, isFollowing } = lab.view.getState();
    if (!isFollowing || !lab.recording) return;
    const next = followView(time, lab.recording.time, { start: 0, end: lab.shown.duration });
    if (next.start !== time.start || next.end !== time.end) lab.view.setState({ time: next });
  });
}
