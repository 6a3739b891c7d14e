import { populationRanges } from '../../model/buildNetwork.ts';
import type { MatrixDescription, NetworkDescription, ParameterChange, Probe } from '../../model/description.ts';
import type { NetworkModel } from '../../model/model.ts';
import { checkChanges } from '../../model/parameters/parameterChanges.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { checkPlan } from '../../model/stateColumns.ts';
import { MOST_PROBES, hasProbe, isSameProbe } from '../../model/probes.ts';
import { readEngineRequest } from '../../experiment/readEngineRequest.ts';
import { FIELDS, checkField } from '../fields.ts';
import type { FieldName } from '../fields.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';
import { matrixReader } from '../../experiment/readMatrix.ts';
import { guide as readGuide, longRun, parameterChange, probe } from '../../experiment/readParts.ts';
import { asObject, listOf, numberFrom, objectOf, oneOf, text, wholeFrom } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';
import { entryReader } from './readStimulus.ts';

export interface ReadDocument {
  readonly document: LabDocument;
  /** What could not be brought back because its arrays are not there (yet): names of files, of matrices, of the initial state. */
  readonly lost: readonly string[];
}

/**
 * A document as `SavedLabs` wrote it. Nothing is trusted: what is missing or not legal takes its default, or is left out of its list.
 * @param array finds the typed array that a save refers to
 */
export function readDocument(value: unknown, array: Read<unknown>): ReadDocument {
  const saved = asObject(value);
  const lost = new Set<string>();
  // Before precisions could be chosen, the kind stood alone.
  const engine = readEngineRequest(
    typeof saved['engine'] === 'string' ? { choice: saved['engine'] } : asObject(saved['engine']),
  );
  const network = readNetwork(asObject(saved['network']), array, lost);
  const guide = readGuide(saved['guide']);
  const document: LabDocument = {
    title: text(saved['title']) ?? DEFAULT_DOCUMENT.title,
    engine: engine ?? DEFAULT_DOCUMENT.engine,
    network,
    stimulus: readStimulus(saved['stimulus'], PRESETS[network.preset], array, lost),
    duration: legal('duration', saved['duration'], DEFAULT_DOCUMENT.duration),
    dt: legal('dt', saved['dt'], DEFAULT_DOCUMENT.dt),
    recordEvery: legal('recordEvery', saved['recordEvery'], DEFAULT_DOCUMENT.recordEvery),
    ...readProbes(saved['probes'], network),
    ...(guide && { guide }),
    ...readLongRun(saved['longRun'], network),
  };
  return { document, lost: [...lost] };
}

function readNetwork(
  saved: Readonly<Record<string, unknown>>,
  array: Read<unknown>,
  lost: Set<string>,
): NetworkDescription {
  const byDefault = DEFAULT_DOCUMENT.network;
  const preset = oneOf(...(Object.keys(PRESETS) as (keyof typeof PRESETS)[]))(saved['preset']) ?? byDefault.preset;
  const model = PRESETS[preset];
  const n = legal('n', saved['n'], byDefault.n);
  const counts = listOf(wholeFrom(0, n), model.populations.length)(saved['counts']);
  const isSplit = counts?.length === model.populations.length && counts.reduce((sum, one) => sum + one, 0) === n;
  const own = isSplit ? counts : undefined;
  const { startV, noise } = FIELDS;
  const start = objectOf(
    {},
    { V: numberFrom(startV.least, startV.most), noise: numberFrom(noise.least, noise.most) },
  )(saved['start']);
  const initialState = array(saved['initialState']);
  const { initialStateName } = saved;
  if (saved['initialState'] !== undefined && !(initialState instanceof Float64Array)) {
    lost.add(text(initialStateName) ?? 'the initial state');
  }
  const matrices = readMatrices(asObject(saved['matrices']), model, array, lost);
  const changes = readChanges(saved['changes'], model, populationRanges(model, n, own));
  return {
    preset,
    n,
    ...(own && { counts: own }),
    seed: legal('seed', saved['seed'], byDefault.seed),
    ...(Object.keys(matrices).length > 0 && { matrices }),
    ...(saved['start'] !== undefined && start && { start }),
    ...(initialState instanceof Float64Array && {
      initialState: initialState as Float64Array<ArrayBuffer>,
      ...(typeof initialStateName === 'string' && { initialStateName }),
    }),
    ...(changes.length > 0 && { changes }),
  };
}

/** As long as the network has what it records. */
function readLongRun(value: unknown, { preset, n }: NetworkDescription): Pick<LabDocument, 'longRun'> {
  const read = longRun(value);
  if (!read) return {};
  try {
    checkPlan({ model: PRESETS[preset], n }, read.record);
    return { longRun: read };
  } catch {
    return {}; // The sentence is for somebody who asks for it; nobody did.
  }
}

/** Those of neurons and variables that there are, each once, no more than a run takes. */
function readProbes(value: unknown, { preset, n, counts }: NetworkDescription): Pick<LabDocument, 'probes'> {
  if (!Array.isArray(value)) return {};
  const model = PRESETS[preset];
  const populations = populationRanges(model, n, counts);
  const probes: Probe[] = [];
  for (const one of value as readonly unknown[]) {
    if (probes.length === MOST_PROBES) break;
    const read = probe(one);
    const isNew = read && hasProbe(model, populations, read) && !probes.some((other) => isSameProbe(other, read));
    if (isNew) probes.push(read);
  }
  return probes.length > 0 ? { probes } : {};
}

function readMatrices(
  saved: Readonly<Record<string, unknown>>,
  model: NetworkModel,
  array: Read<unknown>,
  lost: Set<string>,
): Readonly<Record<string, MatrixDescription>> {
  const read = matrixReader(model, array);
  const matrices: Record<string, MatrixDescription> = {};
  for (const { name } of model.synapses) {
    if (saved[name] === undefined) continue;
    const matrix = read(saved[name]);
    if (matrix) matrices[name] = matrix;
    else lost.add(`the ${name} matrix`);
  }
  return matrices;
}

/** Those that the model takes, one after the other: a value out of its range is left out. */
function readChanges(
  value: unknown,
  model: NetworkModel,
  populations: readonly PopulationRange[],
): readonly ParameterChange[] {
  if (!Array.isArray(value)) return [];
  const read = (value as readonly unknown[])
    .map((one) => parameterChange(one))
    .filter((change) => change !== undefined);
  const isTaken = (changes: readonly ParameterChange[]): boolean => {
    try {
      checkChanges(model, populations, changes);
      return true;
    } catch {
      return false; // The sentence is for somebody who types; nobody did.
    }
  };
  if (isTaken(read)) return read;
  let taken: readonly ParameterChange[] = [];
  for (const change of read.slice(0, MOST_JUDGED)) if (isTaken([...taken, change])) taken = [...taken, change];
  return taken;
}

/** Changes are judged one by one only where some are wrong: no save of ours. */
const MOST_JUDGED = 500;

function readStimulus(
  value: unknown,
  model: NetworkModel,
  array: Read<unknown>,
  lost: Set<string>,
): readonly StimulusEntry[] {
  if (!Array.isArray(value)) return DEFAULT_DOCUMENT.stimulus;
  let isFileLost = false;
  const read = entryReader(model, array, (name) => {
    lost.add(name);
    isFileLost = true;
  });
  const ids = new Set<string>();
  const entries: StimulusEntry[] = [];
  for (const one of value as readonly unknown[]) {
    const entry = read(one);
    if (!entry || ids.has(entry.id)) continue;
    ids.add(entry.id);
    entries.push(entry);
  }
  if (!isFileLost || entries.some(({ isOn }) => isOn)) return entries;
  // A file switches the other currents off; without it they come back.
  const [first, ...others] = entries;
  return first ? [{ ...first, isOn: true }, ...others] : DEFAULT_DOCUMENT.stimulus;
}

function legal(name: FieldName, value: unknown, byDefault: number): number {
  return typeof value === 'number' && FIELDS[name] && !checkField(name, value) ? value : byDefault;
}
