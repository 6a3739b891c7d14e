/** values neuron by neuron, and the curves of the gates. */
export function ParameterEditor() {
  return <p>To come.</p>;
}
