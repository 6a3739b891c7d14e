import type { StateShape } from '../compiler/layout.ts';
import { FileError } from '../files/fileError.ts';
import { readNpy } from '../files/npy.ts';
import { writeNpz, type NpzArray } from '../files/npz.ts';
import { readZip, ZIP_LIMITS } from '../files/zip.ts';
import type { Checkpoint } from './checkpoint.ts';

const DESCRIPTION = 'checkpoint.json';
const FORMAT = 'NerveFlow Lab checkpoint';
const VERSION = 1;

/** Bytes of a state up to which it is packed: that takes its time, and hardly makes it smaller. */
const MOST_PACKED = 4 * 2 ** 20;

/** What arrays of these types are read as. */
interface Values {
  readonly '<f8': Float64Array<ArrayBuffer>;
  readonly '<f4': Float32Array<ArrayBuffer>;
  readonly '<i4': Int32Array<ArrayBuffer>;
  readonly '|u1': Uint8Array<ArrayBuffer>;
}

interface Description extends Pick<Checkpoint, 'step' | 'dt'>, Pick<StateShape, 'n' | 'slots' | 'populations'> {
  readonly format: string;
  readonly version: number;
  /** Names of the synapse types, in the model's order. */
  readonly synapses: readonly string[];
  /** Names of all arrays: the archive's directory has no checksum of its own. */
  readonly arrays: readonly string[];
}

/**
 * A checkpoint as a .npz: np.load(file)['high'] is the state in the order of its layout, 'low' what float32 could not hold of it, 't_fire' the
 * spikes' times, 'presynaptic_GABA' whose open fractions follow the neurons' variables. `checkpoint.json` holds the rest.
 */
export function writeCheckpoint({ step, dt, state, shape }: Checkpoint): Uint8Array<ArrayBuffer> {
  const { n, slots, populations, openFractions } = shape;
  const lists = openFractions.flatMap(({ type, presynaptic, ofSynapse }) => [
    [`presynaptic_${type}`, Int32Array.from(presynaptic)] as const,
    ...(ofSynapse ? [[`of_synapse_${type}`, Int32Array.from(ofSynapse)] as const] : []),
  ]);
  const { high, low, t_fire, byTables } = state;
  const values: Record<string, NpzArray['values'] | undefined> = { high, low, t_fire, by_tables: byTables };
  const arrays = [...Object.entries(values), ...lists].flatMap(([name, array]) =>
    array ? [[name, { shape: [array.length], values: array }] as const] : [],
  );
  const synapses = openFractions.map(({ type }) => type);
  const head = { format: FORMAT, version: VERSION, step, dt, n, slots, populations };
  const description: Description = { ...head, synapses, arrays: arrays.map(([name]) => name) };
  return writeNpz(
    Object.fromEntries(arrays),
    { [DESCRIPTION]: JSON.stringify(description) },
    ({ values: array }) => !(array instanceof Int32Array) && array.byteLength > MOST_PACKED,
  );
}

/**
 * Reads what `writeCheckpoint` wrote. Whether it fits a run is asked when it goes on.
 * @param name of the file, for the messages
 * @throws FileError with a sentence when it is cut off, damaged or another file.
 */
export function readCheckpoint(bytes: Uint8Array<ArrayBuffer>, name: string): Checkpoint {
  // However large the network was: the state is about as long in the file, and the lists beside it are no longer than the state.
  const files = readZip(bytes, name, {
    entryBytes: Math.max(ZIP_LIMITS.entryBytes, bytes.length),
    totalBytes: Math.max(ZIP_LIMITS.totalBytes, 4 * bytes.length),
  });
  const { step, dt, n, slots, populations, synapses, arrays } = readDescription(files.get(DESCRIPTION), name);
  const take = <Type extends keyof Values>(array: string, ...types: Type[]): Values[Type] => {
    const file = files.get(`${array}.npy`);
    const found = file && readNpy(file, `${array}.npy in ${name}`);
    // In memory of its own, which can be sent on.
    if (found && types.some((type) => type === found.dtype)) return found.values.slice() as Values[Type];
    const what = found ? `as ${found.dtype}` : 'missing';
    throw new FileError(`${array} in ${name} is ${what}: expected an array of ${types.join(' or ')}`);
  };
  const orNone = <T>(array: string, read: (array: string) => T): T | undefined =>
    arrays.includes(array) ? read(array) : undefined;
  const high = take('high', '<f8', '<f4');
  const low = orNone('low', (array) => take(array, '<f4'));
  const byTables = orNone('by_tables', (array) => take(array, '|u1'));
  const indices = (array: string, limit: number): Uint32Array<ArrayBuffer> => {
    const list = take(array, '<i4');
    const wrong = list.find((index) => index < 0 || index >= limit);
    if (wrong === undefined) return Uint32Array.from(list);
    throw new FileError(`${array} in ${name} holds ${wrong}: expected whole numbers from 0 to ${limit - 1}`);
  };
  const openFractions = synapses.map((type) => {
    const presynaptic = indices(`presynaptic_${type}`, n);
    const ofSynapse = orNone(`of_synapse_${type}`, (array) => indices(array, presynaptic.length));
    return { type, presynaptic, ...(ofSynapse && { ofSynapse }) };
  });
  const t_fire = take('t_fire', '<f8');
  return {
    step,
    dt,
    state: { high, ...(low && { low }), t_fire, ...(byTables && { byTables }) },
    shape: { n, slots, populations, openFractions },
  };
}

function readDescription(bytes: Uint8Array | undefined, name: string): Description {
  if (bytes === undefined) throw new FileError(`${name} has no ${DESCRIPTION}: expected a checkpoint of the lab`);
  let found: Partial<Description>;
  try {
    found = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Description>;
  } catch (error) {
    throw new FileError(`${DESCRIPTION} in ${name} is damaged: ${(error as Error).message}`);
  }
  const { format, version, step, dt, n, slots, populations, synapses, arrays } = found ?? {};
  if (format !== FORMAT || version !== VERSION) {
    const what = format === FORMAT ? `version ${String(version)}` : 'no checkpoint';
    throw new FileError(`${name} is ${what}: expected a checkpoint of the lab, version ${VERSION}`);
  }
  const isWhole = [step, n, slots].every((value) => Number.isSafeInteger(value) && value! >= 0);
  const isRight =
    typeof dt === 'number' &&
    Array.isArray(synapses) &&
    synapses.every((type) => /^\w+$/.test(String(type))) &&
    Array.isArray(arrays) &&
    Array.isArray(populations) &&
    populations.every(
      (one) => typeof one?.name === 'string' && Number.isInteger(one.first) && Number.isInteger(one.count),
    );
  if (!isWhole || !isRight) throw new FileError(`${DESCRIPTION} in ${name} is not that of a checkpoint`);
  return found as Description;
}
