import type { Group } from 'h5wasm';
import { FileError } from '../../files/fileError.ts';
import { quoted } from '../../files/quoted.ts';
import type { PopulationRange } from '../../model/population.ts';
import { isDataset, isGroup, readHdf5 } from '../hdf5/hdf5File.ts';
import { checkedSpikes, MOST_SPIKES } from './importedSpikes.ts';
import type { ImportedSpikes, SpikesPurpose } from './importedSpikes.ts';
import { SONATA_END, SONATA_EVENTS } from '../hdf5/sonata.ts';

/** Units of timestamps, in ms; SONATA's own are milliseconds, also where none is named. */
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  seconds: 1000,
  us: 1e-3,
};

/**
 * Spikes of a SONATA file: /spikes/<population>/{timestamps, node_ids}, or both straight in /spikes, as older files have them; in any order.
 * Ids of a single population are indices in the network; those of populations that are called as the network's count from their first
 * neuron.
 * @see https://github.com/AllenInstitute/sonata/blob/master/docs/SONATA_DEVELOPER_GUIDE.md#spike-file
 * @throws FileError with a sentence for the user
 */
export function readSonata(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  purpose: SpikesPurpose,
): Promise<ImportedSpikes> {
  return readHdf5(bytes, name, (file) => {
    const root = file.get('spikes');
    if (!isGroup(root)) {
      const found = file.keys().slice(0, 5).join(', ') || 'nothing';
      throw new FileError(`${name} holds no /spikes (it has ${found}): expected a SONATA spike file`);
    }
    const groups = new Map<string, Group>();
    if (isDataset(root.get('node_ids'))) groups.set('/spikes', root);
    else {
      for (const key of root.keys().slice(0, MOST_POPULATIONS)) {
        const entity = root.get(key);
        if (isGroup(entity)) groups.set(key, entity);
      }
    }
    const events = groups.size > 1 ? groups.get(SONATA_EVENTS) : undefined;
    if (events) groups.delete(SONATA_EVENTS);
    const notes: string[] = [];
    const parts = placesOf([...groups.keys()], name, purpose.populations).map(({ key, first, end }) =>
      readPopulation(groups.get(key)!, `${name}, population '${key}',`, first, end, notes),
    );
    const end = root.attrs[SONATA_END]?.value;
    const spikes = parts.length === 1 ? parts[0]! : merged(parts, name, purpose.n);
    return {
      name,
      ...spikes,
      ...(events && { events: readPopulation(events, `${name}, population '${SONATA_EVENTS}',`, 0, purpose.n, []) }),
      ...(typeof end === 'number' && end > 0 && Number.isFinite(end) && { duration: end }),
      notes,
    };
  });
}

/** As many populations of one file are looked at. */
const MOST_POPULATIONS = 64;

function merged(parts: readonly Pick<ImportedSpikes, 'neuron' | 'time'>[], name: string, n: number) {
  const count = parts.reduce((sum, { time }) => sum + time.length, 0);
  if (count > MOST_SPIKES) throw new FileError(`${name} holds ${count} spikes: expected ${MOST_SPIKES} at most`);
  const ids = new Int32Array(count);
  const times = new Float64Array(count);
  let at = 0;
  for (const { neuron, time } of parts) {
    ids.set(neuron, at);
    times.set(time, at);
    at += time.length;
  }
  return checkedSpikes(ids, times, { name, n });
}

/** Where the ids of each population begin in the network, and which index follows its last. */
function placesOf(keys: readonly string[], name: string, populations: readonly PopulationRange[]) {
  const [only] = keys;
  if (only === undefined) throw new FileError(`${name} holds no population in /spikes: expected one`);
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const found = keys.map((key) => populations.find((one) => one.name.toLowerCase() === key.toLowerCase()));
  if (found.every((one) => one !== undefined)) {
    return found.map(({ first, count }, k) => ({ key: keys[k]!, first, end: first + count }));
  }
  if (keys.length === 1) return [{ key: only, first: 0, end: n }];
  const known = populations.map((one) => one.name).join(' and ');
  throw new FileError(
    `${name} holds the populations ${keys.slice(0, 5).join(', ')}: expected one, whose ids are indices in the network, or ${known}`,
  );
}

function readPopulation(
  group: Group,
  name: string,
  first: number,
  end: number,
  notes: string[],
): Pick<ImportedSpikes, 'neuron' | 'time'> {
  const [nodeIds, timestamps] = [group.get('node_ids') ?? group.get('gids'), group.get('timestamps')];
  if (!isDataset(nodeIds) || !isDataset(timestamps)) {
    throw new FileError(`${name} lacks timestamps or node_ids: expected both`);
  }
  const [idShape, timeShape] = [nodeIds.shape ?? [], timestamps.shape ?? []];
  if (idShape.length !== 1 || timeShape.length !== 1 || idShape[0] !== timeShape[0]) {
    throw new FileError(
      `${name} has node_ids of [${idShape.join(', ')}] and timestamps of [${timeShape.join(', ')}]: expected one of each per spike`,
    );
  }
  if (timeShape[0]! > MOST_SPIKES) {
    throw new FileError(`${name} holds ${timeShape[0]} spikes: expected ${MOST_SPIKES} at most`);
  }
  const unitName = unitOf(timestamps.attrs['units']?.value ?? group.attrs['units']?.value);
  if (unitName === undefined) notes.push('Its times name no unit: taken as milliseconds.');
  const unit = unitName === undefined ? 1 : UNITS[unitName.toLowerCase()];
  if (unit === undefined) throw new FileError(`${name} has times in ${quoted(unitName!)}: expected ms or s`);
  return checkedSpikes(
    numbersOf(nodeIds.value, `${name} node_ids`),
    plainNumbersOf(timestamps.value, `${name} timestamps`),
    {
      name,
      n: end,
      first,
      unit,
    },
  );
}

function unitOf(value: unknown): string | undefined {
  const only: unknown = Array.isArray(value) ? value[0] : value;
  return typeof only === 'string' ? only : undefined;
}

type Numbers = ArrayLike<number | bigint>;

function numbersOf(value: unknown, what: string): Numbers {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value as unknown as Numbers;
  throw new FileError(`${what} are no numbers: expected one per spike`);
}

function plainNumbersOf(value: unknown, what: string): ArrayLike<number> {
  const numbers = numbersOf(value, what);
  if (!(numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)) return numbers as ArrayLike<number>;
  return Float64Array.from(numbers, Number);
}
