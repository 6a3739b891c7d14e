/**
 * Brings the numbers of a current into view and the focus to what has to be filled in first: who receives it where nobody does yet, else its
 * first number. They stand in the panel or in the editor, whichever is open.
 * @param id of an entry that is shown
 */
export function focusPart(id: string): void {
  const fields = document.querySelector<HTMLElement>(`[data-part="${CSS.escape(id)}"]`);
  if (!fields) return;
  fields.scrollIntoView({ block: 'nearest' });
  const list = fields.querySelector<HTMLInputElement>('input[data-receivers]');
  const first = list?.value === '' ? list : fields.querySelector('input');
  first?.focus({ preventScroll: true });
}
