import type { PopulationRange } from '../population.ts';
import { blockCount, type BlockCount } from './blockCounts.ts';
import type { Matrix } from './matrix.ts';
import { areSameRows, countSynapses, sumWeights, tallySynapses } from './matrixRow.ts';
import type { MatrixRow } from './matrixRow.ts';

/** What is in a matrix, counted. */
export interface SynapseCounts {
  readonly synapses: number;
  /** Synapses onto each neuron, [n]. */
  readonly inDegree: Uint32Array;
  /** Synapses of each neuron onto others, [n]. */
  readonly outDegree: Uint32Array;
  /** As `blockCounts` has them. */
  readonly blocks: readonly BlockCount[];
}

/** What was counted of each row: synapses and the sum of their weights by presynaptic population, [n, populations]. */
interface RowCounts {
  readonly synapses: Uint32Array;
  readonly weight: Float64Array;
}

/** Counts matrices; of one that shares rows with the one before only the other rows are counted. */
export class SynapseCounter {
  private matrix: Matrix | undefined;
  private key = '';
  private ofRows: RowCounts = { synapses: new Uint32Array(0), weight: new Float64Array(0) };
  private counts: SynapseCounts | undefined;

  /** @param populations which divide the matrix's n neurons without gaps. */
  count(matrix: Matrix, populations: readonly PopulationRange[]): SynapseCounts {
    const { n, rows } = matrix;
    const key = populations.map(({ name, count }) => `${name} ${count}`).join();
    const canGoOn = this.counts !== undefined && this.matrix?.n === n && this.key === key;
    if (canGoOn && this.matrix === matrix) return this.counts!;
    if (!canGoOn) {
      const length = n * populations.length;
      this.ofRows = { synapses: new Uint32Array(length), weight: new Float64Array(length) };
    }
    const before = canGoOn ? this.matrix!.rows : [];
    const changed = Array.from(rows.keys()).filter((post) => !before[post] || !areSameRows(rows[post]!, before[post]));
    // Where most rows are others, all are added up anew instead of taking away as many as come.
    const isAnew = 2 * changed.length > n;
    const outDegree = isAnew ? new Uint32Array(n) : this.counts!.outDegree.slice();
    if (isAnew) for (const row of rows) tallySynapses(row, outDegree, 1);
    for (const post of changed) {
      if (!isAnew) {
        tallySynapses(before[post]!, outDegree, -1);
        tallySynapses(rows[post]!, outDegree, 1);
      }
      this.countRow(rows[post]!, post, populations);
    }
    this.counts = { ...this.sum(populations), outDegree };
    this.matrix = matrix;
    this.key = key;
    return this.counts;
  }

  private countRow(row: MatrixRow, post: number, populations: readonly PopulationRange[]): void {
    populations.forEach(({ first, count }, from) => {
      const place = post * populations.length + from;
      this.ofRows.synapses[place] = countSynapses(row, first, first + count);
      this.ofRows.weight[place] = sumWeights(row, first, first + count);
    });
  }

  private sum(populations: readonly PopulationRange[]): Omit<SynapseCounts, 'outDegree'> {
    const n = populations.reduce((sum, { count }) => sum + count, 0);
    const inDegree = new Uint32Array(n);
    const blocks = populations.flatMap((to) =>
      populations.map((from, p): BlockCount => {
        let synapses = 0;
        let weight = 0;
        for (let post = to.first; post < to.first + to.count; post++) {
          const place = post * populations.length + p;
          inDegree[post]! += this.ofRows.synapses[place]!;
          synapses += this.ofRows.synapses[place]!;
          weight += this.ofRows.weight[place]!;
        }
        return blockCount(to, from, synapses, weight);
      }),
    );
    return { synapses: blocks.reduce((sum, block) => sum + block.synapses, 0), inDegree, blocks };
  }
}
