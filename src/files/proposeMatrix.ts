import { blockCounts } from '../model/connectivity/blockCounts.ts';
import { rowsOf, type FlatWeights } from '../model/connectivity/matrix.ts';
import { readMatrix } from './matrixFile.ts';
import type { MatrixProposal, MatrixPurpose } from './matrixProposal.ts';
import { transpose } from './transpose.ts';

type Orientation = Pick<MatrixProposal, 'isTurned' | 'orientation' | 'reason'>;

const POST_FIRST = '[postsynaptic, presynaptic]';
const PRE_FIRST = '[presynaptic, postsynaptic]';

/**
 * Reads a matrix for a network and decides which axis is which: what the file says in its name or beside its numbers counts first, then
 * which reading connects the populations that the synapse type connects; if neither tells, [postsynaptic, presynaptic] is assumed.
 * @throws FileError with a sentence for the user
 */
export function proposeMatrix(bytes: Uint8Array<ArrayBuffer>, name: string, purpose: MatrixPurpose): MatrixProposal {
  const { n, populations, type } = purpose;
  const { weights: own, remarks } = readMatrix(bytes, { name, n });
  const turned: FlatWeights = own instanceof Uint8Array ? new Uint8Array(n * n) : new Float32Array(n * n);
  transpose(own, turned, n, n);
  const blocksOf = (weights: FlatWeights) => blockCounts({ n, rows: rowsOf(weights, n) }, populations);
  const ownBlocks = blocksOf(own);
  const turnedBlocks = blocksOf(turned);
  const isSymmetric = own.every((weight, k) => weight === turned[k]);
  const decided = statedBy(remarks, name) ?? decide(ownBlocks, turnedBlocks, isSymmetric, type);
  return {
    name,
    n,
    ...decided,
    weights: decided.isTurned ? turned : own,
    blocks: decided.isTurned
      ? { asRead: turnedBlocks, transposed: ownBlocks }
      : { asRead: ownBlocks, transposed: turnedBlocks },
  };
}

function statedBy(remarks: readonly string[], name: string): Orientation | undefined {
  for (const remark of remarks) {
    const isTurned = statesPreFirst(remark);
    if (isTurned !== undefined) return known(isTurned, `the file says '${remark.slice(0, 60)}'`);
  }
  const isTurned = statesPreFirst(name);
  return isTurned === undefined ? undefined : known(isTurned, "the file's name says so");
}

function known(isTurned: boolean, why: string): Orientation {
  return { isTurned, orientation: 'known', reason: `Read as ${isTurned ? PRE_FIRST : POST_FIRST}: ${why}.` };
}

/** Whether a text names presynaptic neurons before postsynaptic ones: 'pre_post', 'rows: presynaptic, columns: postsynaptic'. */
function statesPreFirst(text: string): boolean | undefined {
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const placeOf = (pattern: RegExp): number => words.findIndex((word) => pattern.test(word));
  const pre = placeOf(/^pre(synaptic)?$/);
  const post = placeOf(/^post(synaptic)?$/);
  if (pre < 0 || post < 0) return undefined;
  const columns = placeOf(/^col(umn)?s?$/);
  const areColumnsFirst = columns >= 0 && columns < placeOf(/^rows?$/);
  return pre < post !== areColumnsFirst;
}

function decide(
  own: MatrixProposal['blocks']['asRead'],
  turned: MatrixProposal['blocks']['asRead'],
  isSymmetric: boolean,
  { name, from, to }: MatrixPurpose['type'],
): Orientation {
  const all = own.reduce((sum, { synapses }) => sum + synapses, 0);
  if (isSymmetric) {
    const why = all === 0 ? 'It holds no synapses' : 'It is symmetric';
    return { isTurned: false, orientation: 'known', reason: `${why}: both readings are the same.` };
  }
  const fitting = (blocks: typeof own): number =>
    blocks
      .filter((block) => from.includes(block.from) && to.includes(block.to))
      .reduce((sum, one) => sum + one.synapses, 0);
  const ownFit = fitting(own);
  const turnedFit = fitting(turned);
  if (ownFit === turnedFit) {
    return {
      isTurned: false,
      orientation: 'assumed',
      reason: `It cannot be told which axis is which: assumed ${POST_FIRST}, as NerveFlow saves it.`,
    };
  }
  const isTurned = turnedFit > ownFit;
  const best = Math.max(ownFit, turnedFit);
  const route = `from ${from.join(' and ')} to ${to.join(' and ')}, as those of ${name} do`;
  const share = best === all ? `all ${all} synapses` : `${best} of ${all} synapses`;
  const rest = all - best === 0 ? '' : `, ${all - best} ${all - best === 1 ? 'does' : 'do'} not`;
  return {
    isTurned,
    orientation: best === all ? 'known' : 'assumed',
    reason: `Read as ${isTurned ? PRE_FIRST : POST_FIRST}: so ${share} go ${route}${rest}; with rows and columns exchanged it would be ${Math.min(ownFit, turnedFit)}.`,
  };
}
