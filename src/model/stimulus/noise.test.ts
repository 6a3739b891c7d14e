import { describe, expect, test } from 'vitest';
import { OrnsteinUhlenbeck, noiseSampleAt } from './noise.ts';

const NEURONS = Uint32Array.from({ length: 200 }, (_, i) => 3 * i);
const SAMPLES = 4000;
/** ms; 40 samples of 0.1 ms. */
const TAU = 4;

/** [sample][neuron]. */
function read(noise: OrnsteinUhlenbeck, samples = SAMPLES): Float64Array[] {
  return Array.from({ length: samples }, (_, k) => noise.read(k).slice());
}

function mean(values: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const value of values) [sum, count] = [sum + value, count + 1];
  return sum / count;
}

const VALUES = read(new OrnsteinUhlenbeck(TAU, 7, NEURONS));

/** Mean of x(k) · x(k + lag) over neurons and time. */
function autocovariance(lag: number): number {
  return mean(VALUES.slice(0, -lag).map((row, k) => mean(row.map((x, i) => x * VALUES[k + lag]![i]!))));
}

describe('Ornstein-Uhlenbeck noise', () => {
  // 200 neurons × 400 ms / (2 tau) are 10,000 independent values: a standard error of 0.01; the bounds are four of them.
  test('has mean 0, standard deviation 1 and a correlation of 1/e after tau', () => {
    expect(Math.abs(mean(VALUES.map(mean)))).toBeLessThan(0.04);
    expect(Math.abs(mean(VALUES.map((row) => mean(row.map((x) => x * x)))) - 1)).toBeLessThan(0.06);
    for (const share of [0.25, 0.5, 1, 2]) {
      expect(Math.abs(autocovariance(Math.round((share * TAU) / 0.1)) - Math.exp(-share)), `${share} tau`).toBeLessThan(
        0.06,
      );
    }
  });

  test('is as wide at its start as later', () => {
    const wide = new OrnsteinUhlenbeck(
      TAU,
      1,
      Uint32Array.from({ length: 10_000 }, (_, i) => i),
    );
    // The variance of 10,000 values has a standard error of sqrt(2 / 10,000) = 0.014.
    for (const sample of [0, 1, 64, 127, 128, 1000]) {
      expect(Math.abs(mean(wide.read(sample).map((x) => x * x)) - 1), `sample ${sample}`).toBeLessThan(0.06);
    }
  });

  test("takes Gillespie's exact step: what a value adds to the one before is white, and as wide as it has to be", () => {
    const kept = Math.exp(-0.1 / TAU);
    const variance = 1 - kept ** 2;
    const innovations = VALUES.slice(1).map((row, k) => row.map((x, i) => x - kept * VALUES[k]![i]!));
    // 800,000 independent values: relative standard errors of 0.0016 and 0.0011.
    expect(Math.abs(mean(innovations.map((row) => mean(row.map((x) => x * x)))) / variance - 1)).toBeLessThan(0.01);
    for (const lag of [1, 2, 3, 64]) {
      const products = innovations
        .slice(lag)
        .map((row, k) => mean(row.map((x, i) => (x * innovations[k]![i]!) / variance)));
      expect(Math.abs(mean(products)), `lag ${lag}`).toBeLessThan(0.006);
    }
  });

  test('is another one in every neuron', () => {
    const both = NEURONS.slice(1).map((_, i) => i);
    const correlations = Array.from(both, (i) => mean(VALUES.map((row) => row[i]! * row[i + 1]!)));
    // 50 independent values each: a standard error of 0.14; of the mean over 199 pairs 0.01.
    expect(Math.max(...correlations.map(Math.abs))).toBeLessThan(0.7);
    expect(Math.abs(mean(correlations))).toBeLessThan(0.04);
  });

  test('does not depend on the order in which it is read, nor on who else has some', () => {
    const noise = new OrnsteinUhlenbeck(TAU, 7, NEURONS);
    for (const sample of [3999, 3998, 0, 1, 2, 3, 128, 127, 70, 2000, 2001, 300]) {
      expect(noise.read(sample), `sample ${sample}`).toEqual(VALUES[sample]);
    }
    const [alone] = new OrnsteinUhlenbeck(TAU, 7, NEURONS.slice(5, 6)).read(1234);
    expect(alone).toBe(VALUES[1234]![5]);
  });

  test('has no seam between 6.5 s and 6.6 s, where one draw from the coarsest grid follows the other', () => {
    const slow = new OrnsteinUhlenbeck(20, 3, NEURONS);
    const rows = Array.from({ length: 400 }, (_, k) => slow.read(2 ** 16 - 200 + k).slice());
    const kept = Math.exp(-0.1 / 20);
    const steps = rows.slice(1).map((row, k) => mean(row.map((x, i) => (x - kept * rows[k]![i]!) ** 2)));
    // Each is the mean of 200 squares: a relative standard error of 0.1.
    for (const step of steps) expect(Math.abs(step / (1 - kept ** 2) - 1)).toBeLessThan(0.5);
  });

  test('another seed gives another noise', () => {
    expect(new OrnsteinUhlenbeck(TAU, 8, NEURONS).read(50)).not.toEqual(VALUES[50]);
  });
});

test('a value holds for 0.1 ms from the onset on', () => {
  expect([100, 100.09, 100.1, 100.19, 100.2, 100.3].map((t) => noiseSampleAt(t, 100))).toEqual([0, 0, 1, 1, 2, 3]);
});
