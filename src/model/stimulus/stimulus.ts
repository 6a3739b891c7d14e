import type {
  ArrayStimulus,
  OdourStimulus,
  StimulusDescription,
  StimulusPart,
  WaveformStimulus,
} from '../description.ts';
import type { PopulationRange } from '../population.ts';
import { OrnsteinUhlenbeck, noiseSampleAt } from './noise.ts';
import { receivingNeurons } from './receivers.ts';
import { checkWaveform, waveformAt } from './waveform.ts';

/** I_stim as an array neuron × sample, read by column and held constant between samples. */
export interface StimulusColumns {
  readonly n: number;
  /** How many columns there are; every later one equals the last. */
  readonly samples: number;
  readonly samplesPerMs: number;
  /** Writes column `sample` (µA/cm², one value per neuron) to out[at] … out[at + n - 1]. */
  readColumn(sample: number, out: Float32Array | Float64Array, at: number): void;
}

export const DEFAULT_SAMPLES_PER_MS = 100;

/** The odour pulse of the tutorial. */
export const DEFAULT_ODOUR: OdourStimulus = {
  kind: 'odour',
  amplitude: 10,
  share: 0.33,
  seed: 1,
  onset: 100,
  offset: 600,
  tauRise: 75,
  tauDecay: 150,
};

/** What NerveFlow's generator multiplies the decay with; the rise has reached 0.9987 there. */
export const DECAY_START = 0.9996;

/** The odour's time course at time t (ms), 0 … 1: 1 - exp(-(t - onset)/tauRise), then 0.9996 exp(-(t - offset)/tauDecay). */
export function odourTimeCourse(odour: OdourStimulus, t: number): number {
  if (t < odour.onset) return 0;
  if (t < odour.offset) return 1 - Math.exp(-(t - odour.onset) / odour.tauRise);
  return DECAY_START * Math.exp(-(t - odour.offset) / odour.tauDecay);
}

/** The neurons that receive the odour, ascending: a share of all n, drawn by the stimulus's seed, or those that it names. */
export function drivenNeurons(
  { receivers, share, seed }: OdourStimulus,
  n: number,
  populations?: readonly PopulationRange[],
): Uint32Array {
  return receivingNeurons(receivers ?? { kind: 'share', share, seed }, n, populations);
}

/**
 * The columns of a described stimulus.
 * @param duration of the run in ms: how many columns a built-in stimulus has.
 * @param populations of the network, where a current goes into one of them.
 * @throws RangeError when an array stimulus is not for n neurons, a current goes where there is no neuron, or a waveform makes no sense.
 */
export function stimulusColumns(
  stimulus: StimulusDescription,
  n: number,
  duration: number,
  populations?: readonly PopulationRange[],
): StimulusColumns {
  const parts = partsOf(stimulus);
  const [only] = parts;
  if (parts.length === 1 && only!.kind === 'array') return arrayColumns(only!, n);
  const rates = parts.map((part) => (part.kind === 'array' ? part.samplesPerMs : 0));
  // Waveforms are functions of time: they are sampled on the finest grid that there is.
  const samplesPerMs = Math.max(DEFAULT_SAMPLES_PER_MS, ...rates);
  const sources = parts.map((part) => sourceOf(part, n, populations));
  const column = new Float64Array(n);
  return {
    n,
    samples: Math.ceil(duration * samplesPerMs) + 1,
    samplesPerMs,
    readColumn(sample, out, at) {
      // The sum is rounded once, when it is complete.
      column.fill(0);
      for (const source of sources) source(column, sample, samplesPerMs);
      out.set(column, at);
    },
  };
}

/** Adds a current at column `sample` of a grid of `samplesPerMs` to what others inject into each neuron, [n], µA/cm². */
type CurrentSource = (column: Float64Array, sample: number, samplesPerMs: number) => void;

function sourceOf(part: StimulusPart, n: number, populations: readonly PopulationRange[] | undefined): CurrentSource {
  switch (part.kind) {
    case 'array': {
      const own = arrayColumns(part, n);
      const values = new Float64Array(n);
      return (column, sample, samplesPerMs) => {
        // A millionth of a column is rounding noise, not time.
        own.readColumn(Math.floor((sample * own.samplesPerMs) / samplesPerMs + 1e-6), values, 0);
        for (let i = 0; i < n; i++) column[i]! += values[i]!;
      };
    }
    case 'odour': {
      const driven = drivenNeurons(part, n, populations);
      return (column, sample, samplesPerMs) => {
        const current = part.amplitude * odourTimeCourse(part, sample / samplesPerMs);
        addTo(column, driven, current);
      };
    }
    case 'waveform': {
      const problem = checkWaveform(part);
      if (problem !== undefined) throw new RangeError(problem);
      return waveformSource(part, receivingNeurons(part.receivers, n, populations));
    }
  }
}

function waveformSource({ waveform, onset, offset }: WaveformStimulus, driven: Uint32Array): CurrentSource {
  if (waveform.kind !== 'noise') {
    return (column, sample, samplesPerMs) => {
      const t = sample / samplesPerMs;
      if (t < onset || t >= offset) return;
      addTo(column, driven, waveformAt(waveform, t, onset, offset));
    };
  }
  const { mean, deviation, tau, seed } = waveform;
  const noise = new OrnsteinUhlenbeck(tau, seed, driven);
  return (column, sample, samplesPerMs) => {
    const t = sample / samplesPerMs;
    if (t < onset || t >= offset) return;
    const values = noise.read(noiseSampleAt(t, onset));
    for (let k = 0; k < driven.length; k++) column[driven[k]!]! += mean + deviation * values[k]!;
  };
}

function addTo(column: Float64Array, neurons: Uint32Array, current: number): void {
  if (current === 0) return;
  for (let k = 0; k < neurons.length; k++) column[neurons[k]!]! += current;
}

function arrayColumns(stimulus: ArrayStimulus, n: number): StimulusColumns {
  const { name, samples, samplesPerMs, values } = stimulus;
  if (stimulus.n !== n) {
    throw new RangeError(`${name} holds ${stimulus.n} neurons, the network has ${n}: expected [${n}, samples]`);
  }
  return {
    n,
    samples,
    samplesPerMs,
    readColumn(sample, out, at) {
      const row = Math.min(sample, samples - 1) * n;
      out.set(values.subarray(row, row + n), at);
    },
  };
}

/** The currents that a stimulus adds up. */
export function partsOf(stimulus: StimulusDescription): readonly StimulusPart[] {
  return stimulus.kind === 'sum' ? stimulus.parts : [stimulus];
}

/**
 * The column that holds at a moment. For dt = 0.01 ms and 100 samples per ms the stages of step k read k, k, k and k + 1.
 * @param halfStep whole half-steps of dt / 2 since t = 0.
 */
export function columnAt(stimulus: StimulusColumns, halfStep: number, dt: number): number {
  // A millionth of a column is rounding noise of dt · samplesPerMs, not time.
  const column = Math.floor((halfStep / 2) * (dt * stimulus.samplesPerMs) + 1e-6);
  return Math.min(column, stimulus.samples - 1);
}

/** A sentence for the user when the stimulus ends before the run does; a built-in one never does. */
export function stimulusNotice(stimulus: StimulusDescription, duration: number): string | undefined {
  if (stimulus.kind === 'sum') {
    const notices = stimulus.parts.map((part) => stimulusNotice(part, duration)).filter((one) => one !== undefined);
    return notices.length > 0 ? notices.join('; ') : undefined;
  }
  if (stimulus.kind !== 'array') return undefined;
  const end = stimulus.samples / stimulus.samplesPerMs;
  if (end >= duration - 1e-9) return undefined;
  return `${stimulus.name} ends at ${end} ms; its last column holds until ${duration} ms`;
}
