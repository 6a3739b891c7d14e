import { populationRanges } from '../../model/buildNetwork.ts';
import { blockCounts } from '../../model/connectivity/blockCounts.ts';
import type { BlockCount } from '../../model/connectivity/blockCounts.ts';
import type { Matrix } from '../../model/connectivity/matrix.ts';
import type { MatrixCache } from '../../model/connectivity/matrixCache.ts';
import type { NetworkDescription } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { makeMatrix } from '../edits/matrixEdits.ts';
import { fromTo } from './fromTo.ts';

/**
 * The blocks in which the matrices of two networks of the same neurons differ, counted in the matrices themselves: 'LN → LN block of GABA: 435
 * synapses → 0', 'LN → PN block of GABA: mean weight 1 → 0.5', 'PN → LN block of ACh: 12 of 1,350 synapses elsewhere'.
 */
export function matrixDifferences(matrices: MatrixCache, a: NetworkDescription, b: NetworkDescription): string[] {
  if (a.matrices === b.matrices && a.seed === b.seed) return [];
  const model = PRESETS[a.preset];
  const populations = populationRanges(model, a.n, a.counts);
  return model.synapses.flatMap(({ name }) => {
    const [from, to] = [makeMatrix({ matrices }, a, name), makeMatrix({ matrices }, b, name)];
    if (from === to) return [];
    const before = blockCounts(from, populations);
    return blockCounts(to, populations).flatMap((after, block) => {
      const change = blockChange(before[block]!, after, cellsChanged(from, to, populations, after));
      return change ? [`${after.from} → ${after.to} block of ${name}: ${change}`] : [];
    });
  });
}

function blockChange(before: BlockCount, after: BlockCount, changed: Changed): string | undefined {
  const count = (synapses: number): string => synapses.toLocaleString('en');
  if (before.synapses !== after.synapses) return `${count(before.synapses)} synapses → ${count(after.synapses)}`;
  if (changed.added > 0) return `${count(changed.added)} of ${count(after.synapses)} synapses elsewhere`;
  if (changed.weights === 0) return undefined;
  if (before.meanWeight !== after.meanWeight) return `mean weight ${fromTo(before.meanWeight, after.meanWeight)}`;
  return `other weights of ${count(changed.weights)} synapses`;
}

/** Synapses of a block that only the second matrix has, and those of both that have another weight. */
interface Changed {
  added: number;
  weights: number;
}

function cellsChanged(a: Matrix, b: Matrix, populations: readonly PopulationRange[], block: BlockCount): Changed {
  const [to, from] = [block.to, block.from].map((name) => populations.find((one) => one.name === name)!);
  const changed: Changed = { added: 0, weights: 0 };
  for (let post = to!.first; post < to!.first + to!.count; post++) {
    const [before, after] = [a.rows[post]!, b.rows[post]!];
    if (before === after) continue;
    for (let pre = from!.first; pre < from!.first + from!.count; pre++) {
      if (before[pre] === after[pre]) continue;
      if (before[pre] === 0) changed.added++;
      else if (after[pre] !== 0) changed.weights++;
    }
  }
  return changed;
}
