import { describePrecision } from '../../engine/engineInfo.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import type {
  Receivers,
  RunDescription,
  StimulusDescription,
  StimulusPart,
  Waveform,
  WaveformStimulus,
} from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { partsOf } from '../../model/stimulus/stimulus.ts';
import { formatNeurons } from '../../store/edits/neuronList.ts';
import type { RunEditMark } from '../../store/runState.ts';
import { formatCount, formatNumber, formatTime } from '../format.ts';
import { isCountedByEvents } from '../neurons/activityOf.ts';
import { ENGINE_NAMES } from '../topBar/engineText.ts';
import type { FigureContent } from './readFigure.ts';

/** Below this share of the power a peak is one of many. */
const RHYTHM = 0.5;

/** So many edits of the run are named. */
const MOST_EDITS = 8;

/** What the panels show, and what a reader needs to repeat it. */
export function captionOf(
  content: FigureContent,
  run: RunDescription,
  engine: EngineInfo,
  edits: readonly RunEditMark[] = [],
): string {
  const { span, populations, traces, droppedBefore } = content;
  const { network, stimulus, dt, recordEvery, duration } = run;
  const { kind, device } = engine;
  const shown = span.to - span.from;
  const { title, source } = PRESETS[network.preset];
  const held =
    droppedBefore > 0 ? `, from ${formatTime(droppedBefore, shown)} ms on (older samples are no longer held)` : '';
  const ticks = populations
    .filter(({ count }) => count > 0)
    .map((population) =>
      isCountedByEvents(population)
        ? `calcium potentials of ${population.name}s (upward crossings of −20 mV)`
        : `spikes of ${population.name}s (upward crossings of 0 mV)`,
    );
  const sentences = [
    `Time ${formatTime(span.from, shown)} to ${formatTime(span.to, shown)} ms of ${duration} ms.`,
    `(a) Membrane potential of ${traces.map(({ name }) => name).join(', ') || 'no neuron'}${held}.`,
    `(b) Raster: ${ticks.join(', ')}.`,
    '(c) Mean V of all PNs, a proxy of the local field potential.',
    `(d) ${describeSpectrum(content)}`,
    `Network: ${title} (${source}), n = ${formatCount(network.n)}`,
    `(${populations.map(({ name, count }) => `${formatCount(count)} ${name}`).join(', ')}), seed ${network.seed}.`,
    `Stimulus${edits.length > 0 ? ' at the end' : ''}: ${describeStimulus(stimulus)}.`,
    ...(edits.length > 0 ? [`Edited while it ran: ${describeEdits(edits)}.`] : []),
    `RK4 with dt = ${dt} ms, V kept every ${formatNumber(recordEvery * dt, 6)} ms.`,
    `Engine: ${ENGINE_NAMES[kind]}, ${describePrecision(engine)}${kind === 'reference' ? '' : `, ${device}`}. NerveFlow Lab.`,
  ];
  // A number and its unit stay on one line.
  return sentences.join(' ').replace(/(?<=\d) (?=ms|mV|Hz|%|µA)/g, '\u00a0');
}

function describeSpectrum({ spectrum }: FigureContent): string {
  if ('problem' in spectrum) return spectrum.problem;
  const { segments, segmentMs, resolutionHz, lowestHz, peak } = spectrum;
  const length = `${segmentMs.toFixed(0)} ms`;
  const averaged =
    segments === 1 ? `one segment of ${length}` : `mean of ${segments} half-overlapping segments of ${length}`;
  const how = `Power spectral density of (c) by Welch's method: ${averaged}, linear trend removed, Hann window.`;
  if (!peak) return `${how} There is no power above ${lowestHz.toFixed(0)} Hz.`;
  const width = `±${resolutionHz.toFixed(0)} Hz`;
  const where = `Largest at ${peak.hz.toFixed(0)} Hz (looked for from ${lowestHz.toFixed(0)} Hz on)`;
  const share = `${(100 * peak.share).toFixed(0)} % of the power there lies within ${width} of it`;
  const meaning = peak.share < RHYTHM ? 'a broad spectrum, not a clean rhythm' : 'a narrow peak';
  return `${how} ${where}; ${share}: ${meaning}.`;
}

/** What a reader has to do, and when. */
function describeEdits(edits: readonly RunEditMark[]): string {
  // Of a drag only where it ended.
  const ended = edits.filter(({ gesture }, e) => gesture === undefined || edits[e + 1]?.gesture !== gesture);
  const told = ended.slice(0, MOST_EDITS).map(({ time, label }) => `at ${formatNumber(time, 7)} ms ${label}`);
  const rest = ended.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

function describeStimulus(stimulus: StimulusDescription): string {
  return partsOf(stimulus).map(describePart).join('; ') || 'none';
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
