/** Runs side by side. */
export function ComparePanel() {
  return <p>Runs side by side.</p>;
}
