import { concatenate } from '../files/concatenate.ts';
import { SPIKES_HEADER, formatTime } from '../files/csv.ts';
import { float32Text, writeCsvTable } from '../files/csvTable.ts';
import { writeNpy } from '../files/npy.ts';
import { writeNpz } from '../files/npz.ts';
import type { NpzArray } from '../files/npz.ts';
import type { ExportFile } from './exportFile.ts';
import { nameOfNeuron, rowTimes } from './recordedRun.ts';
import type { RecordedRun } from './recordedRun.ts';
import { injectedCurrent } from './injectedCurrent.ts';

/** V as the recording holds it: [samples, neurons] in mV, float32; the command line's voltage.npy is float64 where its engine is. */
export function writeVoltageNpy(run: RecordedRun, stem: string): ExportFile {
  const { n, voltage, rowInterval } = run;
  const rows = voltage.values.length / n;
  return {
    name: `${stem}-voltage.npy`,
    bytes: writeNpy({ shape: [rows, n], values: voltage.values }),
    notes: [
      `[${rows}, ${n}]: a row for each sample, a column for each neuron, mV; the first row is at ${voltage.start} ms, one every ${shown(rowInterval)} ms.`,
      'float32, which the page keeps V in, whatever the engine; voltage.npy of the command line is float64 where its engine is.',
      'Left out: everything but V; an array has no place for units and times.',
      ...run.notes,
    ],
  };
}

/** Rows of .csv that become bytes at once. */
const BLOCK = 2000;

/**
 * V as a table: the time, then a column for each neuron, with the unit in its head.
 * @param report hears how much of it is written, 0 … 1
 */
export function writeVoltageCsv(
  run: RecordedRun,
  stem: string,
  report: (share: number) => void = () => {},
): ExportFile {
  const { n, populations, voltage, rowInterval, title, description } = run;
  const rows = voltage.values.length / n;
  const neurons = Array.from({ length: n }, (_, i) => nameOfNeuron(populations, i).replace(' ', '_'));
  const heads = ['time_ms', ...neurons.map((name) => `V_${name}_mV`)];
  const about = [`${title} (NerveFlow Lab): membrane potentials. Neurons are counted from 0.`, ...description];
  const table = writeCsvTable(
    heads.map((head) => ({ head, values: [] })),
    about,
  );
  const encoder = new TextEncoder();
  const parts = [encoder.encode(table)];
  const times = rowTimes(voltage, rowInterval, rows);
  for (let row = 0; row < rows; row += BLOCK) {
    let text = '';
    for (let one = row; one < Math.min(rows, row + BLOCK); one++) {
      text += String(times[one]);
      for (let neuron = 0; neuron < n; neuron++) text += `,${float32Text(voltage.values[one * n + neuron]!)}`;
      text += '\r\n';
    }
    parts.push(encoder.encode(text));
    report(row / rows);
  }
  return {
    name: `${stem}-voltage.csv`,
    bytes: concatenate(Uint8Array, parts),
    notes: ['Left out: everything but V. Lines that begin with # say which run it was.', ...run.notes],
  };
}

/** spikes.csv as the command line writes it. */
export function writeSpikesCsv({ spikes, dt }: RecordedRun, stem: string): ExportFile {
  const lines = Array.from(spikes.time, (time, k) => `${spikes.neuron[k]},${formatTime(Math.round(time / dt), dt)}\n`);
  return {
    name: `${stem}-spikes.csv`,
    bytes: new TextEncoder().encode(SPIKES_HEADER + lines.join('')),
    notes: ['Upward crossings of 0 mV, at the start of their step, ms. Left out: LN events (−20 mV), voltages.'],
  };
}

/** All that was recorded, by names that state the unit; `about.json` in it says what each array is. */
export function writeRunNpz(run: RecordedRun, stem: string): ExportFile {
  const { n, populations, voltage, means, probes, spikes, events, matrices, rowInterval, title, version } = run;
  const rows = voltage.values.length / n;
  const meanRows = populations.length === 0 ? 0 : means.values.length / populations.length;
  const injected = injectedCurrent(run);
  const arrays: Record<string, NpzArray> = {
    time_ms: { shape: [rows], values: rowTimes(voltage, rowInterval, rows) },
    voltage_mV: { shape: [rows, n], values: voltage.values },
    mean_time_ms: { shape: [meanRows], values: rowTimes(means, rowInterval, meanRows) },
    mean_voltage_mV: { shape: [meanRows, populations.length], values: means.values },
    spike_neuron: { shape: [spikes.time.length], values: spikes.neuron },
    spike_time_ms: { shape: [spikes.time.length], values: spikes.time },
    event_neuron: { shape: [events.time.length], values: events.neuron },
    event_time_ms: { shape: [events.time.length], values: events.time },
    I_stim_uA_per_cm2: { shape: [rows, injected.neurons.length], values: injected.values },
    I_stim_neuron: { shape: [injected.neurons.length], values: Int32Array.from(injected.neurons) },
  };
  for (const { name, weights } of matrices) arrays[name] = { shape: [n, n], values: weights };
  const probed = probes.map(({ variable, neuron, values, start, ...rest }, k) => {
    const name = `probe_${k}_${variable.replaceAll(/\W/g, '_')}_${neuron}`;
    arrays[name] = { shape: [values.length], values };
    return { array: name, variable, neuron, start_ms: start, interval_ms: rowInterval, ...rest };
  });
  const about = {
    title,
    software: `NerveFlow Lab ${version}`,
    description: run.description,
    populations,
    neurons: 'counted from 0, in the order of the populations',
    orientation: {
      voltage_mV: '[samples, neurons]',
      mean_voltage_mV: '[samples, populations]',
      I_stim_uA_per_cm2: '[samples, neurons of I_stim_neuron]; the others receive none',
      matrices: '[postsynaptic, presynaptic]',
    },
    spikes: 'upward crossings of 0 mV, at the start of their step',
    events: 'upward crossings of -20 mV by LNs, at the row before',
    probes: probed,
    notes: run.notes,
  };
  return {
    name: `${stem}.npz`,
    bytes: writeNpz(arrays, { 'about.json': JSON.stringify(about, null, 1) }),
    notes: [
      'about.json in it says what each array is, in which unit and which way round; matrices are [postsynaptic, presynaptic].',
      ...run.notes,
    ],
  };
}

function shown(interval: number): string {
  return String(Number(interval.toPrecision(6)));
}
