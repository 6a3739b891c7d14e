/** Many runs at once. */
export function SweepPanel() {
  return <p>Many runs at once.</p>;
}
