import { describePrecision } from '../../engine/engineInfo.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { RunDescription, StimulusDescription } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { formatCount, formatNumber, formatTime } from '../format.ts';
import { isCountedByEvents } from '../neurons/activityOf.ts';
import { ENGINE_NAMES } from '../topBar/engineText.ts';
import type { FigureContent } from './readFigure.ts';

/** Below this share of the power a peak is one of many. */
const RHYTHM = 0.5;

/** What the panels show, and what a reader needs to repeat it. */
export function captionOf(content: FigureContent, run: RunDescription, engine: EngineInfo): string {
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
    `Stimulus: ${describeStimulus(stimulus)}.`,
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

function describeStimulus(stimulus: StimulusDescription): string {
  if (stimulus.kind === 'array') {
    const { name, n, samples, samplesPerMs } = stimulus;
    return `${name}, ${formatCount(n)} neurons × ${formatCount(samples)} samples, ${samplesPerMs} samples per ms`;
  }
  if (stimulus.kind === 'sum') return stimulus.parts.map(describeStimulus).join('; ') || 'none';
  if (stimulus.kind === 'waveform') return `${stimulus.waveform.kind} from ${stimulus.onset} to ${stimulus.offset} ms`;
  const { amplitude, share, seed, onset, offset, tauRise, tauDecay } = stimulus;
  return (
    `odour pulse of ${amplitude} µA/cm² into ${formatNumber(100 * share)} % of the neurons (odour seed ${seed}), ` +
    `rising from ${onset} ms (time constant ${tauRise} ms), decaying from ${offset} ms (${tauDecay} ms)`
  );
}
