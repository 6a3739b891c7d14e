/** the currents over time, and who receives them. */
export function StimulusEditor() {
  return <p>To come.</p>;
}
