import { formatBytes } from '../../wording/formatBytes.ts';
import { buildNetwork, populationRanges } from '../../model/buildNetwork.ts';
import { givenMatrix } from '../../model/connectivity/matrix.ts';
import type { MatrixDescription, NetworkDescription } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { savedStateLength } from '../../model/savedState.ts';
import { stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { readCurrent } from '../currentFile.ts';
import { FileError } from '../fileError.ts';
import { readMatrix } from '../matrixFile.ts';
import { formatShape, MOST_HEADER_BYTES, npyHeader, readNpyHeader } from '../npy.ts';
import type { NpyHeader } from '../npy.ts';
import { proposeMatrix } from '../proposeMatrix.ts';
import { putSpikesBack, readState } from '../stateFile.ts';
import { previewStimulus } from '../stimulusPreview.ts';
import type { StimulusUpload } from '../stimulusProtocol.ts';
import { CURRENT_ROLE, STATE_ROLE, roleOf } from './arrayRoles.ts';
import type { ArrayRole, NamedRole } from './arrayRoles.ts';
import type { FolderFile } from './folderFile.ts';
import { isCompanion, isRecordedCurrent, readRecordedCurrent } from './recordedCurrent.ts';

/** The lab that the arrays are for. */
export interface FolderPurpose {
  readonly network: NetworkDescription;
  readonly samplesPerMs: number;
  /** ms. */
  readonly dt: number;
  readonly duration: number;
  /** What the user says of arrays whose names say nothing, by path. */
  readonly roles?: Readonly<Record<string, ArrayRole>>;
}

/** An array among several files. */
export interface FoundArray {
  readonly path: string;
  /** '[12, 12] float64'. */
  readonly what: string;
}

/** What was taken of several files. */
export interface TakenArrays {
  /** Neurons of the network that they are for. */
  readonly n: number;
  /** Matrices by synapse type. */
  readonly matrices: Readonly<Record<string, MatrixDescription>>;
  readonly current?: StimulusUpload;
  readonly state?: { readonly values: Float64Array<ArrayBuffer>; readonly name: string };
  /** The files in a few words: 'ach_mat.npy, current.npy, the last row of state.batch3.npy'. */
  readonly files: readonly string[];
  /** What was assumed and left aside, one sentence each. */
  readonly notices: readonly string[];
}

/** Undefined `taken`: there are arrays, and none of their names says what it is. */
export interface FolderReading {
  readonly arrays: readonly FoundArray[];
  readonly taken?: TakenArrays;
}

/** Largest array that is read whole, bytes. */
const MOST_BYTES = 2 ** 29;

/** Files that are named in a sentence. */
const MOST_NAMED = 3;

/**
 * Takes matrices, currents and a state out of several files, by their names or as the user says: a NerveFlow folder, an .npz archive.
 * @throws FileError with a sentence for the user; nothing is taken then
 */
export async function takeArrays(files: readonly FolderFile[], purpose: FolderPurpose): Promise<FolderReading> {
  const { synapses } = PRESETS[purpose.network.preset];
  const arrays = files.filter(({ path }) => /\.(npy|csv|tsv|txt)$/i.test(path) && !/(^|\/)[._]/.test(path));
  const named = arrays.flatMap((file) => {
    const own = purpose.roles?.[file.path];
    const found: NamedRole | undefined = own === undefined ? roleOf(file.path, synapses) : { role: own, rank: 0 };
    return found ? [{ file, ...found }] : [];
  });
  if (named.length === 0) return { arrays: await describeArrays(arrays.filter(({ path }) => /\.npy$/i.test(path))) };
  const chosen = new Map<ArrayRole, (typeof named)[number]>();
  const notices: string[] = [];
  for (const one of named) {
    const other = chosen.get(one.role);
    if (other && other.rank === one.rank) {
      throw new FileError(`${other.file.path} and ${one.file.path} are both for ${one.role}: expected one`);
    }
    if (!other || one.rank < other.rank) chosen.set(one.role, one);
  }
  const currentFile = chosen.get(CURRENT_ROLE)?.file;
  const isTaken = (file: FolderFile): boolean =>
    [...chosen.values()].some((one) => one.file === file) ||
    (currentFile !== undefined && isRecordedCurrent(currentFile) && isCompanion(file));
  const aside = arrays
    .filter((file) => !isTaken(file))
    .map(({ path }) => path)
    .sort();
  if (aside.length > 0) {
    const more = aside.length > MOST_NAMED ? ` and ${aside.length - MOST_NAMED} more` : '';
    notices.push(`Left aside: ${aside.slice(0, MOST_NAMED).join(', ')}${more}.`);
  }

  const matrixFiles = synapses.flatMap((type) => {
    const one = chosen.get(type.name);
    return one ? [{ type, file: one.file }] : [];
  });
  const { matrices, n } = await takeMatrices(matrixFiles, purpose.network, notices);
  const { n: before, counts, initialState: _, initialStateName: __, ...described } = purpose.network;
  const network: NetworkDescription = {
    ...described,
    n,
    ...(counts && n === before && { counts }),
    matrices: { ...(n === before && purpose.network.matrices), ...matrices },
  };
  const found = currentFile && (await takeCurrent(currentFile, arrays, n, purpose.samplesPerMs));
  const current = typeof found === 'string' ? undefined : found;
  notices.push(...(typeof found === 'string' ? [found] : (found?.notices ?? [])));
  const stateFile = chosen.get(STATE_ROLE);
  const state = stateFile && (await takeState(stateFile, network, purpose, notices));
  return {
    arrays: [],
    taken: {
      n,
      matrices,
      ...(current && { current }),
      ...(state && { state }),
      files: [
        ...matrixFiles.map(({ file }) => nameOf(file)),
        ...(currentFile && current ? [nameOf(currentFile)] : []),
        ...(state ? [state.name] : []),
      ],
      notices,
    },
  };
}

async function takeMatrices(
  files: readonly {
    readonly type: (typeof PRESETS)[keyof typeof PRESETS]['synapses'][number];
    readonly file: FolderFile;
  }[],
  network: NetworkDescription,
  notices: string[],
): Promise<{ readonly matrices: Record<string, MatrixDescription>; readonly n: number }> {
  const matrices: Record<string, MatrixDescription> = {};
  let n: number | undefined;
  for (const { type, file } of files) {
    const name = nameOf(file);
    const bytes = await readWhole(file);
    n ??= readMatrix(bytes, { name }).n;
    const populations = populationRanges(PRESETS[network.preset], n, n === network.n ? network.counts : undefined);
    const proposal = proposeMatrix(bytes, name, { n, populations, type });
    if (proposal.isTurned || proposal.orientation === 'assumed') notices.push(`${name}: ${proposal.reason}`);
    matrices[type.name] = givenMatrix(proposal.weights, name);
  }
  return { matrices, n: n ?? network.n };
}

/** @returns a sentence where it is left aside */
async function takeCurrent(
  file: FolderFile,
  files: readonly FolderFile[],
  n: number,
  samplesPerMs: number,
): Promise<StimulusUpload | string> {
  const read = isRecordedCurrent(file)
    ? await readRecordedCurrent(file, files, n, readWhole)
    : readCurrent(await readWhole(file), { name: nameOf(file), n, samplesPerMs });
  if (typeof read === 'string') return read;
  return { ...read, preview: previewStimulus(stimulusColumns(read.stimulus, n, 0)) };
}

/** One row of numbers as it is; of the rows of a batch the last, its spike times counted back from the end of the batch. */
async function takeState(
  { file, batch }: { readonly file: FolderFile; readonly batch?: number },
  network: NetworkDescription,
  { dt, duration }: FolderPurpose,
  notices: string[],
): Promise<TakenArrays['state']> {
  const name = nameOf(file);
  const built = buildNetwork(network, duration);
  const synapses = built.synapses.map(({ type, presynaptic }) => `${presynaptic.length} ${type.name} synapses`);
  const expected = savedStateLength(built);
  const explanation = `the state of ${network.n} neurons with ${synapses.join(' and ')}`;
  const header = await readHead(file);
  if (header.shape.length !== 2) {
    const values = readState(await readWhole(file), { name, expected, explanation });
    const back = putSpikesBack(values, network.n);
    if (back > 0) notices.push(`The last spike of ${name} was at ${back} ms: its spike times were put back so far.`);
    return { values, name };
  }
  const [rows, columns] = header.shape as [number, number];
  if (columns !== expected || rows === 0) {
    throw new FileError(
      `${name} is ${formatShape(header.shape)}: expected ${formatShape([rows || 'rows', expected] as number[])}, rows of ${explanation}`,
    );
  }
  const values = readState(await lastRow(file, header, rows, columns), { name, expected, explanation });
  // Batches go on counting time: before these rows lie those of the batches before.
  const back = putSpikesBack(values, network.n, (rows * ((batch ?? 0) + 1) - 1) * dt);
  const reach = batch === undefined ? 'its rows' : `${batch + 1} batches of as many rows`;
  notices.push(
    `Runs start from the last of the ${rows} rows of ${name}: time and currents begin at 0 there, and its spike times were put ${back} ms back, as far as ${reach} of ${dt} ms reach.`,
  );
  return { values, name: `last row of ${name}` };
}

/** The last row as a .npy file of its own; of a large file nothing else is read. */
async function lastRow(
  file: FolderFile,
  { dtype, fortranOrder, dataOffset, dataBytes }: NpyHeader,
  rows: number,
  columns: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size !== dataOffset + dataBytes) {
    throw new FileError(
      `${nameOf(file)} has ${file.size} bytes: expected ${dataOffset + dataBytes}, as its header says`,
    );
  }
  if ((dtype !== '<f8' && dtype !== '<f4') || fortranOrder) {
    throw new FileError(
      `${nameOf(file)} holds ${dtype} in ${fortranOrder ? 'Fortran' : 'C'} order: expected float64 rows one after the other, as NerveFlow saves them`,
    );
  }
  const rowBytes = dataBytes / rows;
  const row = await file.read(file.size - rowBytes, file.size);
  const header = npyHeader(dtype, [columns]);
  const whole = new Uint8Array(header.length + row.length);
  whole.set(header);
  whole.set(row, header.length);
  return whole;
}

async function describeArrays(files: readonly FolderFile[]): Promise<FoundArray[]> {
  if (files.length === 0) {
    throw new FileError(
      'there are no arrays (.npy) among these files: expected ach_mat.npy, fgaba_mat.npy, current.npy, initial_state.npy or state.batchK.npy',
    );
  }
  const found: FoundArray[] = [];
  for (const file of files) {
    const { shape, dtype } = await readHead(file);
    found.push({ path: file.path, what: `${formatShape(shape)} ${nameOfType(dtype)}` });
  }
  return found;
}

const KINDS: Readonly<Record<string, string>> = { f: 'float', i: 'int', u: 'uint' };

/** '<f8' as NumPy's users call it: 'float64'. */
function nameOfType(dtype: string): string {
  const [, kind = '', bytes] = /^[<>|=]([fiu])(\d)$/.exec(dtype) ?? [];
  return kind in KINDS ? `${KINDS[kind]}${8 * Number(bytes)}` : dtype === '|b1' ? 'bool' : dtype;
}

async function readHead(file: FolderFile): Promise<NpyHeader> {
  return readNpyHeader(await file.read(0, Math.min(file.size, MOST_HEADER_BYTES)), nameOf(file));
}

function readWhole(file: FolderFile): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MOST_BYTES) {
    throw new FileError(`${nameOf(file)} has ${formatBytes(file.size)}: expected ${formatBytes(MOST_BYTES)} at most`);
  }
  return file.read(0, file.size);
}

/** Without the folders that it lies in. */
function nameOf({ path }: FolderFile): string {
  return path.split('/').at(-1) ?? path;
}
