import { meanVoltageSignal } from '../../analysis/rhythm/spectrum.ts';
import type { Signal } from '../../analysis/signal.ts';
import type { Recording } from '../../recording/recording.ts';
import type { MeasureContext } from './measure.ts';

interface Field extends Signal {
  readonly samples: Float64Array;
}

type FieldContext = Pick<MeasureContext, 'recording' | 'span' | 'isLive' | 'pause'>;

/** Rows whose means are summed in about two milliseconds; then the page may draw. */
const SLICE = 5000;
/** Share of a row. */
const ROUNDING = 1e-6;

/** The means that were read last, by population: several cards ask for the same one. */
const read = new WeakMap<Recording, Map<number, { readonly of: string; readonly signal: Promise<Field> }>>();

/**
 * Mean V of a population (index) over the span, mV, as a copy that may be handed over. While a run goes on it is that of the recording, in
 * float32; when it is over it is summed again in float64.
 */
export async function fieldSignal(context: FieldContext, population: number): Promise<Field> {
  const { recording, span, isLive } = context;
  const known = read.get(recording) ?? new Map<number, { readonly of: string; readonly signal: Promise<Field> }>();
  read.set(recording, known);
  const of = `${recording.revision} ${span.from} ${span.to} ${isLive}`;
  let last = known.get(population);
  if (last?.of !== of) {
    last = { of, signal: readField(context, population) };
    known.set(population, last);
  }
  const signal = await last.signal;
  return { ...signal, samples: signal.samples.slice() };
}

async function readField(
  { recording, span: { from, to }, isLive, pause }: FieldContext,
  population: number,
): Promise<Field> {
  const { rowInterval } = recording;
  const firstRow = Math.ceil(from / rowInterval - ROUNDING);
  const endRow = Math.max(firstRow, Math.min(recording.endRow, Math.ceil(to / rowInterval - ROUNDING)));
  const samples = new Float64Array(endRow - firstRow);
  if (isLive) {
    for (let k = 0; k < samples.length; k++) samples[k] = recording.meanVoltage(population, firstRow + k);
  } else {
    for (let row = firstRow; row < endRow; row += SLICE) {
      if (row > firstRow) await pause();
      const end = Math.min(endRow, row + SLICE);
      const slice = { from: recording.timeOfRow(row), to: recording.timeOfRow(end) };
      samples.set(meanVoltageSignal(recording, population, slice), row - firstRow);
    }
  }
  return { samples, interval: rowInterval, start: recording.timeOfRow(firstRow) };
}
