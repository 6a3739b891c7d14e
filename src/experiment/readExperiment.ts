import { formatBytes } from '../wording/formatBytes.ts';
import { FileError } from '../files/fileError.ts';
import { describeForeignFile } from '../files/foreignFile.ts';
import { formatShape, readNpy } from '../files/npy.ts';
import { inOneLine, quoted } from '../files/quoted.ts';
import { ZIP_LIMITS, openZip } from '../files/zip.ts';
import type { ZipEntry } from '../files/zip.ts';
import { MOST_NEURONS, populationRanges } from '../model/buildNetwork.ts';
import type { MatrixDescription, NetworkDescription } from '../model/description.ts';
import type { NetworkModel } from '../model/model.ts';
import { checkChanges } from '../model/parameters/parameterChanges.ts';
import { PRESETS } from '../model/presets.ts';
import { describeProbes } from '../model/probes.ts';
import { checkPlan } from '../model/stateColumns.ts';
import type { Experiment, ExperimentCurrent } from './experiment.ts';
import { DESCRIPTION_NAME, FORMAT, FOR_HUMANS, MOST_ENTRIES, MOST_SAMPLES, VERSION } from './experimentFormat.ts';
import { isExperimentArray } from './arraysOf.ts';
import type { ExperimentArray } from './arraysOf.ts';
import { engineRequest } from './readEngineRequest.ts';
import { matrixReader } from './readMatrix.ts';
import { guide, longRun, parameterChange, probe } from './readParts.ts';
import { currentReader } from './readStimulus.ts';
import { asObject, listOf, misfit, numberFrom, objectOf, oneOf, seed, text, wholeFrom, within } from './shape.ts';
import type { Read, Tell } from './shape.ts';
import { describeExperiment } from './writeExperiment.ts';

/** Bytes of the description; a list of one value for each of 65,535 neurons takes 1 MB. */
const MOST_TEXT = 16 * 2 ** 20;
/** Values that all changes of parameters together may set. */
const MOST_VALUES = 20_000_000;

export interface ReadExperiment {
  readonly experiment: Experiment;
  /** What of the file was left aside, in sentences. */
  readonly notices: readonly string[];
}

/**
 * Reads an experiment that `writeExperiment` wrote, or a hand: `experiment.json` in a .zip beside its arrays, or alone. Nothing is trusted, and
 * nothing is mended: the first entry that is not legal refuses the file. Whether all fits together (currents for as many neurons as the
 * network has) is asked when it is to run.
 * @param name of the file, for the messages
 * @throws FileError with a sentence that says which entry, what came, what would be right.
 */
export function readExperiment(bytes: Uint8Array<ArrayBuffer>, name: string): ReadExperiment {
  const { text: json, files, where } = openFile(bytes, name);
  const file = migrate(parse(json, where), where);
  const arrays = new ArrayFiles(files, name);
  const experiment = readDescription(file, arrays, where);
  arrays.checkShapes(experiment);
  const { description } = describeExperiment(experiment);
  const unknown = unknownKeys(file, description).filter((key) => !FOR_HUMANS.some((one) => one === key));
  const notices =
    unknown.length > 0 ? [`${where} has entries that this lab does not know, and left aside: ${listed(unknown)}.`] : [];
  return { experiment, notices };
}

interface OpenFile {
  readonly text: Uint8Array<ArrayBuffer>;
  /** Those of the archive, by their names beside the description. */
  readonly files: ReadonlyMap<string, ZipEntry>;
  /** The description, for messages: 'experiment.json in run.zip'. */
  readonly where: string;
}

function openFile(bytes: Uint8Array<ArrayBuffer>, name: string): OpenFile {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) {
    if (bytes.length > MOST_TEXT) throw tooLong(name, bytes.length);
    return { text: bytes, files: new Map(), where: name };
  }
  // What is stored as it is may be as long as it is; what was packed is bounded.
  const entries = openZip(bytes, name, {
    entryBytes: Math.max(ZIP_LIMITS.entryBytes, bytes.length),
    totalBytes: Math.max(ZIP_LIMITS.totalBytes, bytes.length),
  });
  // A folder that was zipped by hand stands in the archive itself.
  const paths = [...entries.keys()].filter((one) => one === DESCRIPTION_NAME || one.endsWith(`/${DESCRIPTION_NAME}`));
  if (paths.length !== 1) {
    const found = paths.length === 0 ? 'no' : `${paths.length} files named`;
    throw new FileError(
      `${name} has ${found} ${DESCRIPTION_NAME}: expected one, as in the experiments that the lab saves`,
    );
  }
  const entry = entries.get(paths[0]!)!;
  if (entry.size > MOST_TEXT) throw tooLong(`${DESCRIPTION_NAME} in ${name}`, entry.size);
  const folder = paths[0]!.slice(0, -DESCRIPTION_NAME.length);
  const beside = [...entries].filter(([path]) => path.startsWith(folder));
  return {
    text: entry.read(),
    files: new Map(beside.map(([path, one]) => [path.slice(folder.length), one])),
    where: `${DESCRIPTION_NAME} in ${name}`,
  };
}

function tooLong(where: string, bytes: number): FileError {
  return new FileError(
    `${where} has ${formatBytes(bytes)} of text: expected at most ${formatBytes(MOST_TEXT)}, with arrays in files of their own`,
  );
}

type Unknown = Readonly<Record<string, unknown>>;

function parse(bytes: Uint8Array<ArrayBuffer>, where: string): Unknown {
  const expected = 'expected the JSON of an experiment';
  const json = new TextDecoder().decode(bytes);
  if (!/^\s*\{/.test(json.slice(0, 1000))) {
    throw new FileError(`${where} is ${describeForeignFile(bytes)}: ${expected}, or a .zip with it`);
  }
  try {
    return asObject(JSON.parse(json));
  } catch (error) {
    throw new FileError(`${where} is damaged: it is no JSON${placeOf(error, json)}; ${expected}`);
  }
}

/** Where the browser says that a text ceases to be JSON; '' where it does not say. */
function placeOf(error: unknown, json: string): string {
  const { message } = error as SyntaxError;
  const position = /position (\d+)/.exec(message)?.[1];
  const before = position === undefined ? [] : json.slice(0, Number(position)).split('\n');
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (before.length > 0) return ` from line ${before.length}, character ${before.at(-1)!.length + 1} on`;
  return line === undefined ? '' : ` from line ${line}, character ${column} on`;
}

/** How the description of version k + 1 becomes one of version k + 2. */
const MIGRATIONS: readonly ((file: Unknown) => Unknown)[] = [];

function migrate(file: Unknown, where: string): Unknown {
  const tell = refuse(where);
  if (file['format'] !== FORMAT) {
    within(tell, 'format')(misfit(file['format'], `'${FORMAT}'`));
  }
  const { version } = file;
  if (typeof version === 'number' && version > VERSION) {
    throw new FileError(
      `${where} was written by a newer lab: its format has the version ${version}, and this lab reads up to ${VERSION}`,
    );
  }
  wholeFrom(1, VERSION)(version, within(tell, 'version'));
  return MIGRATIONS.slice((version as number) - 1).reduce((older, next) => next(older), file);
}

function refuse(where: string): Tell {
  return ({ at, problem }) => {
    throw new FileError(inOneLine(`${where}: ${at === '' ? 'it' : at} ${problem}`, MOST_LETTERS));
  };
}

const MOST_LETTERS = 450;

/** The .npy files that a description refers to. */
class ArrayFiles {
  readonly #files: ReadonlyMap<string, ZipEntry>;
  readonly #name: string;
  readonly #arrays = new Map<string, ExperimentArray>();
  readonly #shapes = new Map<ExperimentArray, { readonly file: string; readonly shape: readonly number[] }>();

  /** @param name of the archive, for the messages */
  constructor(files: ReadonlyMap<string, ZipEntry>, name: string) {
    this.#files = files;
    this.#name = name;
  }

  /** Takes `{ "array": "arrays/ACh.npy" }` for the array in that file. */
  readonly read: Read<ExperimentArray> = (value, tell) => {
    const file = objectOf({ array: text })(value, tell)?.array;
    if (file === undefined) return undefined;
    const known = this.#arrays.get(file);
    if (known) return known;
    const entry = this.#files.get(file);
    if (!entry) {
      tell?.({ at: 'array', problem: `is ${quoted(file, 60)}: ${this.#name} has no such file` });
      return undefined;
    }
    const { shape, dtype, values: found } = readNpy(entry.read(), `${file} in ${this.#name}`);
    // Not a view of the whole archive, which would go wherever the array goes.
    const values = found.slice();
    if (!isExperimentArray(values)) {
      tell?.({ at: 'array', problem: `is '${file}' of ${dtype}: expected float64, float32, uint32, uint8 or bool` });
      return undefined;
    }
    this.#arrays.set(file, values);
    this.#shapes.set(values, { file, shape });
    return values;
  };

  /** @throws FileError where an array has the right number of entries along other axes. */
  checkShapes({ network, stimulus }: Experiment): void {
    for (const { start } of Object.values(network.matrices ?? {})) {
      if (start.kind === 'given') this.#check(start.weights, [start.n, start.n], 'postsynaptic × presynaptic neurons');
    }
    for (const { part } of stimulus) {
      if (part.kind === 'array') this.#check(part.values, [part.samples, part.n], 'samples × neurons');
    }
  }

  #check(array: ExperimentArray, expected: readonly number[], axes: string): void {
    const { file, shape } = this.#shapes.get(array)!;
    if (shape.length === expected.length && shape.every((length, axis) => length === expected[axis])) return;
    throw new FileError(
      `${file} in ${this.#name} is ${formatShape(shape)}: expected ${formatShape(expected)}, ${axes}`,
    );
  }
}

const run = objectOf(
  { duration: numberFrom(Number.MIN_VALUE, Number.MAX_VALUE), dt: numberFrom(Number.MIN_VALUE, Number.MAX_VALUE) },
  { engine: engineRequest },
);
const recording = objectOf({ every: wholeFrom(1, MOST_SAMPLES) }, { probes: listOf(probe, MOST_ENTRIES), longRun });
const presetName = oneOf(...(Object.keys(PRESETS) as (keyof typeof PRESETS)[]));

function readDescription(file: Unknown, { read: array }: ArrayFiles, where: string): Experiment {
  const tell = refuse(where);
  const preset = objectOf({ preset: presetName })(file['model'], within(tell, 'model'))!.preset;
  const model = PRESETS[preset];
  const current = currentReader(model, array);
  const read = objectOf(
    {
      title: text,
      model: objectOf(
        { neurons: wholeFrom(1, MOST_NEURONS), seed },
        { changes: listOf(parameterChange, MOST_ENTRIES), populations: populationsReader(model) },
      ),
      stimulus: listOf(current, MOST_ENTRIES),
      run,
      recording,
    },
    { connectivity: connectivityReader(model, array), initialState: initialStateReader(array), guide },
  )(file, tell)!;
  const { neurons: n, populations: counts, changes, ...rest } = read.model;
  const { drawn, given } = read.initialState ?? {};
  const network: NetworkDescription = {
    preset,
    n,
    ...(counts && { counts }),
    seed: rest.seed,
    ...(read.connectivity && { matrices: read.connectivity }),
    ...(drawn && { start: drawn }),
    ...(given && { initialState: given.state, ...(given.name !== undefined && { initialStateName: given.name }) }),
    ...(changes && { changes }),
  };
  checkTogether(network, read.stimulus, read.recording, tell);
  const { duration, dt, engine } = read.run;
  const { every, probes, longRun: long } = read.recording;
  return {
    title: read.title,
    engine: engine ?? { choice: 'auto' },
    network,
    stimulus: read.stimulus,
    duration,
    dt,
    recordEvery: every,
    ...(probes && { probes }),
    ...(read.guide && { guide: read.guide }),
    ...(long && { longRun: long }),
  };
}

/** What is right by itself and wrong in this network. */
function checkTogether(
  { preset, n, counts, changes = [] }: NetworkDescription,
  stimulus: readonly ExperimentCurrent[],
  { probes = [], longRun: long }: NonNullable<ReturnType<typeof recording>>,
  tell: Tell,
): void {
  const model = PRESETS[preset];
  const sum = counts?.reduce((total, count) => total + count, 0);
  if (sum !== undefined && sum !== n) {
    tell({ at: 'model.populations', problem: `are ${sum} neurons together: expected ${n}, as model.neurons says` });
  }
  const populations = populationRanges(model, n, counts);
  const ids = stimulus.map(({ id }) => id);
  const twice = ids.findIndex((id, k) => ids.indexOf(id) < k);
  if (twice >= 0) within(tell, `stimulus[${twice}].id`)(misfit(ids[twice], 'an id of its own'));
  const check = (at: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      tell({ at, problem: `cannot be: ${error.message}` });
    }
  };
  if (changes.length * n > MOST_VALUES) {
    const most = Math.floor(MOST_VALUES / n);
    tell({ at: 'model.changes', problem: `are ${changes.length}: expected at most ${most} of ${n} neurons` });
  }
  check('model.changes', () => checkChanges(model, populations, changes));
  check('recording.probes', () => void describeProbes(model, populations, probes));
  if (long) check('recording.longRun', () => checkPlan({ model, n }, long.record));
}

/** Neurons of each population, by their names: { "PN": 90, "LN": 30 }. */
function populationsReader({ populations }: NetworkModel): Read<readonly number[]> {
  const names = populations.map(({ name }) => name);
  const byName = objectOf(Object.fromEntries(names.map((name) => [name, wholeFrom(0, MOST_NEURONS)])));
  return (value, tell) => {
    const read = byName(value, tell);
    return read && names.map((name) => read[name]!);
  };
}

function connectivityReader(
  model: NetworkModel,
  array: Read<unknown>,
): Read<Readonly<Record<string, MatrixDescription>>> {
  const types = model.synapses.map(({ name }) => name);
  const matrices = objectOf({}, Object.fromEntries(types.map((type) => [type, matrixReader(model, array)])));
  return (value, tell) => {
    const other = Object.keys(asObject(value)).find((type) => !types.includes(type));
    if (other === undefined) return matrices(value, tell) as Readonly<Record<string, MatrixDescription>> | undefined;
    tell?.({ at: '', problem: `has a matrix of ${quoted(other, 40)}: expected ${types.join(', ')}` });
    return undefined;
  };
}

/** @param array finds the typed array that is meant */
function initialStateReader(array: Read<unknown>) {
  const state: Read<Float64Array<ArrayBuffer>> = (value, tell) => {
    const found = array(value, tell);
    if (found === undefined) return undefined;
    if (found instanceof Float64Array && found.every(Number.isFinite)) return found as Float64Array<ArrayBuffer>;
    tell?.(misfit(found, 'an array of finite numbers as float64'));
    return undefined;
  };
  const drawn = objectOf(
    {},
    { V: numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE), noise: numberFrom(0, Number.MAX_VALUE) },
  );
  return objectOf({}, { drawn, given: objectOf({ state }, { name: text }) });
}

/** Paths of entries that a file has and its description, read and written again, has not. */
function unknownKeys(file: unknown, description: unknown): string[] {
  const found: string[] = [];
  const visit = (one: unknown, known: unknown, path: string): void => {
    if (typeof one !== 'object' || one === null || found.length === MOST_LISTED) return;
    const other = asObject(known);
    // A file of an array may have another name.
    if (!Array.isArray(one) && 'array' in one && 'array' in other) return;
    for (const [key, value] of Object.entries(one)) {
      const at = Array.isArray(one) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (Object.hasOwn(other, key)) visit(value, other[key], at);
      else found.push(inOneLine(at, 60));
    }
  };
  visit(file, description, '');
  return found;
}

const MOST_LISTED = 10;

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]!;
}
