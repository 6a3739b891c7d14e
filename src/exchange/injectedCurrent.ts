import { stimulusColumns } from '../model/stimulus/stimulus.ts';
import type { RecordedRun } from './recordedRun.ts';

/** The injected current at the rows of V. */
export interface InjectedCurrent {
  /** The neurons that receive any, ascending. */
  readonly neurons: readonly number[];
  /** µA/cm², [rows, neurons.length]. */
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * What was injected at each row of V: the column that the step which starts there reads first. It follows from the description of the
 * stimulus and from what was edited while the run went on.
 */
export function injectedCurrent(run: RecordedRun): InjectedCurrent {
  const { n, rowInterval, voltage } = run;
  const rows = voltage.values.length / n;
  const receives = new Uint8Array(n);
  const column = new Float32Array(n);
  const read = columnReader(run);
  const first = Math.round(voltage.start / rowInterval);
  for (let row = 0; row < rows; row++) {
    read((first + row) * rowInterval, column);
    for (let neuron = 0; neuron < n; neuron++) if (column[neuron] !== 0) receives[neuron] = 1;
  }
  const neurons = [...receives.keys()].filter((neuron) => receives[neuron] === 1);
  const values = new Float32Array(rows * neurons.length);
  if (neurons.length === 0) return { neurons, values };
  for (let row = 0; row < rows; row++) {
    read((first + row) * rowInterval, column);
    neurons.forEach((neuron, k) => (values[row * neurons.length + k] = column[neuron]!));
  }
  return { neurons, values };
}

/** Reads the current of all neurons at a time (ms). */
function columnReader({ n, populations, stimuli, to }: RecordedRun) {
  const stretches = stimuli.map(({ from, stimulus }) => ({
    from,
    columns: stimulusColumns(stimulus, n, to, populations),
  }));
  return (time: number, out: Float32Array): void => {
    const { columns } = stretches.findLast(({ from }) => from <= time + ROUNDING) ?? stretches[0]!;
    const sample = Math.floor(time * columns.samplesPerMs + ROUNDING);
    columns.readColumn(Math.max(0, Math.min(columns.samples - 1, sample)), out, 0);
  };
}

const ROUNDING = 1e-6;
