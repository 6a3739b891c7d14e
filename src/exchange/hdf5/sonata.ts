import type { Group } from 'h5wasm';
import type { ExportFile } from '../exportFile.ts';
import type { RecordedRun, RecordedSpikes } from '../recordedRun.ts';
import { writeHdf5 } from './hdf5File.ts';

/** The node population of the lab's networks: node id = index of the neuron, PN first. */
const SONATA_POPULATION = 'nerveflow';

/** Beside it: the upward crossings of −20 mV by which LNs are counted, with the same node ids. */
export const SONATA_EVENTS = 'nerveflow_events';

/** Attribute of /spikes: when the recording ends, ms, as in SONATA's simulation configuration; readers pass over what they do not know. */
export const SONATA_END = 'tstop';

/**
 * The spikes of a run as SONATA keeps them: /spikes/<population>/{timestamps, node_ids}, in the order of time.
 * @see https://github.com/AllenInstitute/sonata/blob/master/docs/SONATA_DEVELOPER_GUIDE.md#spike-file
 */
export async function writeSonata(run: RecordedRun, stem: string): Promise<ExportFile> {
  const bytes = await writeHdf5((file) => {
    file.create_attribute('magic', 0x0a7a, [], '<I');
    file.create_attribute('version', [0, 1], [2], '<I');
    const spikes = file.create_group('spikes');
    spikes.create_attribute(SONATA_END, run.to, [], '<d');
    writePopulation(spikes, SONATA_POPULATION, run.spikes);
    if (run.events.time.length > 0) writePopulation(spikes, SONATA_EVENTS, run.events);
  });
  return {
    name: `${stem}-spikes.h5`,
    bytes,
    notes: [
      `Spikes only, as upward crossings of 0 mV in the population '${SONATA_POPULATION}'${run.events.time.length > 0 ? `; LN events (−20 mV) in '${SONATA_EVENTS}' beside it` : ''}. Node id = index of the neuron, ${run.populations.map(({ name, first, count }) => `${name} from ${first}, ${count} in all`).join('; ')}.`,
      'Left out: voltages, nodes and edges; the sorting attribute is a text, as BMTK writes it.',
    ],
  };
}

function writePopulation(spikes: Group, name: string, { neuron, time }: RecordedSpikes): void {
  const group = spikes.create_group(name);
  group.create_attribute('sorting', 'by_time', []);
  const timestamps = group.create_dataset({ name: 'timestamps', data: time });
  timestamps.create_attribute('units', 'ms', []);
  group.create_dataset({ name: 'node_ids', data: BigUint64Array.from(neuron, BigInt) });
}
