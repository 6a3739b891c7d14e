import { flushSync } from 'react-dom';
import type { Lab } from '../../store/lab.ts';
import type { TrackName } from '../../store/viewState.ts';

/** Folds a track away, into the row of names at the end of the stack, or unfolds it; the focus stays on the button of its name. */
export function foldTrack(lab: Lab, name: TrackName, isOpen: boolean): void {
  flushSync(() => lab.view.setState(({ openTracks }) => ({ openTracks: { ...openTracks, [name]: isOpen } })));
  const button = document.querySelector<HTMLElement>(`[data-fold="${name}"]`);
  button?.focus({ preventScroll: true });
  // A track that was unfolded beyond the edge would seem to have done nothing.
  if (isOpen) button?.closest('[data-kind]')?.scrollIntoView({ block: 'nearest' });
}
