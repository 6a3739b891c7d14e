import type { MatrixDescription, MatrixPatch, MatrixStart } from '../description.ts';
import type { SynapseType } from '../model.ts';
import type { PopulationRange } from '../population.ts';
import { randomStream } from '../random.ts';
import { checkMatrix } from './checkPatch.ts';
import { drawMatrix, generateMatrix } from './generateMatrix.ts';
import { compressRows, emptyRows, rowsOf, type Matrix } from './matrix.ts';
import type { MatrixRow } from './matrixRow.ts';
import { patchMatrix } from './patchMatrix.ts';

/** What a matrix depends on besides its description. */
export interface MatrixContext {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** The model's synapse types in their order: matrices that the network's seed draws come out of one stream. */
  readonly types: readonly SynapseType[];
  readonly seed: number;
}

/** A matrix as it was after some patches. */
interface Version {
  readonly type: string;
  readonly start: MatrixStart;
  readonly allowsSelf: boolean;
  readonly patches: readonly MatrixPatch[];
  readonly matrix: Matrix;
  /** Of the list of rows, and those that it does not share with the version it was made from. */
  readonly bytes: number;
}

/** The matrices of one size and seed. */
interface Held {
  readonly context: MatrixContext;
  /** Those that were used last come first. */
  versions: Version[];
  /** What the network's seed draws, by type. */
  drawn?: ReadonlyMap<string, MatrixRow[]>;
}

type CompressedRows = ReturnType<typeof compressRows>;

const DRAWN: MatrixDescription = { start: { kind: 'drawn' }, patches: [] };

/** A document and a run of another size beside it. */
const MOST_CONTEXTS = 2;

/** Versions beyond either are forgotten, and made again when they are asked for; the last one always stays. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_VERSIONS = 100;

/** Of versions that differ in their last patch: a stroke is one for each frame, and must not push out what can be undone. */
const MOST_SIBLINGS = 4;

/**
 * Makes matrices from descriptions. It keeps the versions used last, which share the rows in which they do not differ: one more patch
 * costs no more than itself, and one patch fewer nothing. The same description is answered with the same object, and no later
 * call changes what was returned.
 */
export class MatrixCache {
  private held: Held[] = [];
  /** The synapses that were asked for last, by type. */
  private readonly compressed = new Map<string, { readonly matrix: Matrix; readonly rows: CompressedRows }>();

  /** @throws RangeError with a sentence when a given matrix is not for n neurons, or a patch reaches beyond them. */
  matrixOf(type: SynapseType, description: MatrixDescription = DRAWN, context: MatrixContext): Matrix {
    const held = this.heldFor(context);
    const { start, patches, allowsSelf = false } = description;
    const nearest = findNearest(held.versions, type.name, description);
    const from = nearest ?? { type: type.name, start, allowsSelf, patches: [], ...makeStart(type, description, held) };
    keep(held, from);
    let version = from;
    // The steps on the way are kept too: who goes back once goes back twice.
    for (let p = from.patches.length; p < patches.length; p++) {
      const matrix = patchMatrix(version.matrix, patches[p]!, allowsSelf);
      version = { ...from, patches: patches.slice(0, p + 1), matrix, bytes: bytesOf(matrix, version.matrix) };
      keep(held, version);
    }
    return version.matrix;
  }

  /** The synapses of a matrix row by row: the same arrays as the last time where it is the same matrix. */
  synapsesOf(...of: Parameters<MatrixCache['matrixOf']>): CompressedRows {
    const matrix = this.matrixOf(...of);
    const { name } = of[0];
    const last = this.compressed.get(name);
    if (last?.matrix === matrix) return last.rows;
    const rows = compressRows(matrix);
    this.compressed.set(name, { matrix, rows });
    return rows;
  }

  private heldFor(context: MatrixContext): Held {
    const held = this.held.find((one) => isSameContext(one.context, context)) ?? { context, versions: [] };
    this.held = [held, ...this.held.filter((one) => one !== held)].slice(0, MOST_CONTEXTS);
    return held;
  }
}

/** The version from which the fewest patches are missing. */
function findNearest(versions: readonly Version[], type: string, description: MatrixDescription): Version | undefined {
  const { start, patches, allowsSelf = false } = description;
  let nearest: Version | undefined;
  for (const version of versions) {
    const isOnTheWay =
      version.type === type &&
      version.allowsSelf === allowsSelf &&
      isSameStart(version.start, start) &&
      startsWith(patches, version.patches);
    if (isOnTheWay && version.patches.length >= (nearest?.patches.length ?? 0)) nearest = version;
  }
  return nearest;
}

/** Looks at the last one first: most lists differ there. */
function startsWith(patches: readonly MatrixPatch[], first: readonly MatrixPatch[]): boolean {
  if (first.length > patches.length) return false;
  for (let p = first.length - 1; p >= 0; p--) if (first[p] !== patches[p]) return false;
  return true;
}

function isSameStart(a: MatrixStart, b: MatrixStart): boolean {
  return a === b || (a.kind === b.kind && (a.kind === 'drawn' || a.kind === 'none'));
}

function keep(held: Held, version: Version): void {
  let bytes = 0;
  let siblings = 0;
  held.versions = [version, ...held.versions.filter((one) => one !== version)].filter((one, v) => {
    if (areSiblings(one, version) && ++siblings > MOST_SIBLINGS) return false;
    bytes += one.bytes;
    return v === 0 || (bytes <= MOST_BYTES && v < MOST_VERSIONS);
  });
}

/** Whether both are one patch away from the same version. */
function areSiblings(a: Version, b: Version): boolean {
  return (
    a.patches.length > 0 &&
    a.patches.length === b.patches.length &&
    a.patches.at(-2) === b.patches.at(-2) &&
    a.type === b.type &&
    a.allowsSelf === b.allowsSelf &&
    isSameStart(a.start, b.start)
  );
}

function makeStart(type: SynapseType, description: MatrixDescription, held: Held): Pick<Version, 'matrix' | 'bytes'> {
  const { context } = held;
  const { n } = context;
  const { start, allowsSelf = false } = description;
  checkMatrix(type.name, description, n);
  const rows = startRows(type, start, allowsSelf, held);
  const matrix = { n, rows: allowsSelf ? rows : rows.map(withoutSelf) };
  return { matrix, bytes: bytesOf(matrix, undefined) };
}

function startRows(type: SynapseType, start: MatrixStart, allowsSelf: boolean, held: Held): MatrixRow[] {
  const { n, populations } = held.context;
  switch (start.kind) {
    case 'drawn':
      held.drawn ??= drawAll(held.context);
      return held.drawn.get(type.name)!;
    case 'none':
      return emptyRows(n);
    case 'given':
      return rowsOf(start.weights, n);
    default:
      return generateMatrix(start, populations, n, allowsSelf);
  }
}

function withoutSelf(row: MatrixRow, post: number): MatrixRow {
  if (row[post] === 0) return row;
  const own = row.slice();
  own[post] = 0;
  return own;
}

/** A row without synapses that many share counts once. */
function bytesOf({ rows }: Matrix, from: Matrix | undefined): number {
  let bytes = 8 * rows.length;
  rows.forEach((row, post) => {
    if (row !== from?.rows[post] && row !== rows[post - 1]) bytes += row.byteLength;
  });
  return bytes;
}

function isSameContext(a: MatrixContext, b: MatrixContext): boolean {
  return (
    a.n === b.n &&
    a.seed === b.seed &&
    a.types === b.types &&
    a.populations.every(({ count }, p) => count === b.populations[p]?.count)
  );
}

/** All of them, whether they are used or not: a matrix that comes from elsewhere leaves the draws of the others alone. */
function drawAll({ n, populations, types, seed }: MatrixContext): ReadonlyMap<string, MatrixRow[]> {
  const draws = randomStream(seed, 'connectivity');
  return new Map(types.map((type) => [type.name, drawMatrix(type, populations, n, draws)]));
}
