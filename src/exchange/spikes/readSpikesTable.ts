import { FileError } from '../../files/fileError.ts';
import { parseTable } from '../../files/table.ts';
import { checkedSpikes, MOST_SPIKES } from './importedSpikes.ts';
import type { ImportedSpikes, SpikesPurpose } from './importedSpikes.ts';

/**
 * Spikes from a table of two columns, neuron and time in ms, as spikes.csv has them; the other way round where its heads say so.
 * @throws FileError with a sentence for the user
 */
export function readSpikesTable(bytes: Uint8Array<ArrayBuffer>, name: string, { n }: SpikesPurpose): ImportedSpikes {
  const text = new TextDecoder().decode(bytes);
  const [head = ''] = text.split(/\r?\n/, 1);
  if (/^\s*neuron\s*,\s*time_ms\s*$/.test(head) && text.trim().length === head.trim().length) {
    return { name, neuron: new Int32Array(), time: new Float64Array(), notes: ['It holds no spikes.'] };
  }
  const { rows, columns, values } = parseTable(text, name);
  if (columns < 2) throw new FileError(`${name} has ${columns} column: expected two, neuron and time in ms`);
  if (rows > MOST_SPIKES) throw new FileError(`${name} holds ${rows} spikes: expected ${MOST_SPIKES} at most`);
  const heads = head.toLowerCase().split(/[\s,;]+/);
  const isTimeFirst = (heads[0] ?? '').startsWith('time');
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + k]!);
  const [ids, times] = isTimeFirst ? [column(1), column(0)] : [column(0), column(1)];
  const isNamed = heads.some((one) => /neuron|node|id|time/.test(one));
  return {
    name,
    ...checkedSpikes(ids, times, { name, n }),
    notes: isNamed ? [] : ['Its columns have no names: taken as neuron and time in ms.'],
  };
}
