/** Measures of what has been recorded. */
export function MeasurePanel() {
  return <p>Measures of what has been recorded.</p>;
}
