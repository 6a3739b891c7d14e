import { powerSpectrum, type Spectrum } from './spectrum.ts';

/** A spectrum by Welch's method, and how fine it is. */
export interface AveragedSpectrum extends Spectrum {
  /** So many half-overlapping segments of so many ms. */
  readonly segments: number;
  readonly segmentMs: number;
  /** Equivalent noise bandwidth of the Hann window: peaks closer than this are one. */
  readonly resolutionHz: number;
  /** Below it stands the drift with the stimulus, which the window spreads over its main lobe: no peak is looked for. */
  readonly lowestHz: number;
}

/** ms: a spectrum of less says nothing. */
export const SHORTEST_SIGNAL = 200;
/** The band in which rhythms of the mean voltage are looked for. */
const LOWEST_HZ = 5;
export const HIGHEST_HZ = 100;
/** ms: four samples to a period of HIGHEST_HZ, so that the octave around it lies below half the sample rate. */
export const LONGEST_INTERVAL = 250 / HIGHEST_HZ;
/** ms: resolves 3 Hz; longer signals are averaged, which steadies the estimate. */
const USUAL_SEGMENT = 500;

/** The spectrum of a mean voltage (mV, sampled every `interval` ms, SHORTEST_SIGNAL or longer) over 0 … HIGHEST_HZ, in mV²/Hz. */
export function averagedSpectrum(signal: ArrayLike<number>, interval: number): AveragedSpectrum {
  const { segments, segment } = splitIntoSegments(signal.length, interval, USUAL_SEGMENT);
  const segmentMs = segment * interval;
  const all = powerSpectrum(signal, interval, { segment });
  const end = all.frequency.findLastIndex((hz) => hz <= HIGHEST_HZ) + 1;
  return {
    frequency: all.frequency.slice(0, end),
    power: all.power.slice(0, end),
    segments,
    segmentMs,
    resolutionHz: 1500 / segmentMs,
    lowestHz: Math.max(LOWEST_HZ, 2000 / segmentMs),
  };
}

/** Half-overlapping segments of about `usualMs` that reach to the signal's end: a fixed length would leave a rest out. */
export function splitIntoSegments(
  samples: number,
  interval: number,
  usualMs: number,
): { readonly segments: number; readonly segment: number } {
  const segments = Math.max(1, Math.round((2 * samples * interval) / usualMs - 1));
  return { segments, segment: Math.floor((2 * samples) / (segments + 1)) };
}
