import type { Lab } from '../../store/lab.ts';

/** What is typed and not yet taken counts before anything is undone or redone: it would be lost, or come back at the next blur. */
function commitDraft(): void {
  const { activeElement } = document;
  if (
    activeElement instanceof HTMLElement &&
    isTextField(activeElement) &&
    activeElement.dataset['draft'] !== 'false'
  ) {
    activeElement.blur();
  }
}

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

const TEXT_FIELDS =
  'input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=color], [type=file]), textarea, [contenteditable=true]';

export function isTextField(element: Element): boolean {
  return element.matches(TEXT_FIELDS);
}
