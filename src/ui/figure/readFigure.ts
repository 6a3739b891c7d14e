import { binnedRate } from '../../analysis/firing/firingRates.ts';
import { HIGHEST_HZ, SHORTEST_SIGNAL } from '../../analysis/rhythm/averagedSpectrum.ts';
import { meanVoltageOf, spikeTrainsOf } from '../../analysis/measureInput.ts';
import type { Span } from '../../analysis/span.ts';
import { spectrogram } from '../../analysis/rhythm/spectrogram.ts';
import type { Spectrogram } from '../../analysis/rhythm/spectrogram.ts';
import { recordedSpan } from '../../analysis/firing/spikes.ts';
import type { SpikeTrains } from '../../analysis/firing/spikeTrains.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import { meanVoltageSamples, voltageSamples } from '../../charts/samplePath.ts';
import type { Samples } from '../../charts/samplePath.ts';
import type { StimulusPreview } from '../../charts/stimulusPreview.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { ProbeTrace } from '../../recording/probeTrace.ts';
import type { Recording } from '../../recording/recording.ts';
import { formatNumber } from '../format.ts';
import { copyRows, decimate, rowsOf } from './decimate.ts';
import type { Line, RowValues } from './decimate.ts';
import { meanSpectrum } from './meanSpectrum.ts';
import type { MeanSpectrum, NoSpectrum } from './meanSpectrum.ts';
import type { PanelName } from './panelNames.ts';

export interface FigureRequest {
  readonly panels: readonly PanelName[];
  /** Neurons with a trace, in the order of their lanes. */
  readonly chosen: readonly number[];
  /** The stretch of time, ms. */
  readonly view: { readonly start: number; readonly end: number };
  readonly stimulus?: StimulusPreview | undefined;
}

/** What the figure shows of a recording; copied, so that a run may go on under it. */
export interface FigureContent {
  /** From top to bottom, without those of which there is nothing. */
  readonly panels: readonly PanelName[];
  /** ms. */
  readonly span: Span;
  readonly populations: readonly PopulationRange[];
  readonly stimulus?: StimulusContent;
  /** V of the chosen neurons in mV, in the order of their lanes. */
  readonly traces: readonly LaneContent[];
  /** What the run's probes saw, in their order. */
  readonly variables: readonly VariableContent[];
  /** V from before this time (ms) is no longer held; 0 where all is. */
  readonly droppedBefore: number;
  /** Spikes of each population, or −20 mV events of LNs. */
  readonly raster: readonly SpikeTrains[];
  readonly rates?: RateContent;
  readonly heatMap?: HeatMapContent;
  /** Index into `populations` of the PNs, whose mean V stands for the field potential; −1 where there are none. */
  readonly field: number;
  /** Mean V of the PNs, mV. */
  readonly mean: Line;
  readonly meanRows?: RowValues;
  readonly spectrogram?: SpectrogramContent | NoSpectrum;
  readonly spectrum?: MeanSpectrum | NoSpectrum;
}

/** One lane: a line as it is drawn, and every sample of it. */
export interface LaneContent {
  readonly name: string;
  readonly neuron: number;
  readonly population: number;
  readonly line: Line;
  readonly rows: RowValues;
}

/** A state variable or a current of one neuron. */
export interface VariableContent extends LaneContent {
  readonly variable: string;
  readonly unit: string;
}

/** Spikes per neuron and second in bins, of each population; none of an empty one. */
export interface RateContent {
  /** ms: a bin covers time[b] ≤ t < time[b] + binMs. */
  readonly binMs: number;
  readonly time: readonly number[];
  readonly hz: readonly (Float64Array | undefined)[];
}

/** Power of the mean PN voltage over 0 … 100 Hz, mV²/Hz. */
export interface SpectrogramContent extends Spectrogram {
  readonly segmentMs: number;
  readonly hopMs: number;
}

/** I_stim in bins, µA/cm²: mean and range over the neurons that receive a current at the time. */
export interface StimulusContent {
  /** ms: a bin covers time[b] ≤ t < time[b] + interval. */
  readonly interval: number;
  readonly time: readonly number[];
  readonly mean: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  /** How many neurons receive a current at any time. */
  readonly driven: number;
  readonly n: number;
}

/** The largest V of every neuron over bins of rows, mV. */
export interface HeatMapContent {
  /** Of each bin, its first row; one more for the end of the last one. */
  readonly rows: readonly number[];
  readonly rowInterval: number;
  /** [bins, n] */
  readonly maxima: Float32Array;
}

const FIELD = 'PN';

/** ms. */
const RATE_BIN = 10;
/** ms: resolves 7.5 Hz (Hann) and the rise of a rhythm with an odour. */
const SEGMENT = 200;
/** Columns of a spectrogram: each is an own transform. */
const MOST_COLUMNS = 500;
const LEAST_HOP = 5;

/** Bins of a heat map: 300 dots to the inch in print over a page's width. */
const HEAT_MAP_BINS = 2000;

/**
 * Reads what the figure needs of the time range on screen.
 * @returns undefined where nothing of the range has been recorded.
 */
export function readFigure(recording: Recording, request: FigureRequest): FigureContent | undefined {
  const { populations, droppedBefore } = recording;
  const { panels, chosen, view, stimulus } = request;
  const span = recordedSpan(recording, { from: view.start, to: view.end });
  if (span.from >= span.to) return undefined;
  const field = populations.findIndex(({ name, count }) => name === FIELD && count > 0);
  const shows = (name: PanelName): boolean => panels.includes(name);
  const hasMean = shows('mean') && field >= 0;
  const means = meanVoltageSamples(recording, Math.max(0, field));
  return {
    panels,
    span,
    populations,
    ...(shows('stimulus') && { stimulus: readStimulus(stimulus, span, recording.n) }),
    traces: shows('traces')
      ? chosen.map((neuron) => readLane(recording, neuron, span, voltageSamples(recording, neuron)))
      : [],
    variables: shows('variables') ? recording.probes.map((trace) => readVariable(recording, trace, span)) : [],
    droppedBefore: droppedBefore > span.from ? droppedBefore : 0,
    raster: shows('raster') ? populations.map((population) => spikeTrainsOf(recording, population, span)) : [],
    ...(shows('rates') && { rates: readRates(recording, span) }),
    ...(shows('heatMap') && { heatMap: readHeatMap(recording, span) }),
    field,
    mean: hasMean ? decimate(means, span) : { x: [], y: [] },
    ...(hasMean && { meanRows: copyRows(means, span) }),
    ...(shows('spectrogram') && { spectrogram: readSpectrogram(recording, field, span) }),
    ...(shows('spectrum') && {
      spectrum: field < 0 ? { problem: `This network has no ${FIELD}s.` } : meanSpectrum(recording, field, span),
    }),
  };
}

function readVariable(recording: Recording, trace: ProbeTrace, span: Span): VariableContent {
  const { neuron, variable } = trace.probe;
  return { ...readLane(recording, neuron, span, trace), variable, unit: trace.unit };
}

function readLane(recording: Recording, neuron: number, span: Span, samples: Samples): LaneContent {
  const { populations } = recording;
  return {
    name: neuronName(populations, neuron),
    neuron,
    population: populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count),
    line: decimate(samples, span),
    rows: copyRows(samples, span),
  };
}

function readRates(recording: Recording, span: Span): RateContent {
  const bins = Math.ceil((span.to - span.from) / RATE_BIN - 1e-9);
  return {
    binMs: RATE_BIN,
    time: Array.from({ length: bins }, (_, b) => span.from + b * RATE_BIN),
    hz: recording.populations.map((population) =>
      population.count > 0
        ? binnedRate(spikeTrainsOf(recording, population, span), population, span, RATE_BIN)
        : undefined,
    ),
  };
}

function readSpectrogram(recording: Recording, field: number, span: Span): SpectrogramContent | NoSpectrum {
  if (field < 0) return { problem: `This network has no ${FIELD}s.` };
  const signal = meanVoltageOf(recording, field, span);
  const length = signal.samples.length * signal.interval;
  if (length < SHORTEST_SIGNAL - 1e-6) {
    const ms = formatNumber(length);
    return {
      problem: `A spectrogram needs at least ${SHORTEST_SIGNAL} ms; ${ms} ms of this range have been recorded.`,
    };
  }
  const hopMs = Math.max(LEAST_HOP, signal.interval, Math.ceil((length - SEGMENT) / MOST_COLUMNS));
  const { time, frequency, power } = spectrogram(signal, { segmentMs: SEGMENT, hopMs });
  const bins = frequency.findLastIndex((hz) => hz <= HIGHEST_HZ) + 1;
  const shown = new Float64Array(time.length * bins);
  for (let column = 0; column < time.length; column++) {
    const start = column * frequency.length;
    shown.set(power.subarray(start, start + bins), column * bins);
  }
  return { time, frequency: frequency.slice(0, bins), power: shown, segmentMs: SEGMENT, hopMs };
}

function readStimulus(preview: StimulusPreview | undefined, { from, to }: Span, n: number): StimulusContent {
  if (!preview || preview.mean.length === 0) {
    return { interval: to - from, time: [from], mean: [0], min: [0], max: [0], driven: 0, n };
  }
  const { interval, driven } = preview;
  const bins = preview.mean.length;
  const first = Math.floor(from / interval + 1e-6);
  // After the last bin its values hold: one more bin says so.
  const end = Math.max(first + 1, Math.min(bins, Math.ceil(to / interval - 1e-6)));
  const time = Array.from({ length: end - first }, (_, b) => (first + b) * interval);
  const read = (values: Float32Array): number[] => time.map((_, b) => values[Math.min(bins - 1, first + b)]!);
  return { interval, time, mean: read(preview.mean), min: read(preview.min), max: read(preview.max), driven, n };
}

function readHeatMap(recording: Recording, span: Span): HeatMapContent {
  const { n, rowInterval } = recording;
  const { first, count } = rowsOf(recording, span);
  const bins = Math.min(count, HEAT_MAP_BINS);
  const rows = Array.from({ length: bins + 1 }, (_, b) => first + Math.floor((b * count) / Math.max(1, bins)));
  const maxima = new Float32Array(bins * n);
  for (let b = 0; b < bins; b++) {
    recording.voltageMaxima(rows[b]!, rows[b + 1]!, maxima.subarray(b * n, (b + 1) * n));
  }
  return { rows, rowInterval, maxima };
}
