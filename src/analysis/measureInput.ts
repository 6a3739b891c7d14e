import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import { ROW_ROUNDING } from './rounding.ts';
import type { Signal, SignalRows } from './signal.ts';
import type { Span } from './span.ts';
import { meanVoltageSignal } from './rhythm/spectrum.ts';
import type { SpikeTrains } from './firing/spikeTrains.ts';
import { isCountedByEvents, populationEvents, populationSpikes, recordedSpan } from './firing/spikes.ts';

/** Mean V of a population (index into recording.populations) within the span, mV. */
export function meanVoltageOf(recording: Recording, population: number, span?: Span): Signal {
  const { from } = recordedSpan(recording, span);
  const firstRow = Math.ceil(from / recording.rowInterval - ROW_ROUNDING);
  return {
    samples: meanVoltageSignal(recording, population, span),
    interval: recording.rowInterval,
    start: recording.timeOfRow(firstRow),
  };
}

/** V of a population's neurons in the rows of the span that are still held, mV. */
export function voltageRowsOf(recording: Recording, { first, count }: PopulationRange, span?: Span): SignalRows {
  const { from, to } = recordedSpan(recording, span);
  const { rowInterval } = recording;
  const firstRow = Math.max(recording.firstRow, Math.ceil(from / rowInterval - ROW_ROUNDING));
  const endRow = Math.max(firstRow, Math.min(recording.endRow, Math.ceil(to / rowInterval - ROW_ROUNDING)));
  const values = new Float32Array((endRow - firstRow) * count);
  for (let row = firstRow; row < endRow; row++) {
    const all = recording.voltageRow(row)!;
    values.set(all.subarray(first, first + count), (row - firstRow) * count);
  }
  return { values, channels: count, interval: rowInterval, start: recording.timeOfRow(firstRow) };
}

/** What a population is counted by within the span: spikes (0 mV) of PNs, events (−20 mV) of LNs. */
export function spikeTrainsOf(recording: Recording, population: PopulationRange, span?: Span): SpikeTrains {
  return isCountedByEvents(population)
    ? populationEvents(recording, population, span)
    : populationSpikes(recording, population, span);
}
