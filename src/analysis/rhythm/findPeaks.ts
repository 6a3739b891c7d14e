/** A local maximum: its index (the middle of a plateau) and how far it rises above the higher of its two bases. */
export interface Peak {
  readonly index: number;
  readonly prominence: number;
}

/**
 * Local maxima by ascending index whose prominence is `smallest` or more. The base on either side is the lowest value
 * before a higher one, or before the end (as scipy.signal.find_peaks has it).
 */
export function findPeaks(values: Float64Array, smallest: number): Peak[] {
  const peaks: Peak[] = [];
  for (let first = 1; first < values.length - 1; first++) {
    const height = values[first]!;
    if (!(values[first - 1]! < height)) continue;
    let last = first;
    while (values[last + 1] === height) last++;
    if (values[last + 1]! < height) {
      const prominence = height - Math.max(baseFrom(values, first, -1), baseFrom(values, last, 1));
      if (prominence >= smallest) peaks.push({ index: (first + last) >> 1, prominence });
    }
    first = last;
  }
  return peaks;
}

function baseFrom(values: Float64Array, peak: number, direction: 1 | -1): number {
  let base = values[peak]!;
  for (let k = peak + direction; values[k]! <= values[peak]!; k += direction) base = Math.min(base, values[k]!);
  return base;
}
