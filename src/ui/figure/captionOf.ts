import { marksByGesture } from '../../store/runState.ts';
import type { RunEditMark } from '../../store/runState.ts';
import { PRESETS } from '../../model/presets.ts';
import type { PopulationRange } from '../../model/population.ts';
import { formatCount, formatNumber, formatTime } from '../format.ts';
import { isCountedByEvents } from '../neurons/activityOf.ts';
import { describeEngine } from './describeEngine.ts';
import { describeStimulus } from './describeStimulus.ts';
import { letterOf } from './panelNames.ts';
import type { PanelName } from './panelNames.ts';
import type { FigureContent } from './readFigure.ts';
import type { RunFacts } from './runFacts.ts';

/** Below this share of the power a peak is one of many. */
const RHYTHM = 0.5;

/** So many edits of the run, and so many differences from the model, are named. */
const MOST_NAMED = 8;

/** What the panels show, and what a reader needs to repeat it. */
export function captionOf(content: FigureContent, facts: RunFacts): string {
  const { span, panels } = content;
  const shown = span.to - span.from;
  const letters = panels.map((name) => {
    const letter = panels.length > 1 ? `(${letterOf(panels, name)}) ` : '';
    return `${letter}${describePanel(name, content)}`;
  });
  return withFixedUnits(
    [
      `Time ${formatTime(span.from, shown)} to ${formatTime(span.to, shown)} ms of ${facts.run.duration} ms.`,
      ...letters,
      ...describeRun(facts, content.populations),
    ].join(' '),
  );
}

/** A number and its unit stay on one line. */
export function withFixedUnits(text: string): string {
  return text.replace(/(?<=\d) (?=ms|mV|Hz|%|µA)/g, '\u00a0');
}

/** Sentences that say which run it was: network, what differs from the model, stimulus, edits, steps, engine. */
export function describeRun(facts: RunFacts, populations: readonly PopulationRange[]): string[] {
  const { run, engine, edits, differences, version } = facts;
  const { network, stimulus, dt, recordEvery } = run;
  const { title, source } = PRESETS[network.preset];
  const counts = populations.map(({ name, count }) => `${formatCount(count)} ${name}`).join(', ');
  const atEnd = edits.length > 0 ? ' at the end' : '';
  const texts = differences.map(({ text }) => text);
  return [
    `Network: ${title} (${source}), n = ${formatCount(network.n)} (${counts}), seed ${network.seed}.`,
    ...(texts.length > 0 ? [`Differs${atEnd} from the model (its value → here): ${listed(texts)}.`] : []),
    `Stimulus${atEnd}: ${describeStimulus(stimulus).join('; ') || 'none'}.`,
    ...(edits.length > 0 ? [`Edited while it ran: ${listed(describeEdits(edits))}.`] : []),
    `RK4 with dt = ${dt} ms, V kept every ${formatNumber(recordEvery * dt, 6)} ms.`,
    `Engine: ${describeEngine(engine)}. NerveFlow Lab ${version}.`,
  ];
}

/** What a panel shows, in a sentence. */
export function describePanel(name: PanelName, content: FigureContent): string {
  switch (name) {
    case 'stimulus': {
      const { driven, n } = content.stimulus!;
      const mean = 'Injected current: mean (line) and range (band) over the neurons that receive one at the time';
      return `${mean}, ${formatCount(driven)} of ${formatCount(n)} in all.`;
    }
    case 'traces':
      return `Membrane potential of ${content.traces.map((trace) => trace.name).join(', ') || 'no neuron'}${describeHeld(content)}.`;
    case 'variables':
      return `${describeVariables(content)}.`;
    case 'raster':
      return `Raster: ${describeCounted(content.populations)}.`;
    case 'rates': {
      const bins = `in bins of ${content.rates!.binMs} ms`;
      return `Mean firing rate per neuron ${bins}: ${describeCounted(content.populations)}.`;
    }
    case 'mean':
      return 'Mean V of all PNs, a proxy of the local field potential.';
    case 'spectrogram':
      return describeSpectrogram(content);
    case 'heatMap':
      return `V of all neurons, the largest of each bin of ${describeBin(content)}${describeHeld(content)}.`;
    case 'spectrum':
      return describeSpectrum(content);
  }
}

function describeVariables({ variables }: FigureContent): string {
  if (variables.length === 0) return 'No variable was recorded besides V';
  const names = variables.map(
    ({ name, variable, unit }) => `${variable} of ${name}${unit === '1' || unit === '' ? '' : ` (${unit})`}`,
  );
  return `Variables: ${names.join(', ')}; currents as they stand in the membrane equation`;
}

function describeHeld({ droppedBefore, span }: FigureContent): string {
  if (droppedBefore <= 0) return '';
  return `, from ${formatTime(droppedBefore, span.to - span.from)} ms on (older samples are no longer held)`;
}

/** What stands for an event of each population. */
function describeCounted(populations: readonly PopulationRange[]): string {
  return populations
    .filter(({ count }) => count > 0)
    .map((population) =>
      isCountedByEvents(population)
        ? `${population.name} events (upward crossings of −20 mV)`
        : `${population.name} spikes (upward crossings of 0 mV)`,
    )
    .join(', ');
}

function describeBin({ heatMap }: FigureContent): string {
  const { rows, rowInterval } = heatMap!;
  const bins = Math.max(1, rows.length - 1);
  return `${formatNumber(((rows.at(-1)! - rows[0]!) * rowInterval) / bins)} ms`;
}

function describeSpectrogram({ spectrogram }: FigureContent): string {
  if (!spectrogram || 'problem' in spectrogram) return spectrogram?.problem ?? '';
  const { segmentMs, hopMs } = spectrogram;
  const how = `Hann windows of ${segmentMs} ms every ${formatNumber(hopMs)} ms, linear trend removed`;
  return `Spectrogram of the mean PN voltage: ${how}; dB re 1 mV²/Hz.`;
}

function describeSpectrum({ spectrum }: FigureContent): string {
  if (!spectrum || 'problem' in spectrum) return spectrum?.problem ?? '';
  const { segments, segmentMs, resolutionHz, lowestHz, peak } = spectrum;
  const length = `${segmentMs.toFixed(0)} ms`;
  const averaged =
    segments === 1 ? `one segment of ${length}` : `mean of ${segments} half-overlapping segments of ${length}`;
  const how = `Power spectral density of the mean PN voltage by Welch's method: ${averaged}, linear trend removed, Hann window.`;
  if (!peak) return `${how} There is no power above ${lowestHz.toFixed(0)} Hz.`;
  const width = `±${resolutionHz.toFixed(0)} Hz`;
  const where = `Largest at ${peak.hz.toFixed(0)} Hz (looked for from ${lowestHz.toFixed(0)} Hz on)`;
  const share = `${(100 * peak.share).toFixed(0)} % of the power there lies within ${width} of it`;
  const meaning = peak.share < RHYTHM ? 'a broad spectrum, not a clean rhythm' : 'a narrow peak';
  return `${how} ${where}; ${share}: ${meaning}.`;
}

/** What a reader has to do, and when. */
export function describeEdits(edits: readonly RunEditMark[]): string[] {
  return marksByGesture(edits).map(({ time, label }) => `at ${formatNumber(time, 7)} ms ${label}`);
}

/** The first of many. */
function listed(texts: readonly string[]): string {
  const rest = texts.length - MOST_NAMED;
  return [...texts.slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
