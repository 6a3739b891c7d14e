/**
 * Escape ends what is typed in a field before it closes the dialog around it. For `onEscapeKeyDown`: the dialog hears of the key first, and
 * fields say by `data-takes-escape` that they have something to end.
 */
export function leaveEscapeToField(event: KeyboardEvent): void {
  if (event.target instanceof HTMLElement && 'takesEscape' in event.target.dataset) event.preventDefault();
}
