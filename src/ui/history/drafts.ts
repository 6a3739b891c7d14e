const TEXT_FIELDS =
  'input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=color], [type=file]), textarea, [contenteditable=true]';

/** What holds a text of its own, which is no part of the document until something else takes it. */
const OWN_TEXTS = 'textarea, [type=search], [contenteditable=true]';

const typedInto = new WeakSet<EventTarget>();

/** Whether a field holds letters that were typed and not taken yet: Enter takes them, Escape and leaving the field end them. */
export function holdsDraft(field: Element): boolean {
  return field.matches(OWN_TEXTS) || typedInto.has(field);
}

export function isTextField(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches(TEXT_FIELDS);
}

/** Listens for what is typed anywhere; returns how to stop. */
export function watchDrafts(): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal, capture: true };
  const end = ({ target }: Event): void => void (target && typedInto.delete(target));
  addEventListener('input', ({ target }) => target && typedInto.add(target), options);
  addEventListener('focusout', end, options);
  // After the field has heard of the key.
  addEventListener('keydown', (event) => (event.key === 'Enter' || event.key === 'Escape') && end(event), {
    signal: listening.signal,
  });
  return () => listening.abort();
}

/** What is typed and not yet taken counts before anything is undone or redone: it would be lost, or come back at the next blur. */
export function commitDraft(): void {
  const { activeElement } = document;
  if (isTextField(activeElement) && typedInto.has(activeElement)) activeElement.blur();
}
