import type { PopulationRange } from '../population.ts';
import type { Matrix } from './matrix.ts';
import { countSynapses, sumWeights } from './matrixRow.ts';

/** The synapses from one population to another. */
export interface BlockCount {
  /** Postsynaptic population. */
  readonly to: string;
  /** Presynaptic population. */
  readonly from: string;
  readonly synapses: number;
  /** Pairs of different neurons: what `synapses` is out of, where no neuron is connected to itself. */
  readonly pairs: number;
  /** Of the synapses; 0 where there are none. */
  readonly meanWeight: number;
}

/** The blocks of a matrix, the first population's rows first, and among them its columns first. */
export function blockCounts({ rows }: Matrix, populations: readonly PopulationRange[]): BlockCount[] {
  return populations.flatMap((to) =>
    populations.map((from): BlockCount => {
      let synapses = 0;
      let sum = 0;
      for (let post = to.first; post < to.first + to.count; post++) {
        synapses += countSynapses(rows[post]!, from.first, from.first + from.count);
        sum += sumWeights(rows[post]!, from.first, from.first + from.count);
      }
      return blockCount(to, from, synapses, sum);
    }),
  );
}

/** @param weight of all the synapses */
export function blockCount(to: PopulationRange, from: PopulationRange, synapses: number, weight: number): BlockCount {
  const pairs = to === from ? to.count * (to.count - 1) : to.count * from.count;
  return { to: to.name, from: from.name, synapses, pairs, meanWeight: synapses === 0 ? 0 : weight / synapses };
}
