import type { Layout } from '../layout.ts';

/** How the synapses of one type lie in the buffer `wiring`, u32 each. */
export type SynapseAddresses =
  /** A 0/1 matrix over the type's open fractions, 32 to a word: word w of neuron i at `at + w · n + i`. */
  | { readonly form: 'bits'; readonly at: number; readonly words: number }
  /** Compressed rows: where the synapses onto neuron i start, [n + 1], and the open fraction of each synapse within its type. */
  | { readonly form: 'rows'; readonly rowStart: number; readonly openFraction: number };

/**
 * Addresses in a network's part of the buffer `wiring`. Before all parts stand, for each network that runs, the address of its part
 * (several may share one) and the number of its stimulus.
 */
export interface Wiring {
  /** By type: the open fraction of each neuron, numbered over all types, or NONE; [n]. Only where `isOnePerNeuron`. */
  readonly own: readonly number[];
  /** The presynaptic neuron of each open fraction, [Q]. */
  readonly presynaptic: number;
  /** Delay and length of the pulse of each open fraction in half-steps, [Q] each; signed. */
  readonly pulseDelay: number;
  readonly pulseLength: number;
  readonly synapses: readonly SynapseAddresses[];
  readonly length: number;
}

/** Columns of a matrix that a workgroup of a large network takes at a time. */
export const TILE = 256;

/** The wiring of a network that one workgroup runs: every type as bits. */
export function smallWiring(layout: Layout): Wiring {
  return place(layout, () => true);
}

/**
 * The wiring of a network of any size. Of a type's synapses the GPU reads, per stage, a bit for each pair of a neuron and an open fraction,
 * or four bytes for each synapse: bits are taken where they are fewer, from a density of 1/32 on. (A type whose synapses had weights of
 * their own would always lie as rows, a weight beside each synapse.)
 */
export function largeWiring(layout: Layout): Wiring {
  return place(layout, ({ count, ofSynapse }) => 32 * ofSynapse.length >= layout.n * count);
}

function place(
  { n, openFractionCount: Q, openFractions }: Layout,
  isDense: (type: Layout['openFractions'][number]) => boolean,
): Wiring {
  let length = 0;
  const take = (count: number): number => {
    length += count;
    return length - count;
  };
  return {
    presynaptic: take(Q),
    pulseDelay: take(Q),
    pulseLength: take(Q),
    own: openFractions.map(() => take(n)),
    synapses: openFractions.map((type): SynapseAddresses => {
      const words = Math.ceil(type.count / 32);
      if (isDense(type)) return { form: 'bits', at: take(words * n), words };
      return { form: 'rows', rowStart: take(n + 1), openFraction: take(type.ofSynapse.length) };
    }),
    length,
  };
}
