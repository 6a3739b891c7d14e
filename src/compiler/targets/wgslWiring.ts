import type { Layout } from '../layout.ts';

/** How the synapses of one type lie in the buffer `wiring`, u32 each. */
export type SynapseAddresses =
  /** A 0/1 matrix over the type's open fractions, 32 to a word: word w of neuron i at `at + w · n + i`. */
  | { readonly form: 'bits'; readonly at: number; readonly words: number }
  /** A matrix of float32 weights, 0 where there is no synapse: that of open fraction q onto neuron i at `at + q · n + i`. */
  | { readonly form: 'weights'; readonly at: number; readonly columns: number }
  /**
   * Compressed rows: where the synapses onto neuron i start, [n + 1], and of each synapse its open fraction within the type and, where
   * they have some, its float32 weight; room for `most` of them.
   */
  | {
      readonly form: 'rows';
      readonly rowStart: number;
      readonly openFraction: number;
      readonly weight: number | undefined;
      readonly most: number;
    };

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

/** Columns of a matrix of weights are summed so many at a time; a matrix is filled up with zeros to a multiple of them. */
export const WEIGHTS_AT_ONCE = 8;

/**
 * The wiring of a network that one workgroup runs: every type as a matrix, of bits or of weights.
 * @param hasWeights by type; none has where it is left out.
 */
export function smallWiring(layout: Layout, hasWeights: readonly boolean[] = []): Wiring {
  return place(layout, hasWeights, () => true);
}

/**
 * The wiring of a network of any size. Of a type's synapses the GPU reads, per stage, a bit for each pair of a neuron and an open fraction,
 * or four bytes for each synapse: bits are taken where they are fewer, from a density of 1/32 on. Synapses with weights always lie as
 * rows, the weight of each beside it.
 */
export function largeWiring(layout: Layout, hasWeights: readonly boolean[] = []): Wiring {
  return place(layout, hasWeights, (t) => {
    const { count, ofSynapse } = layout.openFractions[t]!;
    return !hasWeights[t] && 32 * ofSynapse.length >= layout.n * count;
  });
}

/** Synapses that rows have room for: a quarter more than there are, so that some can be made while the network runs; 4 MiB of it at most. */
function roomFor(synapses: number, n: number): number {
  return synapses + Math.min(Math.max(n, Math.ceil(synapses / 4)), 2 ** 20);
}

function place(
  { n, openFractionCount: Q, openFractions }: Layout,
  hasWeights: readonly boolean[],
  isMatrix: (t: number) => boolean,
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
    synapses: openFractions.map(({ count, ofSynapse }, t): SynapseAddresses => {
      if (isMatrix(t) && hasWeights[t]) {
        const columns = WEIGHTS_AT_ONCE * Math.ceil(count / WEIGHTS_AT_ONCE);
        return { form: 'weights', at: take(columns * n), columns };
      }
      const words = Math.ceil(count / 32);
      if (isMatrix(t)) return { form: 'bits', at: take(words * n), words };
      const most = roomFor(ofSynapse.length, n);
      const [rowStart, openFraction] = [take(n + 1), take(most)];
      return { form: 'rows', rowStart, openFraction, weight: hasWeights[t] ? take(most) : undefined, most };
    }),
    length,
  };
}
