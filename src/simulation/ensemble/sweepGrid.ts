/** How the values of an axis follow each other: at equal distances, or at equal ratios. */
export type Spacing = 'linear' | 'log';

/** Decimal digits to which the values of an axis are rounded, so that 0.1 · 3 is 0.3 in the table and in the run. */
const DIGITS = 12;

/** `count` values from the first to the last, both included; of one there is the first. */
export function spacedValues(from: number, to: number, count: number, spacing: Spacing = 'linear'): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    const value = spacing === 'log' ? from * (to / from) ** share : from + share * (to - from);
    return Number(value.toPrecision(DIGITS));
  });
}

/** Every combination of one value of each axis; the last axis changes first. Without axes there is one, of no values. */
export function combinations(axes: readonly (readonly number[])[]): number[][] {
  return axes.reduce<number[][]>(
    (before, values) => before.flatMap((chosen) => values.map((value) => [...chosen, value])),
    [[]],
  );
}

/**
 * In which order the cells of a grid tell most of it early: every 2^k-th along each axis, then every 2^(k-1)-th of those that are left, and
 * so on.
 * @param lengths of the axes
 * @returns indices into `combinations` of the axes
 */
export function coarseToFine(lengths: readonly number[]): number[] {
  const cells = combinations(lengths.map((length) => [...Array(length).keys()]));
  let stride = 2 ** Math.ceil(Math.log2(Math.max(1, ...lengths)));
  const order = new Set<number>();
  for (; stride >= 1; stride /= 2) {
    cells.forEach((at, cell) => {
      if (at.every((index) => index % stride === 0)) order.add(cell);
    });
  }
  return [...order];
}
