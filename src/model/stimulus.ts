import type { OdourStimulus, StimulusDescription, StimulusPart } from './description.ts';
import { chooseWithout, randomStream } from './random.ts';

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
const DECAY_START = 0.9996;

/** The odour's time course at time t (ms), 0 … 1: 1 - exp(-(t - onset)/tauRise), then 0.9996 exp(-(t - offset)/tauDecay). */
export function odourTimeCourse(odour: OdourStimulus, t: number): number {
  if (t < odour.onset) return 0;
  if (t < odour.offset) return 1 - Math.exp(-(t - odour.onset) / odour.tauRise);
  return DECAY_START * Math.exp(-(t - odour.offset) / odour.tauDecay);
}

/** The neurons that receive the odour, ascending: a share of all n, drawn by the stimulus's seed. */
export function drivenNeurons(odour: OdourStimulus, n: number): Uint32Array {
  return chooseWithout(randomStream(odour.seed, 'stimulus'), Math.floor(odour.share * n), n);
}

/**
 * The columns of a described stimulus.
 * @param duration of the run in ms: how many columns a built-in stimulus has.
 * @throws RangeError when an array stimulus is not for n neurons.
 */
export function stimulusColumns(stimulus: StimulusDescription, n: number, duration: number): StimulusColumns {
  switch (stimulus.kind) {
    case 'sum':
      return addColumns(
        stimulus.parts.map((part) => stimulusColumns(part, n, duration)),
        n,
        duration,
      );
    case 'waveform':
      throw new RangeError(`there is no waveform ${stimulus.waveform.kind} yet`);
    case 'odour': {
      const driven = drivenNeurons(stimulus, n);
      return {
        n,
        samples: Math.ceil(duration * DEFAULT_SAMPLES_PER_MS) + 1,
        samplesPerMs: DEFAULT_SAMPLES_PER_MS,
        readColumn(sample, out, at) {
          out.fill(0, at, at + n);
          const current = stimulus.amplitude * odourTimeCourse(stimulus, sample / DEFAULT_SAMPLES_PER_MS);
          for (const neuron of driven) out[at + neuron] = current;
        },
      };
    }
    case 'array': {
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
  }
}

/** The sum of currents, on the finest grid among them. */
function addColumns(parts: readonly StimulusColumns[], n: number, duration: number): StimulusColumns {
  const samplesPerMs = Math.max(DEFAULT_SAMPLES_PER_MS, ...parts.map((part) => part.samplesPerMs));
  const column = new Float64Array(n);
  return {
    n,
    samples: Math.ceil(duration * samplesPerMs) + 1,
    samplesPerMs,
    readColumn(sample, out, at) {
      out.fill(0, at, at + n);
      for (const part of parts) {
        // A millionth of a column is rounding noise, not time.
        const own = Math.floor((sample * part.samplesPerMs) / samplesPerMs + 1e-6);
        part.readColumn(Math.min(own, part.samples - 1), column, 0);
        for (let i = 0; i < n; i++) out[at + i]! += column[i]!;
      }
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
