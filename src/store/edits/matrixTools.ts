import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Cell, CellRange } from '../../model/connectivity/cellRange.ts';

/** What the pointer and the Enter key do with cells. */
export const MATRIX_MODES = ['paint', 'erase', 'select'] as const;
export type MatrixMode = (typeof MATRIX_MODES)[number];

/** Which cells at once: the one under the pointer, those of a rectangle, or a population's part of a row, of a column, or of both. */
export const MATRIX_SHAPES = ['cell', 'rectangle', 'row', 'column', 'block'] as const;
export type MatrixShape = (typeof MATRIX_SHAPES)[number];

/** The tools in hand and what they point at; the matrix itself stands in the document. */
export interface MatrixTools {
  readonly mode: MatrixMode;
  readonly shape: MatrixShape;
  /** What is painted. */
  readonly weight: number;
  /** The part that is seen: first row and column, in cells, and CSS pixels of a cell; undefined: all of it. */
  readonly view: { readonly row: number; readonly column: number; readonly cell: number } | undefined;
  /** Under the pointer; over an axis a row or a column alone. */
  readonly hovered: Partial<Cell>;
  /** Where keys act. */
  readonly cursor: Cell | undefined;
  /** Whether the cursor was moved last by keys. */
  readonly isCursorShown: boolean;
  readonly selection: CellRange | undefined;
  /** What would change if the pointer were pressed or let go. */
  readonly preview: CellRange | undefined;
  /** Why the last edit was refused, in one sentence. */
  readonly problem: string | undefined;
}

export type MatrixToolStore = StoreApi<MatrixTools>;

/** As a matrix is shown first. */
export const NOTHING_POINTED_AT = {
  view: undefined,
  hovered: {},
  cursor: undefined,
  isCursorShown: false,
  selection: undefined,
  preview: undefined,
} as const;

export function createMatrixToolStore(): MatrixToolStore {
  return createStore<MatrixTools>(() => ({
    mode: 'paint',
    shape: 'cell',
    weight: 1,
    problem: undefined,
    ...NOTHING_POINTED_AT,
  }));
}
