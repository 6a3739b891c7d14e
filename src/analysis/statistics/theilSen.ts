/**
 * The line y = intercept + slope · x of Theil and Sen: the median of the slopes of all pairs, and the median of y less
 * slope times the median of x. Up to 29 % of the points may lie anywhere. x must have two different values at least.
 */
export function theilSen(x: Float64Array, y: Float64Array): { readonly slope: number; readonly intercept: number } {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) if (x[i] !== x[j]) slopes.push((y[j]! - y[i]!) / (x[j]! - x[i]!));
  }
  const slope = median(Float64Array.from(slopes));
  return { slope, intercept: median(y) - slope * median(x) };
}

/** NaN of nothing. */
function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
