import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { proposeMatrix } from '../../files/proposeMatrix.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { Matrix } from '../../model/connectivity/matrix.ts';
import { MatrixCache } from '../../model/connectivity/matrixCache.ts';
import type { MatrixPatch, Span } from '../../model/description.ts';
import { nerveflow } from '../../model/presets.ts';
import { randomStream } from '../../model/random.ts';
import { applyEdit, editBetween } from '../../simulation/runEdit.ts';
import type { Lab } from '../lab.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { withNetwork } from '../labDocument.ts';
import {
  applyPatch,
  clearMatrix,
  generateMatrix,
  matrixOf,
  paintCells,
  setAllowsSelf,
  transposeMatrix,
  takeModelMatrix,
} from './matrixEdits.ts';
import { matrixFileName, pasteTable, readMatrixFile, takeMatrixFile, writeMatrixFile } from './matrixTables.ts';
import { setUp } from '../testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const N = 6;
const TYPE = 'GABA';
const [ACH, GABA] = nerveflow.synapses as [(typeof nerveflow.synapses)[0], (typeof nerveflow.synapses)[0]];
const POPULATIONS = populationRanges(nerveflow, N);
const CONTEXT = { n: N, populations: POPULATIONS, types: nerveflow.synapses, seed: 1 };
const NEURONS = Array.from({ length: N }, (_, i) => i);

/** Row by row. */
type Table = readonly (readonly number[])[];

/** What a user did, as simply as it can be said: a start, and functions from table to table. */
interface Naive {
  readonly start: Table;
  readonly steps: readonly (((table: Table) => Table) | 'transpose')[];
  readonly allowsSelf: boolean;
}

const map = (table: Table, change: (weight: number, post: number, pre: number) => number): Table =>
  table.map((row, post) => row.map((weight, pre) => Math.fround(change(weight, post, pre)) + 0));
const transposed = (table: Table): Table => NEURONS.map((post) => NEURONS.map((pre) => table[pre]![post]!));
const isIn = ({ first, count }: Span, i: number): boolean => i >= first && i < first + count;

function tableOf({ start, steps, allowsSelf }: Naive): Table {
  const clear = (table: Table): Table =>
    allowsSelf ? table : map(table, (weight, post, pre) => (post === pre ? 0 : weight));
  return steps.reduce((table, step) => clear(step === 'transpose' ? transposed(table) : step(table)), clear(start));
}

function naivePatch(patch: MatrixPatch): (table: Table) => Table {
  switch (patch.kind) {
    case 'cells':
      return (table) => {
        const weights = new Map(
          Array.from(patch.cells, (cell, k) => [
            cell,
            Number(typeof patch.weights === 'number' ? patch.weights : patch.weights[k]),
          ]),
        );
        return map(table, (weight, post, pre) => weights.get(post * N + pre) ?? weight);
      };
    case 'block':
      return (table) => {
        const draws = randomStream(patch.seed ?? 0, 'matrixPatch');
        return map(table, (weight, post, pre) => {
          if (!isIn(patch.rows, post) || !isIn(patch.columns, pre)) return weight;
          return patch.probability === undefined || draws.uniform() < patch.probability ? patch.weight : 0;
        });
      };
    case 'scale':
      return (table) =>
        map(table, (weight, post, pre) =>
          isIn(patch.rows, post) && isIn(patch.columns, pre) ? weight * patch.factor : weight,
        );
    case 'draw':
      return (table) => {
        const { rows, columns, distribution } = patch;
        if (distribution.kind !== 'gradient') throw new TypeError('only gradients can be said without draws');
        const { first, last } = distribution;
        const isMeant = (post: number, pre: number): boolean =>
          table[post]![pre] !== 0 && isIn(rows, post) && isIn(columns, pre);
        const count = NEURONS.flatMap((post) => NEURONS.filter((pre) => isMeant(post, pre))).length;
        let k = 0;
        return map(table, (weight, post, pre) =>
          isMeant(post, pre) ? first + (last - first) * (count > 1 ? k++ / (count - 1) : 0) : weight,
        );
      };
    case 'transpose':
      return transposed;
  }
}

const readTable = ({ rows }: Matrix): Table => rows.map((row) => [...row]);
const EMPTY = NEURONS.map(() => NEURONS.map(() => 0));
const DRAWN = readTable(new MatrixCache().matrixOf(GABA, undefined, CONTEXT));

const weight = fc.oneof(fc.constantFrom(0, -0, 1, 0.5, -1), fc.float({ min: -100, max: 100, noNaN: true }));
const span = fc.tuple(fc.nat(N), fc.nat(N)).map(([a, b]): Span => ({ first: Math.min(a, b), count: Math.abs(a - b) }));
const cells = fc.array(fc.nat(N * N - 1), { minLength: 1, maxLength: 8 }).map((list) => Uint32Array.from(list));
const seed = fc.nat(1000);

const patch: fc.Arbitrary<MatrixPatch> = fc.oneof(
  fc.array(fc.tuple(fc.nat(N * N - 1), weight), { maxLength: 8 }).map((list): MatrixPatch => ({
    kind: 'cells',
    n: N,
    cells: Uint32Array.from(list, ([cell]) => cell),
    weights: Float32Array.from(list, ([, one]) => one),
  })),
  fc.record({ kind: fc.constant('block' as const), rows: span, columns: span, weight }),
  fc.record({
    kind: fc.constant('block' as const),
    rows: span,
    columns: span,
    weight,
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    seed,
  }),
  fc.record({
    kind: fc.constant('scale' as const),
    rows: span,
    columns: span,
    factor: fc.constantFrom(0, -1, 0.5, 1, 3, -40),
  }),
  fc.record({
    kind: fc.constant('draw' as const),
    rows: span,
    columns: span,
    distribution: fc.record({
      kind: fc.constant('gradient' as const),
      first: fc.integer({ min: -100, max: 100 }),
      last: fc.integer({ min: -100, max: 100 }),
    }),
    seed,
  }),
);

type Edit =
  | { readonly kind: 'patch'; readonly patch: MatrixPatch }
  | { readonly kind: 'paint'; readonly cells: Uint32Array; readonly weight: number; readonly isStroke: boolean }
  | { readonly kind: 'self'; readonly isAllowed: boolean }
  | { readonly kind: 'paste'; readonly row: number; readonly column: number; readonly weights: readonly number[] }
  | { readonly kind: 'file'; readonly format: 'npy' | 'csv'; readonly isTransposed: boolean }
  | { readonly kind: 'transpose' | 'clear' | 'model' | 'allToAll' };

type Command = Edit | { readonly kind: 'undo' } | { readonly kind: 'redo' };

const command: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('patch' as const), patch }), weight: 4 },
  { arbitrary: fc.record({ kind: fc.constant('paint' as const), cells, weight, isStroke: fc.boolean() }), weight: 6 },
  fc.record({ kind: fc.constant('self' as const), isAllowed: fc.boolean() }),
  fc.record({
    kind: fc.constant('paste' as const),
    row: fc.nat(N - 2),
    column: fc.nat(N - 2),
    weights: fc.array(weight, { minLength: 4, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    format: fc.constantFrom('npy' as const, 'csv' as const),
    isTransposed: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('transpose' as const, 'clear' as const, 'model' as const, 'allToAll' as const) }),
  { arbitrary: fc.constantFrom({ kind: 'undo' as const }, { kind: 'redo' as const }), weight: 5 },
);

/** The naive matrix after a command of a user; the same object where nothing was to be done. */
function after(before: Naive, now: Table, one: Edit): Naive {
  const { steps, allowsSelf } = before;
  switch (one.kind) {
    case 'patch': {
      const next = { ...before, steps: [...steps, naivePatch(one.patch)] };
      const isRefused = tableOf(next).some((row) => row.some((value) => Math.abs(value) > 100));
      return isRefused ? before : next;
    }
    case 'paint': {
      const wanted = Math.fround(one.weight) + 0;
      const fresh = one.cells.filter((cell) => {
        const post = Math.floor(cell / N);
        return (allowsSelf || post !== cell % N) && now[post]![cell % N] !== wanted;
      });
      if (fresh.length === 0) return before;
      return { ...before, steps: [...steps, naivePatch({ kind: 'cells', n: N, cells: fresh, weights: one.weight })] };
    }
    case 'self':
      return { ...before, allowsSelf: one.isAllowed };
    case 'paste': {
      const at = (k: number): number => (one.row + Math.floor(k / 2)) * N + one.column + (k % 2);
      const pasted: MatrixPatch = {
        kind: 'cells',
        n: N,
        cells: Uint32Array.from({ length: 4 }, (_, k) => at(k)),
        weights: Float32Array.from(one.weights),
      };
      return { ...before, steps: [...steps, naivePatch(pasted)] };
    }
    case 'file': {
      const start = one.isTransposed ? transposed(now) : now;
      return { start, steps: [], allowsSelf: now.some((row, i) => row[i] !== 0) };
    }
    case 'transpose':
      return { ...before, steps: steps.at(-1) === 'transpose' ? steps.slice(0, -1) : [...steps, 'transpose'] };
    case 'clear':
      return { start: EMPTY, steps: [], allowsSelf };
    case 'model':
      return { start: DRAWN, steps: [], allowsSelf: false };
    case 'allToAll':
      return { start: EMPTY.map((row) => row.map(() => 1)), steps: [], allowsSelf };
  }
}

async function perform(lab: Lab, one: Edit, gesture: string): Promise<void> {
  switch (one.kind) {
    case 'patch':
      applyPatch(lab, TYPE, one.patch, 'patched');
      return;
    case 'paint':
      paintCells(lab, TYPE, one.cells, one.weight, gesture);
      return;
    case 'self':
      return setAllowsSelf(lab, TYPE, one.isAllowed);
    case 'paste': {
      const [a, b, c, d] = one.weights;
      pasteTable(lab, TYPE, `${a}\t${b}\n${c}\t${d}`, { row: one.row, column: one.column });
      return;
    }
    case 'file': {
      const file = new File([writeMatrixFile(lab, TYPE, one.format)], matrixFileName(TYPE, one.format));
      const proposal = await readMatrixFile(lab, TYPE, file, async (read, purpose) =>
        proposeMatrix(new Uint8Array(await read.arrayBuffer()), read.name, purpose),
      );
      takeMatrixFile(lab, TYPE, proposal, one.isTransposed);
      return;
    }
    case 'transpose':
      return transposeMatrix(lab, TYPE);
    case 'clear':
      return clearMatrix(lab, TYPE);
    case 'model':
      return takeModelMatrix(lab, TYPE);
    case 'allToAll':
      generateMatrix(lab, TYPE, { kind: 'allToAll', from: ['PN', 'LN'], to: ['PN', 'LN'], seed: 1 });
  }
}

test('whatever is edited, undone, redone, saved and read: the matrix is that of a naive model, and so is the one of the worker', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 30 }), async (commands) => {
      const { lab } = setUp();
      lab.edit('6 neurons', (document) => withNetwork(document, { n: N }));
      const ach = readTable(matrixOf(lab, 'ACh'));
      const past: Naive[] = [{ start: DRAWN, steps: [], allowsSelf: false }];
      let future: Naive[] = [];
      const seen: { readonly matrix: Matrix; readonly table: Table }[] = [];
      // The worker's own cache and description, which hear of edits only.
      const worker = new MatrixCache();
      let run = describeRun(lab.document.getState());
      let strokes = 0;
      for (const one of commands) {
        if (one.kind === 'undo') {
          if (past.length > 1) {
            future = [past.pop()!, ...future];
            lab.undo();
          }
        } else if (one.kind === 'redo') {
          if (future.length > 0) past.push(future.shift()!);
          lab.redo();
        } else {
          if (!(one.kind === 'paint' && one.isStroke)) strokes++;
          vi.advanceTimersByTime(2000); // each is an entry of its own, also those of one stroke
          await perform(lab, one, `stroke ${strokes}`);
          const next = after(past.at(-1)!, tableOf(past.at(-1)!), one);
          if (next !== past.at(-1)) {
            past.push(next);
            future = [];
          }
        }
        const matrix = matrixOf(lab, TYPE);
        const table = tableOf(past.at(-1)!);
        expect(readTable(matrix)).toEqual(table);
        seen.push({ matrix, table });
        const { edit } = editBetween(run, describeRun(lab.document.getState()));
        if (edit) run = applyEdit(run, structuredClone(edit));
        expect(readTable(worker.matrixOf(GABA, run.network.matrices?.[TYPE], CONTEXT))).toEqual(table);
      }
      for (const { matrix, table } of seen) expect(readTable(matrix)).toEqual(table);
      expect(readTable(matrixOf(lab, 'ACh'))).toEqual(ach);
      expect(readTable(worker.matrixOf(ACH, undefined, CONTEXT))).toEqual(ach);
    }),
    { numRuns: 200 },
  );
});
