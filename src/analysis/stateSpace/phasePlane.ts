import type { AboutMeasure } from '../aboutMeasure.ts';
import type { Signal } from '../signal.ts';

/** Two variables against each other; arrays have equal lengths. */
export interface PhasePlane {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** ms. */
  readonly time: Float64Array;
  /** ms from point to point: a multiple of the samples' where there are many. */
  readonly interval: number;
  /** Pearson's correlation of all samples; NaN where one of the variables does not vary. */
  readonly correlation: number;
}

export const ABOUT_PHASE_PLANE: AboutMeasure = {
  title: 'Phase plane',
  formula: '(x(t), y(t)); dx/dt = (x(t + Δt) − x(t − Δt)) / 2Δt; r = cov(x, y) / √(var x · var y)',
  window: 'all recorded rows of the range that both variables have; every k-th beyond 20 000 points',
  unit: 'those of the variables; r has none',
  source: 'Izhikevich 2007, Dynamical Systems in Neuroscience, chapter 4',
};

const MOST_POINTS = 20_000;
/** Share of a sample. */
const ROUNDING = 1e-6;

/** Central differences, per ms; one-sided at both ends. */
export function slopeOf({ samples, interval, start }: Signal): Signal {
  const last = samples.length - 1;
  const slope = Float64Array.from(samples, (_, k) => {
    const [before, after] = [Math.max(0, k - 1), Math.min(last, k + 1)];
    return (samples[after]! - samples[before]!) / ((after - before) * interval);
  });
  return { samples: slope, interval, start };
}

/**
 * @param x and y, sampled at the same times where both were.
 * @throws RangeError when their intervals differ, or they have no time in common.
 */
export function phasePlane(x: Signal, y: Signal): PhasePlane {
  const { interval } = x;
  if (Math.abs(y.interval - interval) > ROUNDING * interval) {
    throw new RangeError(
      `a phase plane of variables every ${interval} and every ${y.interval} ms: expected one interval`,
    );
  }
  const start = Math.max(x.start, y.start);
  const [skipX, skipY] = [x.start, y.start].map((from) => Math.round((start - from) / interval)) as [number, number];
  const count = Math.min(x.samples.length - skipX, y.samples.length - skipY);
  if (count < 1) throw new RangeError('the two variables were recorded at different times: there is no common stretch');
  const [xs, ys] = [x.samples.subarray(skipX, skipX + count), y.samples.subarray(skipY, skipY + count)];
  const stride = Math.ceil(count / MOST_POINTS);
  const points = Math.ceil(count / stride);
  return {
    x: Float64Array.from({ length: points }, (_, k) => xs[k * stride]!),
    y: Float64Array.from({ length: points }, (_, k) => ys[k * stride]!),
    time: Float64Array.from({ length: points }, (_, k) => start + k * stride * interval),
    interval: stride * interval,
    correlation: correlationOf(xs, ys),
  };
}

function correlationOf(x: Float64Array | Float32Array, y: Float64Array | Float32Array): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    const [dx, dy] = [x[k]! - meanX, y[k]! - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : NaN;
}

function meanOf(values: Float64Array | Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
