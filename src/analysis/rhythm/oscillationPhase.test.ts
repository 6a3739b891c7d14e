import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../model/random.ts';
import { HIGHEST_HZ, LONGEST_INTERVAL } from './averagedSpectrum.ts';
import { analyticBand, octaveAround, phaseLag, phaseStatistics, spikePhases } from './oscillationPhase.ts';

/** 500 ms of a mean voltage with a rhythm of 25 Hz that peaks at 0, 40, 80 … ms, on a drift, with a faster one on top. */
const field = {
  samples: Float64Array.from({ length: 5000 }, (_, k) => {
    const ms = k * 0.1;
    return -66 + 0.004 * ms + 1.5 * Math.cos((2 * Math.PI * ms) / 40) + 0.8 * Math.cos((2 * Math.PI * ms) / 7);
  }),
  interval: 0.1,
  start: 1000,
};
const analytic = analyticBand(field, octaveAround(25));
const spikesAt = (offset: number) => ({ time: Float64Array.from({ length: 9 }, (_, k) => 1060 + 40 * k + offset) });

test('any rhythm that a spectrum of the coarsest rows may show has a band', () => {
  const coarse = { ...field, samples: field.samples.filter((_, k) => k % 25 === 0), interval: LONGEST_INTERVAL };
  expect(() => analyticBand(coarse, octaveAround(HIGHEST_HZ))).not.toThrow();
});

test('the band keeps the rhythm, neither delayed nor smaller, and drops drift and faster rhythm', () => {
  // Away from the ends, whose mirrored continuation is not the rhythm: 3 % are left four periods from them.
  for (let ms = 160; ms < 340; ms += 0.7) {
    const k = Math.round(ms * 10);
    const angle = (2 * Math.PI * k * 0.1) / 40;
    expect(Math.abs(analytic.re[k]! - 1.5 * Math.cos(angle))).toBeLessThan(0.05);
    expect(Math.abs(analytic.im[k]! - 1.5 * Math.sin(angle))).toBeLessThan(0.05);
  }
});

test.each([
  ['at the troughs', 0, 180],
  ['at the peaks', 20, 0],
  ['a quarter after the peaks', 30, 90],
  ['a quarter before the peaks', 10, -90],
])('spikes %s have their phase, and lock fully', (_, offset, degrees) => {
  const { mean, vectorStrength, consistency, p } = spikePhases(spikesAt(offset), analytic);
  expect(Math.abs(Math.sin((mean - (degrees * Math.PI) / 180) / 2))).toBeLessThan(0.02);
  expect(vectorStrength).toBeGreaterThan(0.999);
  expect(consistency).toBeGreaterThan(0.998);
  expect(p).toBeLessThan(1e-3);
});

test('LN events 6 ms after the PN spikes lag by 6 ms, also across ±180°', () => {
  for (const offset of [0, 5, 18, 39]) {
    const [first, second] = [spikePhases(spikesAt(offset), analytic), spikePhases(spikesAt(offset + 6), analytic)];
    expect(Math.abs(phaseLag(first, second, 25) - 6)).toBeLessThan(0.5);
    expect(phaseLag(second, first, 25)).toBeCloseTo(-phaseLag(first, second, 25), 9);
  }
  expect(phaseLag(phaseStatistics(new Float64Array(), 24), spikePhases(spikesAt(0), analytic), 25)).toBeNaN();
});

test('spikes outside the signal have no phase; without spikes there is no mean', () => {
  const outside = spikePhases({ time: Float64Array.of(999, 1500, 2000) }, analytic);
  expect(outside.phases).toHaveLength(0);
  expect(outside).toMatchObject({ mean: NaN, vectorStrength: NaN, consistency: NaN, p: NaN });
  expect(spikePhases({ time: Float64Array.of(1000, 1499.9) }, analytic).phases).toHaveLength(2);
});

test('Rayleigh’s p of phases without preference is uniform', () => {
  const { uniform } = randomStream(11, 'stimulus');
  const draws = Array.from({ length: 1000 }, () =>
    phaseStatistics(
      Float64Array.from({ length: 12 }, () => (2 * uniform() - 1) * Math.PI),
      24,
    ),
  );
  for (const level of [0.05, 0.2, 0.5]) {
    const share = draws.filter(({ p }) => p < level).length / draws.length;
    expect(Math.abs(share - level)).toBeLessThan(3 * Math.sqrt((level * (1 - level)) / draws.length));
  }
  // PPC has no bias; R² has one of 1/n.
  const mean = draws.reduce((sum, { consistency }) => sum + consistency / draws.length, 0);
  expect(Math.abs(mean)).toBeLessThan(0.01);
});

test('turning all phases turns the mean and leaves R; every spike is in the histogram', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3.14, max: 3.14, noNaN: true }), { minLength: 2, maxLength: 50 }),
      (angles) => {
        const phases = Float64Array.from(angles);
        const turned = phases.map((phase) => Math.atan2(Math.sin(phase + 2), Math.cos(phase + 2)));
        const [before, after] = [phaseStatistics(phases, 24), phaseStatistics(turned, 24)];
        expect(after.vectorStrength).toBeCloseTo(before.vectorStrength, 9);
        expect(before.vectorStrength).toBeLessThanOrEqual(1);
        expect(before.p).toBeLessThanOrEqual(1);
        if (before.vectorStrength > 1e-3) expect(Math.cos(after.mean - before.mean - 2)).toBeCloseTo(1, 9);
        expect(before.histogram.reduce((sum, count) => sum + count, 0)).toBe(angles.length);
      },
    ),
  );
});

test('a band beyond half the sample rate is refused', () => {
  expect(() => analyticBand(field, { lowest: 20, highest: 5000 })).toThrow('expected 0 < lowest < highest < 5000');
  expect(() => analyticBand(field, { lowest: 0, highest: 50 })).toThrow('a band of 0 … 50 Hz');
  expect(() => analyticBand({ ...field, samples: Float64Array.of(1) }, octaveAround(25))).toThrow('of 1 samples');
});
