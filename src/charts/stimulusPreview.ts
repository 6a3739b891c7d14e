/** I_stim reduced to what a screen can show: its range and mean over the driven neurons in bins of equal length. */
export interface StimulusPreview {
  /** Length of a bin, ms; bin b covers b·interval ≤ t < (b+1)·interval. */
  readonly interval: number;
  /** µA/cm², [bins], over driven neurons and the bin's samples. After the last bin the last sample holds. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  /** µA/cm², of the last sample: smallest, largest and mean over the driven neurons. */
  readonly held: { readonly min: number; readonly max: number; readonly mean: number };
  /** How many neurons ever receive a current other than 0. */
  readonly driven: number;
  readonly n: number;
}

/** Columns of current as in an uploaded file: ArrayStimulus fits. */
export interface StimulusSamples {
  readonly n: number;
  readonly samples: number;
  /** Columns per ms. */
  readonly samplesPerMs: number;
  /** SAMPLE-major, [samples, n], µA/cm². */
  readonly values: Float32Array | Float64Array;
}

/** Range and mean while they are gathered. */
interface Tally {
  min: number;
  max: number;
  sum: number;
  count: number;
}

/** Two passes over the samples (who is driven, what they get); at most `maxBins` bins. */
export function previewStimulus(stimulus: StimulusSamples, maxBins = 4096): StimulusPreview {
  const { n, samples, samplesPerMs, values } = stimulus;
  const driven = drivenNeurons(stimulus);
  const samplesPerBin = Math.max(1, Math.ceil(samples / maxBins));
  const bins = Math.ceil(samples / samplesPerBin);
  const min = new Float32Array(bins);
  const max = new Float32Array(bins);
  const mean = new Float32Array(bins);
  const tallySamples = (from: number, to: number): Tally => {
    const tally: Tally = { min: Infinity, max: -Infinity, sum: 0, count: 0 };
    for (let sample = from; sample < to; sample++) {
      for (const neuron of driven) {
        const value = values[sample * n + neuron]!;
        if (value < tally.min) tally.min = value;
        if (value > tally.max) tally.max = value;
        tally.sum += value;
        tally.count++;
      }
    }
    return tally.count > 0 ? tally : { min: 0, max: 0, sum: 0, count: 1 };
  };
  for (let bin = 0; bin < bins; bin++) {
    const tally = tallySamples(bin * samplesPerBin, Math.min(samples, (bin + 1) * samplesPerBin));
    min[bin] = tally.min;
    max[bin] = tally.max;
    mean[bin] = tally.sum / tally.count;
  }
  const last = tallySamples(Math.max(0, samples - 1), samples);
  return {
    interval: samplesPerBin / samplesPerMs,
    min,
    max,
    mean,
    held: { min: last.min, max: last.max, mean: last.sum / last.count },
    driven: driven.length,
    n,
  };
}

function drivenNeurons({ n, samples, values }: StimulusSamples): Int32Array {
  const isDriven = new Uint8Array(n);
  for (let sample = 0, index = 0; sample < samples; sample++) {
    for (let neuron = 0; neuron < n; neuron++, index++) {
      if (values[index] !== 0) isDriven[neuron] = 1;
    }
  }
  return Int32Array.from(isDriven.keys()).filter((neuron) => isDriven[neuron] === 1);
}
