import type {
  Receivers,
  StimulusDescription,
  StimulusPart,
  Waveform,
  WaveformStimulus,
} from '../../model/description.ts';
import { partsOf } from '../../model/stimulus/stimulus.ts';
import { formatNeurons } from '../../store/edits/neuronList.ts';
import { formatCount, formatNumber } from '../format.ts';

/** Every current that is added up, in full: what flows, into whom, when, and the seeds. Who reads it has nothing else. */
export function describeStimulus(stimulus: StimulusDescription): string[] {
  return partsOf(stimulus).map(describePart);
}

function describePart(part: StimulusPart): string {
  if (part.kind === 'array') {
    const { name, n, samples, samplesPerMs } = part;
    return `${name}, ${formatCount(n)} neurons × ${formatCount(samples)} samples, ${samplesPerMs} samples per ms`;
  }
  if (part.kind === 'waveform') return describeWaveform(part);
  const { amplitude, seed, onset, offset, tauRise, tauDecay, share, receivers } = part;
  const into = receivers
    ? nameReceivers(receivers)
    : `${formatNumber(100 * share)} % of the neurons (odour seed ${seed})`;
  return (
    `odour pulse of ${amplitude} µA/cm² into ${into}, ` +
    `rising from ${onset} ms (time constant ${tauRise} ms), decaying from ${offset} ms (${tauDecay} ms)`
  );
}

function describeWaveform({ waveform, receivers, onset, offset }: WaveformStimulus): string {
  return `${nameWaveform(waveform)} into ${nameReceivers(receivers)} from ${onset} to ${offset} ms`;
}

function nameWaveform(waveform: Waveform): string {
  switch (waveform.kind) {
    case 'step':
      return `step of ${waveform.amplitude} µA/cm²`;
    case 'ramp':
      return `ramp from ${waveform.from} to ${waveform.to} µA/cm²`;
    case 'sine': {
      const { mean, amplitude, frequency, phase } = waveform;
      return `sine of ${mean} ± ${amplitude} µA/cm² at ${frequency} Hz (phase ${formatNumber(phase)} rad)`;
    }
    case 'pulseTrain': {
      const { amplitude, width, period } = waveform;
      return `pulses of ${amplitude} µA/cm² and ${width} ms, one every ${period} ms,`;
    }
    case 'noise': {
      const { mean, deviation, tau, seed } = waveform;
      return `Ornstein-Uhlenbeck noise (mean ${mean} µA/cm², SD ${deviation} µA/cm², correlation time ${tau} ms, seed ${seed})`;
    }
  }
}

/** In full: who reads the caption has nothing else. */
function nameReceivers(receivers: Receivers): string {
  if (receivers.kind === 'list') {
    const { length } = receivers.neurons;
    return length === 0 ? 'no neuron' : `neuron${length === 1 ? '' : 's'} ${formatNeurons(receivers.neurons)}`;
  }
  const all = receivers.population === undefined ? 'the neurons' : `the ${receivers.population}s`;
  if (receivers.kind === 'all') return `all ${all.replace('the ', '')}`;
  return `${formatNumber(100 * receivers.share)} % of ${all} (receiver seed ${receivers.seed})`;
}
