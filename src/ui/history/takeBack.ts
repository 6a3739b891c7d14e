import { newLab } from '../../store/edits/newLab.ts';
import { DEFAULT_DOCUMENT } from '../../store/labDocument.ts';
import type { Lab } from '../../store/lab.ts';
import { commitDraft } from './drafts.ts';

export function undo(lab: Lab): void {
  commitDraft();
  lab.undo();
}

export function redo(lab: Lab): void {
  commitDraft();
  lab.redo();
}

/** Shows the document after the first `position` edits. */
export function jump(lab: Lab, position: number): void {
  commitDraft();
  lab.jump(position);
}

/** Everything as at the first visit, after a question where that is work; what is typed counts before, so that an undo brings it back too. */
export async function startAnew(lab: Lab): Promise<void> {
  commitDraft();
  const { mayReplace } = await import('../../store/unsavedWork.ts');
  if (await mayReplace(lab, 'Begin a new experiment', DEFAULT_DOCUMENT)) newLab(lab);
}
