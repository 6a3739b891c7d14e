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
