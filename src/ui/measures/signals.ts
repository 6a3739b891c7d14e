import { isCountedByEvents } from '../../analysis/firing/spikes.ts';
import { spikeTrainsOf } from '../../analysis/measureInput.ts';
import type { Signal } from '../../analysis/signal.ts';
import type { Span } from '../../analysis/span.ts';
import type { RangeTrains } from '../../analysis/worker/measureRequest.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import type { Probe } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { isSameProbe } from '../../model/probes.ts';
import type { Recording } from '../../recording/recording.ts';
import { fieldSignal } from './fieldSignal.ts';
import type { MeasureContext } from './measure.ts';

/** Share of a row. */
const ROUNDING = 1e-6;

/** Samples of the rows of the span from firstRow ≤ row < endRow. */
function samplesOf(
  recording: Recording,
  { from, to }: Span,
  held: { readonly firstRow: number; readonly endRow: number },
  read: (row: number) => number,
): Signal {
  const { rowInterval } = recording;
  const firstRow = Math.max(held.firstRow, Math.ceil(from / rowInterval - ROUNDING));
  const endRow = Math.max(firstRow, Math.min(held.endRow, Math.ceil(to / rowInterval - ROUNDING)));
  const samples = new Float64Array(endRow - firstRow);
  for (let k = 0; k < samples.length; k++) samples[k] = read(firstRow + k);
  return { samples, interval: rowInterval, start: recording.timeOfRow(firstRow) };
}

/** V of a neuron in the rows of the span that are held, mV. */
export function voltageOf(recording: Recording, neuron: number, span: Span): Signal {
  return samplesOf(recording, span, recording, (row) => recording.voltage(neuron, row));
}

/** What a probe has seen in the span, with its unit; undefined where there is no such probe, or it has seen nothing of it. */
export function probedSignal(
  { recording, span }: MeasureContext,
  probe: Probe,
): (Signal & { readonly unit: string }) | undefined {
  const trace = recording.probes.find((one) => isSameProbe(one.probe, probe));
  if (trace === undefined) return undefined;
  const signal = samplesOf(recording, span, trace, (row) => trace.value(row));
  return signal.samples.length > 0 ? { ...signal, unit: trace.unit } : undefined;
}

/** The populations that have neurons, with what they are counted by. */
export function trainsOfAll({ recording, populations, span }: MeasureContext): RangeTrains[] {
  return populations
    .filter(({ count }) => count > 0)
    .map((range) => ({ range, trains: spikeTrainsOf(recording, range, span) }));
}

/** One neuron as a population, counted as those of its own. */
export function neuronRange(populations: readonly PopulationRange[], neuron: number): PopulationRange {
  const { name } = populations.find(({ first, count }) => neuron >= first && neuron < first + count)!;
  return { name, first: neuron, count: 1 };
}

/** By what a population, or a neuron by its name ('LN 90'), is counted: 'spike', 'events'. */
export function countedWord(name: string, count: number): string {
  const word = isCountedByEvents({ name: name.split(' ', 1)[0]! }) ? 'event' : 'spike';
  return count === 1 ? word : `${word}s`;
}

/** Times of a neuron's spikes, or events of an LN, ms. */
export function timesOf({ recording, populations, span }: MeasureContext, neuron: number): Float64Array {
  return spikeTrainsOf(recording, neuronRange(populations, neuron), span).time;
}

/** Mean V of a population by its name, or of the first that has neurons. */
export async function fieldOf(context: MeasureContext, name: string): Promise<Signal & { readonly name: string }> {
  const { populations } = context;
  const population = fieldIndex(populations, name);
  return { ...(await fieldSignal(context, population)), name: populations[population]!.name };
}

/** Which population's mean V is the field: the one by this name, or the first that has neurons. */
export function fieldIndex(populations: readonly PopulationRange[], name: string): number {
  const found = populations.findIndex((one) => one.name === name && one.count > 0);
  return found >= 0 ? found : populations.findIndex(({ count }) => count > 0);
}

/** Index into the populations of the one by this name; 0 where there is none. */
export function populationIndex(populations: readonly PopulationRange[], name: string): number {
  return Math.max(
    0,
    populations.findIndex((one) => one.name === name),
  );
}

/** 'PN 16' */
export function nameOfNeuron({ populations }: MeasureContext, neuron: number): string {
  return neuronName(populations, neuron);
}
