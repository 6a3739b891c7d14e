/** the matrices, and the network as a picture. */
export function ConnectionEditor() {
  return <p>To come.</p>;
}
