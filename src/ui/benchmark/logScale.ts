/** A logarithmic axis: values from `from` to `to` over pixels from `start` to `end`. */
export interface LogScale {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** The pixel of a value, which must be positive. */
export function logPosition({ from, to, start, end }: LogScale, value: number): number {
  return start + ((end - start) * Math.log(value / from)) / Math.log(to / from);
}

/** The powers of ten from `from` to `to`, both included where they are some. */
export function decades(from: number, to: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => 10 ** (first + k));
}

/** Those of `values` (ascending) that stand at least `gap` pixels apart, so that their labels do not touch. */
export function spacedValues(scale: LogScale, values: readonly number[], gap: number): readonly number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || logPosition(scale, value) - logPosition(scale, last) >= gap) kept.push(value);
  }
  return kept;
}
