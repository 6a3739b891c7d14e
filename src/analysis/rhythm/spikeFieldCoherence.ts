import type { AboutMeasure } from '../aboutMeasure.ts';
import { HIGHEST_HZ, splitIntoSegments } from './averagedSpectrum.ts';
import { welchDegreesOfFreedom } from './rhythm.ts';
import { SegmentTransform } from './segmentTransform.ts';
import { nearestSample, type Signal } from '../signal.ts';
import { binFrequencies, segmentHop } from './spectrum.ts';

/** How regularly spikes and field keep step, frequency by frequency. */
export interface SpikeFieldCoherence {
  /** Hz, 0 … 100. */
  readonly frequency: Float64Array;
  /** Magnitude squared, 0 … 1. */
  readonly coherence: Float64Array;
  /** So many half-overlapping segments of so many ms. */
  readonly segments: number;
  readonly segmentMs: number;
  /** Independent signals stay below it at one frequency in 95 % of runs. */
  readonly bound: number;
}

export const ABOUT_SPIKE_FIELD_COHERENCE: AboutMeasure = {
  title: 'Spike–field coherence',
  formula: 'C(f) = |S_nV|² / (S_nn S_VV); independent below 1 − 0.05^(1/(ν/2 − 1))',
  window:
    'spikes counted per recorded row, mean PN voltage; Hann segments of about 250 ms, half overlapping, each less its line of best fit',
  unit: 'none (0 … 1)',
  source:
    'Jarvis & Mitra 2001, Neural Comput. 13; bound: Halliday et al. 1995, Prog. Biophys. Mol. Biol. 64, with ν/2 segments. The field holds the spikes of its own neurons: read LN coherence first',
};

/** ms: resolves 6 Hz; a coherence needs more segments than a spectrum. */
const USUAL_SEGMENT = 250;
/** ms: a shorter field is one segment (`splitIntoSegments`), which is always coherent with itself. */
export const SHORTEST_COHERENCE = 1.25 * USUAL_SEGMENT;

/**
 * Coherence of spikes (at their nearest sample) with the field, mV.
 * @returns undefined where nothing can be said: fewer than two independent segments, no spike within the field, or a field without power.
 */
export function spikeFieldCoherence(
  { time }: { readonly time: Float64Array },
  field: Signal,
): SpikeFieldCoherence | undefined {
  const { samples, interval } = field;
  const { segments, segment } = splitIntoSegments(samples.length, interval, USUAL_SEGMENT);
  if (segment < 4) return undefined;
  const independent = welchDegreesOfFreedom(segment, segments) / 2;
  if (segments < 2 || !(independent > 1)) return undefined;
  const counts = new Float64Array(samples.length);
  for (const t of time) {
    const sample = nearestSample(field, t);
    if (sample >= 0 && sample < counts.length) counts[sample]!++;
  }
  if (counts.every((count) => count === 0)) return undefined;

  const transform = new SegmentTransform(segment);
  const all = binFrequencies(transform, 1000 / interval);
  const bins = all.findLastIndex((hz) => hz <= HIGHEST_HZ) + 1;
  const [ofSpikes, ofField, re, im] = Array.from({ length: 4 }, () => new Float64Array(bins));
  for (let s = 0; s < segments; s++) {
    const spikes = transform.transform(counts, s * segmentHop(segment)).slice(0, 2 * bins);
    const volts = transform.transform(samples, s * segmentHop(segment));
    for (let k = 0; k < bins; k++) {
      const [a, b, c, d] = [spikes[2 * k]!, spikes[2 * k + 1]!, volts[2 * k]!, volts[2 * k + 1]!];
      ofSpikes![k]! += a * a + b * b;
      ofField![k]! += c * c + d * d;
      re![k]! += a * c + b * d;
      im![k]! += a * d - b * c;
    }
  }
  if (!ofField!.every((power) => power > 0)) return undefined;
  return {
    frequency: all.slice(0, bins),
    coherence: ofField!.map((power, k) => (re![k]! ** 2 + im![k]! ** 2) / (power * ofSpikes![k]!)),
    segments,
    segmentMs: segment * interval,
    bound: 1 - 0.05 ** (1 / (independent - 1)),
  };
}
