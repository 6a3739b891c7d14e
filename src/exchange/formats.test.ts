import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeRunNpz, writeSpikesCsv, writeVoltageCsv, writeVoltageNpy } from './arrays.ts';
import { RUN } from './fixtures/recordedRun.ts';
import { inFolder, PYTHON, runPython } from './fixtures/python.ts';
import { injectedCurrent } from './injectedCurrent.ts';
import { writeNwb } from './hdf5/nwb.ts';
import { writeSonata } from './hdf5/sonata.ts';

interface Entry {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly values?: unknown;
  readonly links?: Readonly<Record<string, string>>;
  readonly target?: string;
}

interface Read {
  readonly nwb: Readonly<Record<string, Entry>>;
  readonly sonata: Readonly<Record<string, Entry>>;
  readonly npz: Readonly<Record<string, readonly [shape: number[], dtype: string, values: unknown]>>;
  readonly about: { readonly orientation: Record<string, string>; readonly probes: readonly unknown[] };
  readonly npy: readonly [shape: number[], dtype: string, values: number[][]];
  readonly csv: { readonly names: readonly string[]; readonly V: readonly (readonly number[])[] };
}

const V = (neuron: number): number[] => [...RUN.voltage.values].filter((_, k) => k % 4 === neuron);

describe.skipIf(PYTHON === undefined)('what h5py and NumPy read of a run', () => {
  let read: Read;

  beforeAll(async () => {
    let ids = 0;
    const uuid = (): string => `00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}`;
    const files = [
      await writeNwb(RUN, 'x', { now: new Date('2026-11-21T10:00:00Z'), uuid }),
      await writeSonata(RUN, 'x'),
      writeRunNpz(RUN, 'x'),
      writeVoltageNpy(RUN, 'x'),
      writeVoltageCsv(RUN, 'x'),
    ];
    read = await inFolder(async (folder) => {
      for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes);
      const script = path.join(import.meta.dirname, 'fixtures/read.py');
      return JSON.parse(await runPython([script, ...files.map(({ name }) => name)], folder)) as Read;
    });
  });

  test('NWB: V of each neuron is a CurrentClampSeries in volts, with an electrode and a device', () => {
    const series = read.nwb['/acquisition/V_PN_1']!;
    expect(series.attributes).toMatchObject({
      neurodata_type: 'CurrentClampSeries',
      namespace: 'core',
      object_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      stimulus_description: 'I_stim',
    });
    expect(series.links).toEqual({ electrode: '/general/intracellular_ephys/electrode_PN_1' });
    const data = read.nwb['/acquisition/V_PN_1/data']!;
    expect(data).toMatchObject({ shape: [30], dtype: 'float32', attributes: { unit: 'volts', conversion: 1e-3 } });
    expect(data.values).toEqual(V(1));
    const starting = read.nwb['/acquisition/V_PN_1/starting_time']!;
    expect(starting).toMatchObject({ values: 0, attributes: { rate: 10_000, unit: 'seconds' } });
    const electrode = read.nwb['/general/intracellular_ephys/electrode_PN_1']!;
    expect(electrode.attributes['neurodata_type']).toBe('IntracellularElectrode');
    expect(electrode.links).toEqual({ device: '/general/devices/NerveFlowLab' });
    expect(read.nwb['/general/intracellular_ephys/electrode_LN_3/cell_id']?.values).toBe('LN 3');
  });

  test('NWB: the file says what it is, when it was written, and that a density has no amperes', () => {
    expect(read.nwb['/']!.attributes).toMatchObject({ neurodata_type: 'NWBFile', nwb_version: '2.6.0' });
    expect(read.nwb['/session_start_time']?.values).toBe('2026-11-21T10:00:00.000Z');
    expect(read.nwb['/general/experiment_description']?.values).toBe('Odour, Ähre');
    expect(read.nwb['/general/notes']?.values).toBe(RUN.description.join('\n'));
    const current = read.nwb['/stimulus/presentation/I_stim/data']!;
    expect(read.nwb['/stimulus/presentation/I_stim']!.attributes['neurodata_type']).toBe('TimeSeries');
    expect(current).toMatchObject({ shape: [30, 1], attributes: { unit: 'A/m**2', conversion: 0.01 } });
    const values = (current.values as number[][]).flat();
    expect(values).toEqual([...injectedCurrent(RUN).values]);
    // From the edit at 1 ms on, 10 (1 − exp(−t/1 ms)) µA/cm².
    expect(values.slice(0, 10).every((one) => one === 0)).toBe(true);
    expect(values[15]).toBeCloseTo(10 * (1 - Math.exp(-1.5)), 5);
    const probe = read.nwb['/acquisition/I_Na_PN_1/data']!;
    expect(probe).toMatchObject({ shape: [20], attributes: { unit: 'A/m**2', conversion: 0.01 } });
    expect(read.nwb['/acquisition/I_Na_PN_1/starting_time']?.values).toBe(0.001);
    expect(read.nwb['/processing/mean_voltage/mean_V_LN/data']?.shape).toEqual([30]);
  });

  test('NWB: every typed object has an id of its own', () => {
    const ids = Object.values(read.nwb).flatMap(({ attributes }) => attributes['object_id'] ?? []);
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('NWB: Units hold the spikes of each neuron in seconds, and the events by which LNs are counted', () => {
    const column = (name: string): Entry => read.nwb[`/units/${name}`]!;
    expect(read.nwb['/units']!.attributes).toMatchObject({
      neurodata_type: 'Units',
      colnames: ['population', 'spike_times', 'obs_intervals', 'event_times'],
    });
    expect(column('id')).toMatchObject({ values: [0, 1, 2, 3], attributes: { neurodata_type: 'ElementIdentifiers' } });
    expect(column('population').values).toEqual(['PN', 'PN', 'PN', 'LN']);
    expect(column('spike_times_index')).toMatchObject({ values: [1, 3, 3, 3], target: '/units/spike_times' });
    const seconds = [1.2, 0.55, 2.91].map((ms) => expect.closeTo(ms / 1000, 12) as number);
    expect(column('spike_times')).toMatchObject({ values: seconds, attributes: { resolution: 1e-5 } });
    expect(column('obs_intervals').values).toEqual(Array.from({ length: 4 }, () => [0, 0.003]));
    expect(column('event_times_index').values).toEqual([0, 0, 0, 1]);
    expect(column('event_times').values).toEqual([0.0014]);
  });

  test('SONATA: timestamps in ms and node ids, with version and magic', () => {
    expect(read.sonata['/']!.attributes).toEqual({ magic: 0x0a7a, version: [0, 1] });
    expect(read.sonata['/spikes/nerveflow']!.attributes).toEqual({ sorting: 'by_time' });
    expect(read.sonata['/spikes/nerveflow/timestamps']).toMatchObject({
      dtype: 'float64',
      attributes: { units: 'ms' },
      values: [...RUN.spikes.time],
    });
    expect(read.sonata['/spikes/nerveflow/node_ids']).toMatchObject({
      dtype: 'uint64',
      values: [...RUN.spikes.neuron],
    });
    expect(read.sonata['/spikes/nerveflow_events/node_ids']?.values).toEqual([3]);
  });

  test('.npz: every array under a name with its unit, and what it is', () => {
    const { npz, about } = read;
    expect(npz['voltage_mV']![0]).toEqual([30, 4]);
    expect(npz['voltage_mV']![1]).toBe('float32');
    expect(npz['time_ms']![2]).toEqual(Array.from({ length: 30 }, (_, row) => row / 10));
    expect(npz['spike_time_ms']![2]).toEqual([...RUN.spikes.time]);
    expect(npz['fgaba_mat']![2]).toEqual([
      [0, 0, 0, 0.5],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(npz['probe_0_I_Na_1']![0]).toEqual([20]);
    expect(about.orientation['matrices']).toBe('[postsynaptic, presynaptic]');
    expect(about.probes).toMatchObject([{ variable: 'I_Na', neuron: 1, unit: 'µA/cm²', start_ms: 1 }]);
  });

  test('.npy and .csv: V is [samples, neurons], and the table names time, neurons and units', () => {
    const [shape, dtype, rows] = read.npy;
    expect([shape, dtype]).toEqual([[30, 4], 'float32']);
    expect(rows.map((row) => row[2])).toEqual(V(2));
    expect(read.csv.names).toEqual(['time_ms', 'V_PN_0_mV', 'V_PN_1_mV', 'V_PN_2_mV', 'V_LN_3_mV']);
    expect(read.csv.V.map((row) => row[0])).toEqual(Array.from({ length: 30 }, (_, row) => row / 10));
    expect(read.csv.V.map((row) => Math.fround(row[2]!))).toEqual(V(1));
  });
});

test('spikes.csv is that of the command line', () => {
  expect(new TextDecoder().decode(writeSpikesCsv(RUN, 'x').bytes)).toBe('neuron,time_ms\n1,0.55\n0,1.20\n1,2.91\n');
});

test('a run without spikes, events and currents is written too', async () => {
  const none = { neuron: new Int32Array(), time: new Float64Array() };
  const silent = { ...RUN, spikes: none, events: none, probes: [], stimuli: RUN.stimuli.slice(0, 1) };
  const nwb = await writeNwb(silent, 'x', { now: new Date(0), uuid: () => '' });
  expect([...nwb.bytes.subarray(1, 4)]).toEqual([...'HDF'].map((letter) => letter.charCodeAt(0)));
  expect((await writeSonata(silent, 'x')).bytes.length).toBeGreaterThan(1000);
});
