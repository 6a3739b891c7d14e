/** '10-20, 95' for [10, 11, … 20, 95]: ranges where at least three follow each other. */
export function formatNeurons(neurons: readonly number[]): string {
  const pieces: string[] = [];
  for (let k = 0; k < neurons.length;) {
    let end = k;
    while (neurons[end + 1] === neurons[end]! + 1) end++;
    if (end - k >= 2) pieces.push(`${neurons[k]}-${neurons[end]}`);
    else pieces.push(...neurons.slice(k, end + 1).map(String));
    k = end + 1;
  }
  return pieces.join(', ');
}

/**
 * Reads indices and ranges ('10-20, 95'; also 10:20, 10–20, 10 to 20), both ends included, ascending.
 * @param n how many neurons there are
 * @returns the neurons, or why not, in one sentence that quotes what was typed
 */
export function parseNeurons(
  typed: string,
  n: number,
): { readonly neurons: readonly number[] } | { readonly problem: string } {
  const found = new Set<number>();
  const pieces = typed.replaceAll(/\s*(?:-|–|:|\bto\b)\s*/g, '-').split(/[\s,;]+/);
  for (const piece of pieces.filter((one) => one !== '')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(piece);
    if (!match) return { problem: `Neurons must be indices and ranges like 10-20, 95; got ${piece}` };
    const first = Number(match[1]);
    const last = Number(match[2] ?? first);
    if (last < first) return { problem: `A range of neurons goes from the smaller to the larger index, got ${piece}` };
    if (last >= n) {
      return { problem: `The network has neurons 0 to ${n - 1}, got ${first >= n ? first : last}` };
    }
    for (let neuron = first; neuron <= last; neuron++) found.add(neuron);
  }
  return { neurons: [...found].toSorted((a, b) => a - b) };
}
