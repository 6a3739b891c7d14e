import type { PopulationRange } from '../model/population.ts';
import { Recording } from './recording.ts';
import type { SpikeList } from './spikeList.ts';

/** Spikes or events in the order of time; both arrays are of one length. */
interface KeptSpikes {
  readonly neuron: Uint32Array<ArrayBuffer>;
  /** ms. */
  readonly time: Float64Array<ArrayBuffer>;
}

/** All that a recording holds but its probes, as plain data: what it was made with, and what came out. */
export interface KeptRecording {
  readonly populations: readonly PopulationRange[];
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  readonly hasVoltage: boolean;
  readonly hasEvents: boolean;
  /** The step that it begins with, and the one that it had come to. */
  readonly firstStep: number;
  readonly endStep: number;
  /** The first row of `voltage`. */
  readonly firstRow: number;
  /** V in the rows that were still held, [rows, n], mV. */
  readonly voltage: Float32Array<ArrayBuffer>;
  /** Mean V by population from the first row that there ever was, [rows, populations], mV. */
  readonly means: Float32Array<ArrayBuffer>;
  readonly spikes: KeptSpikes;
  readonly events: KeptSpikes;
}

/** So many values are copied in about a millisecond, or taken back in ten; then the page may draw. */
const SLICE = 400_000;

/** Lets the page draw; the rest is copied afterwards. */
type Pause = () => Promise<void>;

/**
 * What a recording holds now, copied a slice at a time.
 * @returns undefined where rows were dropped meanwhile
 */
export async function keepRecording(recording: Recording, pause: Pause): Promise<KeptRecording | undefined> {
  const { n, populations, dt, recordEvery, hasVoltage, hasEvents, firstRow, endRow, startRow, startTime } = recording;
  const endStep = Math.round(recording.time / dt);
  const spikes = copyOf(recording.spikes);
  const events = copyOf(recording.events);
  const voltage = new Float32Array((endRow - firstRow) * n);
  const means = new Float32Array((endRow - startRow) * populations.length);
  for (let row = startRow; row < endRow; row++) {
    if ((row - startRow) % rowsPerSlice(n) === 0) await pause();
    populations.forEach((_, p) => {
      means[(row - startRow) * populations.length + p] = recording.meanVoltage(p, row);
    });
    if (row < firstRow) continue;
    const held = recording.voltageRow(row);
    if (!held) return undefined;
    voltage.set(held, (row - firstRow) * n);
  }
  const firstStep = Math.round(startTime / dt);
  return {
    populations,
    dt,
    recordEvery,
    hasVoltage,
    hasEvents,
    firstStep,
    endStep,
    firstRow,
    voltage,
    means,
    spikes,
    events,
  };
}

/**
 * The recording that was kept, taken back a slice at a time; it is not gone on with.
 * @throws RangeError where what was kept does not fit together
 */
export async function recordingOfKept(kept: KeptRecording, pause: Pause): Promise<Recording> {
  const { populations, dt, recordEvery, hasVoltage, hasEvents, firstStep, endStep, firstRow, voltage, means } = kept;
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const rows = voltage.length / n;
  // At least two rows, also where fewer were recorded.
  const capacityRows = Math.max(2, rows);
  const recording = new Recording({ n, populations, dt, recordEvery, capacityRows, hasVoltage, hasEvents, firstStep });
  const { startRow } = recording;
  const endRow = Math.ceil(endStep / recordEvery);
  const fits =
    n > 0 &&
    firstRow >= startRow &&
    firstRow + rows === endRow &&
    (firstRow === startRow || rows >= 2) &&
    means.length === (endRow - startRow) * populations.length;
  if (!fits) {
    throw new RangeError(
      `a recording from step ${firstStep} to ${endStep} with ${voltage.length} values of V from row ${firstRow} on and ` +
        `${means.length} means: expected all rows of ${n} neurons and ${populations.length} populations`,
    );
  }
  recording.takeBack(firstRow, endStep);
  for (const [values, width, take] of [
    [means, populations.length, (slice: Float32Array) => recording.takeBackMeans(slice)],
    [voltage, n, (slice: Float32Array) => recording.takeBackRows(slice)],
  ] as const) {
    const length = rowsPerSlice(width) * width;
    for (let from = 0; from < values.length; from += length) {
      await pause();
      take(values.subarray(from, from + length));
    }
  }
  await takeBackSpikes(kept.spikes, recording.spikes, pause);
  await takeBackSpikes(kept.events, recording.events, pause);
  return recording;
}

function rowsPerSlice(width: number): number {
  return Math.max(1, Math.floor(SLICE / width));
}

function copyOf({ neuron, time, count }: SpikeList): KeptSpikes {
  return { neuron: new Uint32Array(neuron.subarray(0, count)), time: time.slice(0, count) };
}

async function takeBackSpikes({ neuron, time }: KeptSpikes, list: SpikeList, pause: Pause): Promise<void> {
  if (neuron.length !== time.length) {
    throw new RangeError(`${neuron.length} neurons of spikes and ${time.length} times: expected as many`);
  }
  for (let spike = 0; spike < time.length; spike++) {
    if (spike % SLICE === SLICE - 1) await pause();
    if (!Number.isFinite(time[spike])) throw new RangeError(`a spike at ${time[spike]} ms: expected a number`);
    list.append(neuron[spike]!, time[spike]!);
  }
}
