import type { Connectivity } from '../model/network.ts';

/** The postsynaptic neuron of each synapse, [S], in the order of the connectivity. */
export function postsynapticNeurons({ rowStart, presynaptic }: Connectivity): Int32Array<ArrayBuffer> {
  const post = new Int32Array(presynaptic.length);
  for (let i = 0; i + 1 < rowStart.length; i++) post.fill(i, rowStart[i]!, rowStart[i + 1]!);
  return post;
}
