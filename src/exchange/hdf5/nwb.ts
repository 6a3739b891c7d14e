import type { Dataset, Group } from 'h5wasm';
import type { ExportFile } from '../exportFile.ts';
import { nameOfNeuron } from '../recordedRun.ts';
import type { RecordedRows, RecordedRun, RecordedSpikes } from '../recordedRun.ts';
import { writeHdf5 } from './hdf5File.ts';
import { injectedCurrent } from '../injectedCurrent.ts';

/** The version of the schema that the file follows: https://github.com/NeurodataWithoutBorders/nwb-schema/tree/2.6.0 */
const NWB_VERSION = '2.6.0';

/** Values of a chunk that is compressed. */
const CHUNK = 1 << 16;

/** Neurons. */
const REPORT_EVERY = 10;

/** What of a file is not in the run. */
export interface NwbOrigin {
  /** When it is written: NWB asks for a date of the session, and a simulation has none of its own. */
  readonly now: Date;
  /** Random UUIDs, a new one at each call. */
  readonly uuid: () => string;
}

/**
 * A run as NWB (Neurodata Without Borders): V of each neuron as a CurrentClampSeries with an electrode of its own, what was injected and
 * recorded besides as TimeSeries, spikes as Units. Numbers stay as they were recorded, in mV and µA/cm²; `conversion` makes SI units of them.
 * @param report hears how much of V is written, 0 … 1
 */
export async function writeNwb(
  run: RecordedRun,
  stem: string,
  origin: NwbOrigin,
  report: (share: number) => void = () => {},
): Promise<ExportFile> {
  const bytes = await writeHdf5((file) => new NwbWriter(run, origin, report).write(file));
  return {
    name: `${stem}.nwb`,
    bytes,
    notes: [
      'The injected current is a density: it stands in A/m² as a TimeSeries, since a CurrentClampStimulusSeries needs amperes, and the model has no membrane area.',
      'The session begins when the file is written: a simulation has no date. There is no Subject: no animal was used.',
      'Left out: the schema itself (readers bring their own), the matrices of synapses, and the tables of intracellular recordings, which NWB does not require.',
      ...run.notes,
    ],
  };
}

interface Series extends RecordedRows {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  /** What makes the unit of the values. */
  readonly conversion: number;
  readonly comments?: string;
  /** Values in a row; an axis of its own where it is given. */
  readonly columns?: number;
  readonly isCompressed?: boolean;
}

class NwbWriter {
  readonly #run: RecordedRun;
  readonly #origin: NwbOrigin;
  readonly #report: (share: number) => void;

  constructor(run: RecordedRun, origin: NwbOrigin, report: (share: number) => void) {
    this.#run = run;
    this.#origin = origin;
    this.#report = report;
  }

  write(file: Group): void {
    const { title, description, from, to } = this.#run;
    const now = this.#origin.now.toISOString();
    this.#type(file, 'NWBFile', 'core');
    file.create_attribute('nwb_version', NWB_VERSION, []);
    text(file, 'identifier', this.#origin.uuid());
    const stretch = `${ms(from)} to ${ms(to)} ms`;
    text(file, 'session_description', `Simulation by NerveFlow Lab: ${title || 'untitled'}, ${stretch}`);
    text(file, 'session_start_time', now);
    text(file, 'timestamps_reference_time', now);
    texts(file, 'file_create_date', [now]);
    const acquisition = file.create_group('acquisition');
    file.create_group('analysis');
    const processing = file.create_group('processing');
    const stimulus = file.create_group('stimulus');
    const presentation = stimulus.create_group('presentation');
    stimulus.create_group('templates');
    const general = file.create_group('general');
    text(general, 'experiment_description', title || 'untitled');
    text(general, 'notes', description.join('\n'));
    texts(general, 'keywords', ['simulation', 'Hodgkin-Huxley', 'antennal lobe']);
    this.#writeVoltages(acquisition, general);
    this.#writeProbes(acquisition);
    this.#writeStimulus(presentation);
    this.#writeMeans(processing);
    this.#writeUnits(file);
  }

  #writeVoltages(acquisition: Group, general: Group): void {
    const { n, populations, version, voltage } = this.#run;
    const device = general.create_group('devices').create_group('NerveFlowLab');
    this.#type(device, 'Device', 'core');
    device.create_attribute('description', `NerveFlow Lab ${version}: simulated neurons, no hardware`, []);
    device.create_attribute('manufacturer', 'NerveFlow Lab', []);
    const electrodes = general.create_group('intracellular_ephys');
    const rows = voltage.values.length / n;
    for (let neuron = 0; neuron < n; neuron++) {
      const name = nameOfNeuron(populations, neuron);
      const id = name.replace(' ', '_');
      const electrode = electrodes.create_group(`electrode_${id}`);
      this.#type(electrode, 'IntracellularElectrode', 'core');
      text(electrode, 'description', 'The membrane potential of the model itself: there is no electrode');
      text(electrode, 'cell_id', name);
      electrode.create_soft_link(device.path, 'device');
      const values = new Float32Array(rows);
      for (let row = 0; row < rows; row++) values[row] = voltage.values[row * n + neuron]!;
      const series = this.#writeSeries(acquisition, 'CurrentClampSeries', {
        name: `V_${id}`,
        description: `Membrane potential of ${name}`,
        unit: 'volts',
        conversion: 1e-3,
        start: voltage.start,
        values,
      });
      series.create_attribute('stimulus_description', 'I_stim', []);
      series.create_attribute('sweep_number', 0, [], '<I');
      // Volt per volt: the schema lets it out, PyNWB does not.
      series.create_dataset({ name: 'gain', data: [1], shape: [], dtype: '<f' });
      series.create_soft_link(electrode.path, 'electrode');
      if (neuron % REPORT_EVERY === 0) this.#report(neuron / n);
    }
  }

  #writeProbes(acquisition: Group): void {
    for (const { neuron, variable, unit, meaning, start, values } of this.#run.probes) {
      if (values.length === 0) continue;
      const name = nameOfNeuron(this.#run.populations, neuron);
      this.#writeSeries(acquisition, 'TimeSeries', {
        name: `${variable.replaceAll(/\W/g, '_')}_${name.replace(' ', '_')}`,
        description: `${variable} of ${name}: ${meaning}`,
        ...(SI_UNITS[unit] ?? { unit: unit === '' ? '1' : unit, conversion: 1 }),
        start,
        values,
      });
    }
  }

  #writeStimulus(presentation: Group): void {
    const { populations, voltage } = this.#run;
    const { neurons, values } = injectedCurrent(this.#run);
    if (neurons.length === 0) return;
    const names = neurons.map((neuron) => nameOfNeuron(populations, neuron)).join(', ');
    this.#writeSeries(presentation, 'TimeSeries', {
      name: 'I_stim',
      description: `Injected current density, depolarising where positive; columns: ${names}`,
      comments: 'A density, since the model has no membrane area: neurons that are not named receive none',
      ...SI_UNITS['µA/cm²']!,
      start: voltage.start,
      values,
      columns: neurons.length,
      isCompressed: true,
    });
  }

  #writeMeans(processing: Group): void {
    const { populations, means } = this.#run;
    if (means.values.length === 0) return;
    const module = processing.create_group('mean_voltage');
    this.#type(module, 'ProcessingModule', 'core');
    module.create_attribute('description', 'Mean membrane potential of each population', []);
    populations.forEach(({ name, count }, p) => {
      if (count === 0) return;
      const values = means.values.filter((_, k) => k % populations.length === p);
      this.#writeSeries(module, 'TimeSeries', {
        name: `mean_V_${name}`,
        description: `Mean membrane potential of ${count} ${name}`,
        unit: 'volts',
        conversion: 1e-3,
        start: means.start,
        values,
      });
    });
  }

  /** One row per neuron, in their order. */
  #writeUnits(file: Group): void {
    const { n, populations, spikes, events, dt, from, to } = this.#run;
    const units = file.create_group('units');
    this.#type(units, 'Units', 'core');
    const hasEvents = events.time.length > 0;
    const columns = ['population', 'spike_times', 'obs_intervals', ...(hasEvents ? ['event_times'] : [])];
    units.create_attribute('colnames', columns);
    units.create_attribute(
      'description',
      'Spikes of every neuron: upward crossings of 0 mV, at the start of their step',
      [],
    );
    const id = units.create_dataset({ name: 'id', data: Int32Array.from({ length: n }, (_, neuron) => neuron) });
    this.#type(id, 'ElementIdentifiers', 'hdmf-common');
    const names = populations.flatMap(({ name, count }) => Array.from({ length: count }, () => name));
    this.#column(units.create_dataset({ name: 'population', data: names }), 'Population of the neuron');
    const spikeTimes = this.#raggedTimes(units, 'spike_times', 'Times of spikes, s', spikes);
    spikeTimes.create_attribute('resolution', dt / 1000, [], '<d');
    const intervals = units.create_dataset({
      name: 'obs_intervals',
      data: Float64Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? from : to) / 1000),
      shape: [n, 2],
    });
    this.#column(intervals, 'When the neuron was observed: start and end, s');
    this.#index(
      units,
      intervals,
      Uint32Array.from({ length: n }, (_, neuron) => neuron + 1),
    );
    if (hasEvents)
      this.#raggedTimes(units, 'event_times', 'Upward crossings of −20 mV, by which LNs are counted, s', events);
  }

  /** Times of each neuron one after the other, with where each ends. */
  #raggedTimes(units: Group, name: string, description: string, { neuron, time }: RecordedSpikes): Dataset {
    const { n } = this.#run;
    const ends = new Uint32Array(n);
    for (const one of neuron) ends[one]!++;
    for (let one = 1; one < n; one++) ends[one]! += ends[one - 1]!;
    const next = Uint32Array.from(ends, (_, one) => ends[one - 1] ?? 0);
    const seconds = new Float64Array(time.length);
    for (let spike = 0; spike < time.length; spike++) seconds[next[neuron[spike]!]!++] = time[spike]! / 1000;
    const times = units.create_dataset({ name, data: seconds });
    this.#column(times, description);
    this.#index(units, times, ends);
    return times;
  }

  #column(dataset: Dataset, description: string): void {
    this.#type(dataset, 'VectorData', 'hdmf-common');
    dataset.create_attribute('description', description, []);
  }

  #index(table: Group, target: Dataset, ends: Uint32Array): void {
    const name = target.path.split('/').at(-1)!;
    const index = table.create_dataset({ name: `${name}_index`, data: ends });
    this.#type(index, 'VectorIndex', 'hdmf-common');
    index.create_attribute('description', `Where the rows of ${name} end`, []);
    index.create_attribute('target', target.create_reference(), [], 'Reference');
  }

  #writeSeries(parent: Group, type: string, series: Series): Group {
    const {
      name,
      description,
      comments = 'no comments',
      unit,
      conversion,
      start,
      values,
      columns,
      isCompressed,
    } = series;
    const group = parent.create_group(name);
    this.#type(group, type, 'core');
    group.create_attribute('description', description, []);
    group.create_attribute('comments', comments, []);
    const shape = columns === undefined ? [values.length] : [values.length / columns, columns];
    const chunks = [Math.min(shape[0]!, Math.max(1, Math.floor(CHUNK / (columns ?? 1)))), ...shape.slice(1)];
    const data = group.create_dataset({
      name: 'data',
      data: values,
      shape,
      ...(isCompressed && { chunks, compression: 'gzip' as const, compression_opts: 4 }),
    });
    data.create_attribute('unit', unit, []);
    data.create_attribute('conversion', conversion, [], '<d');
    data.create_attribute('offset', 0, [], '<d');
    data.create_attribute('resolution', -1, [], '<d');
    const starting = group.create_dataset({ name: 'starting_time', data: [start / 1000], shape: [], dtype: '<d' });
    starting.create_attribute('rate', 1000 / this.#run.rowInterval, [], '<f');
    starting.create_attribute('unit', 'seconds', []);
    return group;
  }

  #type(object: Group | Dataset, type: string, namespace: 'core' | 'hdmf-common'): void {
    object.create_attribute('namespace', namespace, []);
    object.create_attribute('neurodata_type', type, []);
    object.create_attribute('object_id', this.#origin.uuid(), []);
  }
}

/** What makes SI units of the lab's. */
const SI_UNITS: Readonly<Record<string, { readonly unit: string; readonly conversion: number }>> = {
  mV: { unit: 'volts', conversion: 1e-3 },
  'µA/cm²': { unit: 'A/m**2', conversion: 1e-2 },
  mM: { unit: 'mol/m**3', conversion: 1 },
  '1/ms': { unit: '1/s', conversion: 1e3 },
};

function text(group: Group, name: string, value: string): void {
  group.create_dataset({ name, data: value, shape: [] });
}

function texts(group: Group, name: string, values: readonly string[]): void {
  group.create_dataset({ name, data: [...values] });
}

function ms(time: number): string {
  return String(Number(time.toFixed(6)));
}
