import { writeNpy } from '../files/npy.ts';
import { writeZip } from '../files/zip.ts';
import type { MatrixDescription } from '../model/description.ts';
import { PRESETS } from '../model/presets.ts';
import { isExperimentArray } from './arraysOf.ts';
import type { Experiment } from './experiment.ts';
import { ARRAYS_FOLDER, DESCRIPTION_NAME, FORMAT, VERSION } from './experimentFormat.ts';
import { formatJson } from './formatJson.ts';
import type { Json } from './formatJson.ts';

/** An experiment as a file: 'odour-pulse.experiment.json', or .zip where it has arrays. */
export interface ExperimentFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Arrays that are longer, bytes, are kept as they are: currents and states hardly pack, and take their time. Weights of 0 and 1 do. */
const MOST_PACKED = 4 * 2 ** 20;

/**
 * The file of an experiment. The same experiment makes the same bytes.
 * @param software version of the lab that writes it
 * @param isArchive makes it a .zip also where there are no arrays
 */
export function writeExperiment(
  experiment: Experiment,
  { software, isArchive = false }: { readonly software: string; readonly isArchive?: boolean },
): ExperimentFile {
  const { description, arrays } = describeExperiment(experiment);
  const { format, version, ...content } = description;
  const head = { format, version, software: { name: 'NerveFlow Lab', version: software } };
  const text = `${formatJson({ ...head, conventions: conventionsOf(experiment), ...content })}\n`;
  const stem = stemOf(experiment.title.toLowerCase());
  if (arrays.size === 0 && !isArchive)
    return { name: `${stem}.experiment.json`, bytes: new TextEncoder().encode(text) };
  const weights = new Set<Uint8Array>();
  const files: Record<string, string | Uint8Array> = { [DESCRIPTION_NAME]: text };
  for (const [name, { shape, values }] of arrays) {
    const bytes = writeNpy({ shape, values });
    files[name] = bytes;
    if (values instanceof Uint8Array) weights.add(bytes);
  }
  const isStored = (bytes: Uint8Array): boolean => bytes.length > MOST_PACKED && !weights.has(bytes);
  return { name: `${stem}.experiment.zip`, bytes: writeZip(files, isStored) };
}

export interface DescribedArray {
  readonly shape: readonly number[];
  readonly values: Parameters<typeof writeNpy>[0]['values'];
}

/** An experiment as `experiment.json` holds it, and the arrays that it refers to by their names in the archive. */
export function describeExperiment(experiment: Experiment): {
  readonly description: Readonly<Record<string, Json>>;
  readonly arrays: ReadonlyMap<string, DescribedArray>;
} {
  const { title, engine, network, stimulus, duration, dt, recordEvery, probes, guide, longRun } = experiment;
  const { preset, n, counts, seed, changes, matrices, start, initialState, initialStateName } = network;
  const arrays = new Map<string, DescribedArray>();
  /** Refers to an array by the name of its file. */
  const refer = (stem: string, values: DescribedArray['values'], shape: readonly number[] = [values.length]): Json => {
    const path = `${ARRAYS_FOLDER}${stemOf(stem)}`;
    let name = `${path}.npy`;
    // Windows takes names that differ in their letters' case alone for one.
    const isTaken = (one: string): boolean => [...arrays.keys()].some((key) => key.toLowerCase() === one.toLowerCase());
    for (let k = 2; isTaken(name); k++) name = `${path}-${k}.npy`;
    arrays.set(name, { shape, values });
    return { array: name };
  };
  const describeMatrix = (type: string, { start: from, patches, ...rest }: MatrixDescription): Json =>
    inOrder({
      start: from.kind === 'given' ? { ...from, weights: refer(type, from.weights, [from.n, from.n]) } : from,
      patches: patches.map((patch, k) =>
        patch.kind === 'cells'
          ? {
              ...patch,
              cells: refer(`${type}.patch${k}.cells`, patch.cells),
              weights:
                typeof patch.weights === 'number' ? patch.weights : refer(`${type}.patch${k}.weights`, patch.weights),
            }
          : patch,
      ),
      ...rest,
    });
  const { populations, synapses } = PRESETS[preset];
  const ofType = synapses.flatMap(({ name }) => {
    const matrix = matrices?.[name];
    return matrix ? [[name, describeMatrix(name, matrix)] as const] : [];
  });
  const description: Readonly<Record<string, Json>> = {
    format: FORMAT,
    version: VERSION,
    title,
    model: {
      preset,
      neurons: n,
      ...(counts && { populations: Object.fromEntries(populations.map(({ name }, p) => [name, counts[p]!])) }),
      seed,
      ...(changes && { changes: inOrder(changes) }),
    },
    ...(matrices && { connectivity: Object.fromEntries(ofType) }),
    ...((start || initialState) && {
      initialState: {
        ...(start && { drawn: inOrder(start) }),
        ...(initialState && {
          given: {
            ...(initialStateName !== undefined && { name: initialStateName }),
            state: refer('initial_state', initialState),
          },
        }),
      },
    }),
    stimulus: stimulus.map(({ id, name, isOn, part }) => ({
      id,
      ...(name !== undefined && { name }),
      isOn,
      part: inOrder(part.kind === 'array' ? { ...part, values: refer(id, part.values, [part.samples, part.n]) } : part),
    })),
    run: { duration, dt, engine: inOrder(engine) },
    recording: {
      every: recordEvery,
      ...(probes && { probes: inOrder(probes) }),
      ...(longRun && { longRun: inOrder(longRun) }),
    },
    ...(guide && { guide: inOrder(guide) }),
  };
  return { description, arrays };
}

/** What a reader looks for first; the rest follows by the alphabet. */
const FIRST = [
  'kind',
  'name',
  'parameter',
  'population',
  'neurons',
  'from',
  'to',
  'start',
  'rows',
  'columns',
  'first',
  'watch',
  'predict',
  'answer',
];
const LAST = ['onset', 'offset', 'receivers', 'seed', 'weights', 'values'];

/** Plain data in one order of its entries, so that the same experiment makes the same file; what is undefined is none. */
function inOrder(value: unknown): Json {
  if (isExperimentArray(value)) throw new TypeError('an array of an experiment has no file of its own');
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value as Json;
  const rank = (key: string): number =>
    FIRST.includes(key) ? FIRST.indexOf(key) - FIRST.length : LAST.indexOf(key) + 1;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]));
}

/** What the file's numbers and arrays mean, for whoever reads it without this lab. */
function conventionsOf({ network: { preset } }: Experiment): Json {
  return {
    matrices: '[postsynaptic, presynaptic]: row = postsynaptic neuron, column = presynaptic neuron',
    neurons: `counted from 0, ${PRESETS[preset].populations.map(({ name }) => name).join(' before ')}`,
    currents: 'positive depolarises; arrays are [sample, neuron]',
    units: {
      time: 'ms',
      voltage: 'mV',
      current: 'µA/cm²',
      conductance: 'mS/cm²',
      capacitance: 'µF/cm²',
      concentration: 'mM',
      frequency: 'Hz',
      phase: 'rad',
    },
  };
}

/** A text as part of the name of a file, on any system: 'Odour pulse' is 'Odour-pulse'. */
function stemOf(text: string): string {
  const letters = (text.match(/[\p{L}\p{N}_.]+/gu) ?? []).join('-');
  // By code points: half a letter in a name is none in an archive.
  return [...letters].slice(0, 60).join('') || 'experiment';
}
