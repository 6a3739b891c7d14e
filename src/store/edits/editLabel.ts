const ARROW = ' → ';

/**
 * The name of two edits in a row that are one gesture: what both change goes from the first one's old value to the second one's new one.
 * 'g_Na: 100 → 90' and 'g_Na: 90 → 80' are 'g_Na: 100 → 80'; of names of another form the second one stands for both.
 */
export function joinLabels(first: string, second: string): string {
  const [old] = first.split(ARROW, 1);
  const subject = subjectOf(first);
  const at = second.indexOf(ARROW);
  if (old === undefined || old === first || at < 0 || subject === undefined || subject !== subjectOf(second))
    return second;
  return old + second.slice(at);
}

/** What stands before the colon. */
function subjectOf(label: string): string | undefined {
  const at = label.indexOf(': ');
  return at < 0 ? undefined : label.slice(0, at);
}
