import type { Waveform, WaveformStimulus } from '../description.ts';

/** A waveform that has one value for all receivers at a time. */
export type SharedWaveform = Exclude<Waveform, { readonly kind: 'noise' }>;

/** Part of a period: rounding noise, not time. */
const ROUNDING = 1e-9;

/** The current at a time, onset ≤ t < offset, µA/cm²; all in ms. */
export function waveformAt(waveform: SharedWaveform, t: number, onset: number, offset: number): number {
  const elapsed = t - onset;
  switch (waveform.kind) {
    case 'step':
      return waveform.amplitude;
    case 'ramp':
      return waveform.from + ((waveform.to - waveform.from) * elapsed) / (offset - onset);
    case 'sine': {
      const { mean, amplitude, frequency, phase } = waveform;
      return mean + amplitude * Math.sin((2 * Math.PI * frequency * elapsed) / 1000 + phase);
    }
    case 'pulseTrain': {
      const { amplitude, width, period } = waveform;
      const since = elapsed - period * Math.floor(elapsed / period + ROUNDING);
      return since < width - period * ROUNDING ? amplitude : 0;
    }
  }
}

/** Why a waveform makes no sense, in one sentence; undefined where it does. */
export function checkWaveform({ waveform, onset, offset }: WaveformStimulus): string | undefined {
  if (!(offset >= onset)) {
    return `the ${WAVEFORM_NAMES[waveform.kind]} ends at ${offset} ms, before it starts at ${onset} ms`;
  }
  if (waveform.kind === 'pulseTrain') {
    const { width, period } = waveform;
    if (!(period > 0)) return `the pulses follow each other after ${period} ms: expected more than 0`;
    if (!(width >= 0 && width <= period)) {
      return `pulses of ${width} ms, one every ${period} ms: expected a width from 0 to the period`;
    }
  }
  if (waveform.kind === 'noise') {
    const { tau, deviation } = waveform;
    if (!(tau > 0)) return `the noise has a correlation time of ${tau} ms: expected more than 0`;
    if (!(deviation >= 0)) return `the noise has a standard deviation of ${deviation} µA/cm²: expected 0 or more`;
  }
  return undefined;
}

export const WAVEFORM_NAMES: Readonly<Record<Waveform['kind'], string>> = {
  step: 'step',
  ramp: 'ramp',
  sine: 'sine',
  pulseTrain: 'pulse train',
  noise: 'noise',
};
