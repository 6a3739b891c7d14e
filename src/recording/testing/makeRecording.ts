import { Recording } from '../recording.ts';

export interface Recorded {
  readonly PN: number;
  readonly LN: number;
  /** Rows of 0.1 ms. */
  readonly rows: number;
  /** V of a neuron at a row, mV; −65 by default. */
  readonly V?: (row: number, neuron: number) => number;
  /** Neuron and step (0.01 ms) of each spike, in order. */
  readonly spikes?: readonly (readonly [neuron: number, step: number])[];
  readonly capacityRows?: number;
  /** The row that it begins with. */
  readonly startRow?: number;
  /** The row from which on V of all neurons is known. */
  readonly completeRow?: number;
}

/** A recording at dt = 0.01 ms of every tenth step. */
export function makeRecording({
  PN,
  LN,
  rows,
  V,
  spikes,
  capacityRows,
  startRow = 0,
  completeRow = startRow,
}: Recorded): Recording {
  const populations = [
    { name: 'PN', first: 0, count: PN },
    { name: 'LN', first: PN, count: LN },
  ];
  const firstStep = 10 * startRow;
  const completeStep = 10 * completeRow;
  const every = { dt: 0.01, recordEvery: 10 };
  const recording = new Recording({ n: PN + LN, populations, ...every, capacityRows, firstStep, completeStep });
  appendRows(recording, rows, V, spikes);
  return recording;
}

/** Goes on for some rows of 0.1 ms. */
export function appendRows(
  recording: Recording,
  rows: number,
  V: (row: number, neuron: number) => number = () => -65,
  spikes: readonly (readonly [neuron: number, step: number])[] = [],
): void {
  const { n, endRow } = recording;
  recording.append({
    firstStep: endRow * 10,
    steps: rows * 10,
    firstRecordedStep: endRow * 10,
    voltage: Float32Array.from({ length: rows * n }, (_, k) => V(endRow + Math.floor(k / n), k % n)),
    spikeNeuron: Int32Array.from(spikes, ([neuron]) => neuron),
    spikeStep: Float64Array.from(spikes, ([, step]) => step),
  });
}
