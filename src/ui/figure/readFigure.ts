import { populationEvents, recordedSpan } from '../../analysis/spikes.ts';
import type { Span } from '../../analysis/spikes.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import { meanVoltageSamples, voltageSamples } from '../../charts/samplePath.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import { isCountedByEvents } from '../neurons/activityOf.ts';
import { decimate } from './decimate.ts';
import type { Line } from './decimate.ts';
import { meanSpectrum } from './meanSpectrum.ts';
import type { MeanSpectrum, NoSpectrum } from './meanSpectrum.ts';

export interface RasterPoints {
  readonly neuron: ArrayLike<number>;
  /** ms. */
  readonly time: ArrayLike<number>;
}

/** What the figure shows of a recording; copied, so that a run may go on under it. */
export interface FigureContent {
  /** ms. */
  readonly span: Span;
  readonly populations: readonly PopulationRange[];
  /** V of the chosen neurons in mV, in the order of their lanes. */
  readonly traces: readonly { readonly name: string; readonly population: number; readonly line: Line }[];
  /** V from before this time (ms) is no longer held; 0 where all is. */
  readonly droppedBefore: number;
  /** Spikes of each population, or −20 mV events of LNs. */
  readonly raster: readonly RasterPoints[];
  /** Index into `populations` of the PNs, whose mean V stands for the field potential; −1 where there are none. */
  readonly field: number;
  /** Mean V of the PNs, mV. */
  readonly mean: Line;
  readonly spectrum: MeanSpectrum | NoSpectrum;
}

const FIELD = 'PN';

/**
 * Reads what the figure needs of the time range on screen.
 * @returns undefined where nothing of the range has been recorded.
 */
export function readFigure(
  recording: Recording,
  chosen: readonly number[],
  view: { readonly start: number; readonly end: number },
): FigureContent | undefined {
  const { populations, droppedBefore } = recording;
  const span = recordedSpan(recording, { from: view.start, to: view.end });
  if (span.from >= span.to) return undefined;
  const field = populations.findIndex(({ name, count }) => name === FIELD && count > 0);
  return {
    span,
    populations,
    traces: chosen.map((neuron) => ({
      name: neuronName(populations, neuron),
      population: populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count),
      line: decimate(voltageSamples(recording, neuron), span),
    })),
    droppedBefore: droppedBefore > span.from ? droppedBefore : 0,
    raster: populations.map((population) => rasterOf(recording, population, span)),
    field,
    mean: field < 0 ? { x: [], y: [] } : decimate(meanVoltageSamples(recording, field), span),
    spectrum: field < 0 ? { problem: `This network has no ${FIELD}s.` } : meanSpectrum(recording, field, span),
  };
}

/** Spikes of the population, or its −20 mV events where those are counted. */
function rasterOf(recording: Recording, population: PopulationRange, span: Span): RasterPoints {
  if (isCountedByEvents(population)) return populationEvents(recording, population, span);
  const neurons: number[] = [];
  const times: number[] = [];
  const { first, count } = population;
  for (let neuron = first; neuron < first + count; neuron++) {
    for (const time of recording.spikes.timesOf(neuron, span.from, span.to)) {
      neurons.push(neuron);
      times.push(time);
    }
  }
  return { neuron: neurons, time: times };
}
