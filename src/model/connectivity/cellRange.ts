import type { Span } from '../description.ts';
import type { PopulationRange } from '../population.ts';

/** One entry of a matrix: the synapse of neuron `pre` onto neuron `post`. */
export interface Cell {
  readonly post: number;
  readonly pre: number;
}

/** Some rows and columns of a matrix. */
export interface CellRange {
  /** Postsynaptic neurons. */
  readonly rows: Span;
  /** Presynaptic neurons. */
  readonly columns: Span;
}

/** The smallest range that holds both cells. */
export function rangeBetween(a: Cell, b: Cell): CellRange {
  return { rows: spanBetween(a.post, b.post), columns: spanBetween(a.pre, b.pre) };
}

function spanBetween(a: number, b: number): Span {
  return { first: Math.min(a, b), count: Math.abs(a - b) + 1 };
}

/** All neurons of the populations that hold a neuron of the range. */
export function blocksAround(populations: readonly PopulationRange[], { rows, columns }: CellRange): CellRange {
  const around = ({ first, count }: Span): Span => {
    const held = populations.filter((one) => one.first < first + count && first < one.first + one.count);
    const start = held[0]!.first;
    return { first: start, count: held.at(-1)!.first + held.at(-1)!.count - start };
  };
  return { rows: around(rows), columns: around(columns) };
}

export function isSameRange(a: CellRange | undefined, b: CellRange | undefined): boolean {
  return (
    a === b || (a !== undefined && b !== undefined && isSameSpan(a.rows, b.rows) && isSameSpan(a.columns, b.columns))
  );
}

export function isSameSpan(a: Span, b: Span): boolean {
  return a.first === b.first && a.count === b.count;
}

/** The cells from one to another, both included, without gaps (Bresenham, IBM Systems Journal 4:25, 1965). */
export function cellsBetween(a: Cell, b: Cell): Cell[] {
  const [across, down] = [Math.abs(b.pre - a.pre), Math.abs(b.post - a.post)];
  const [toRight, toBottom] = [Math.sign(b.pre - a.pre), Math.sign(b.post - a.post)];
  const cells = [a];
  let { pre, post } = a;
  let error = across - down;
  while (pre !== b.pre || post !== b.post) {
    const twice = 2 * error;
    if (twice >= -down) {
      error -= down;
      pre += toRight;
    }
    if (twice <= across) {
      error += across;
      post += toBottom;
    }
    cells.push({ post, pre });
  }
  return cells;
}

/** 'LN → PN', 'LN 95 → PN 0–11': who drives whom in a range. */
export function rangeName(populations: readonly PopulationRange[], { rows, columns }: CellRange): string {
  return `${spanName(populations, columns)} → ${spanName(populations, rows)}`;
}

function spanName(populations: readonly PopulationRange[], span: Span): string {
  const last = span.first + span.count - 1;
  const exact = populations.find((one) => one.count > 1 && isSameSpan(one, span));
  if (exact) return exact.name;
  const nameOf = (neuron: number): string =>
    populations.find(({ first, count }) => neuron >= first && neuron < first + count)?.name ?? '';
  const [from, to] = [nameOf(span.first), nameOf(last)];
  if (span.count === 1) return `${from} ${span.first}`;
  return from === to ? `${from} ${span.first}–${last}` : `${from} ${span.first} – ${to} ${last}`;
}
