/** How far a band reaches on either side of a mean. */
export const BAND_KINDS = ['deviation', 'interval'] as const;
export type BandKind = (typeof BAND_KINDS)[number];

/** Of each place in several arrays of one length, over those that have a number there; NaN where none has, and for the width where one has. */
export interface MeanBand {
  readonly mean: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A mean of n numbers and half the width of its band. */
export interface MeanOf {
  readonly mean: number;
  /** NaN with fewer than two numbers. */
  readonly width: number;
  readonly n: number;
}

/**
 * Mean and band of numbers. 'deviation': ± one standard deviation of the sample, √(Σ(x − x̄)²/(n − 1)). 'interval': the 95 % confidence
 * interval of the mean, ± t(0.975, n − 1) s/√n, for numbers that are normally distributed (Student 1908, Biometrika 6). What is not a number
 * takes no part.
 * @throws RangeError for the interval of more than MOST_OF_INTERVAL numbers.
 */
export function meanOf(values: ArrayLike<number>, kind: BandKind): MeanOf {
  let n = 0;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k]!)) continue;
    sum += values[k]!;
    n++;
  }
  const mean = n > 0 ? sum / n : NaN;
  if (n < 2) return { mean, width: NaN, n };
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    if (Number.isFinite(values[k]!)) squares += (values[k]! - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / (n - 1));
  return { mean, width: kind === 'deviation' ? deviation : (studentQuantile(n - 1) * deviation) / Math.sqrt(n), n };
}

/** The same at every place of several arrays; a shorter one takes no part where it has ended. */
export function meanBand(arrays: readonly Float64Array[], kind: BandKind): MeanBand {
  const length = arrays.reduce((most, one) => Math.max(most, one.length), 0);
  const [mean, lower, upper] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const column = new Float64Array(arrays.length);
  for (let k = 0; k < length; k++) {
    arrays.forEach((one, a) => (column[a] = one[k] ?? NaN));
    const at = meanOf(column, kind);
    mean[k] = at.mean;
    lower[k] = at.mean - at.width;
    upper[k] = at.mean + at.width;
  }
  return { mean, lower, upper };
}

/** t(0.975, ν) for ν = 1 … 31, from scipy.stats.t.ppf(0.975, ν) of SciPy 1.17. */
const STUDENT = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985,
  2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658,
  2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272, 2.039513,
];

/** The most numbers of which a 95 % interval is told. */
const MOST_OF_INTERVAL = STUDENT.length + 1;

function studentQuantile(degrees: number): number {
  const known = STUDENT[degrees - 1];
  if (known !== undefined) return known;
  throw new RangeError(`the 95 % interval of ${degrees + 1} numbers: expected up to ${MOST_OF_INTERVAL}`);
}
