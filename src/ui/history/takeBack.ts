import { DEFAULT_DOCUMENT } from '../../store/labDocument.ts';
import type { Lab } from '../../store/lab.ts';
import { jumpTo } from '../../store/mayStop.ts';
import { commitDraft } from './drafts.ts';

export function undo(lab: Lab): void {
  commitDraft();
  jumpTo(lab, lab.history.state.getState().past.length - 1);
}

export function redo(lab: Lab): void {
  commitDraft();
  jumpTo(lab, lab.history.state.getState().past.length + 1);
}

/** Shows the document after the first `position` edits. */
export function jump(lab: Lab, position: number): void {
  commitDraft();
  jumpTo(lab, position);
}

/** Everything as at the first visit, after a question where that is work; what is typed counts before, so that an undo brings it back too. */
export async function startAnew(lab: Lab): Promise<void> {
  commitDraft();
  const [{ mayReplace }, { newLab }] = await Promise.all([
    import('../../store/unsavedWork.ts'),
    import('../../store/edits/newLab.ts'),
  ]);
  if (await mayReplace(lab, 'Begin a new experiment', DEFAULT_DOCUMENT)) newLab(lab);
}
