import type { BlockCount } from '../model/connectivity/blockCounts.ts';
import type { FlatWeights } from '../model/connectivity/matrix.ts';
import type { SynapseType } from '../model/model.ts';
import type { PopulationRange } from '../model/population.ts';

/** What a file's matrix is for. */
export interface MatrixPurpose {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  readonly type: Pick<SynapseType, 'name' | 'from' | 'to'>;
}

/** A matrix out of a file, and how it was read. */
export interface MatrixProposal {
  /** File name. */
  readonly name: string;
  readonly n: number;
  /** [n, n] as [postsynaptic, presynaptic], if the proposal is right; Uint8Array where all are 0 and 1. */
  readonly weights: FlatWeights;
  /** Whether the rows of the file were taken as presynaptic neurons. */
  readonly isTurned: boolean;
  /** 'known': it stands in the file, follows from the populations, or makes no difference. 'assumed': the user should be asked. */
  readonly orientation: 'known' | 'assumed';
  /** One sentence: what was assumed, and why. */
  readonly reason: string;
  /** Synapses by populations in both readings: as `weights` has them, and with `weights` transposed. */
  readonly blocks: { readonly asRead: readonly BlockCount[]; readonly transposed: readonly BlockCount[] };
}
