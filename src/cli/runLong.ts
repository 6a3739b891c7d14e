import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeRun } from '../experiment/describeRun.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { ReadExperiment } from '../experiment/readExperiment.ts';
import { describePrecision, type EngineRequest } from '../engine/engineInfo.ts';
import { FileError } from '../files/fileError.ts';
import { writeNpy } from '../files/npy.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import type { LongRunDescription, Probe, RunDescription } from '../model/description.ts';
import { firstStepOf, planBatches, type BatchPlan } from '../simulation/longRun/batchPlan.ts';
import { bytesNeeded, type BytesNeeded } from '../simulation/longRun/bytesNeeded.ts';
import { mergeRun, type MergeFormat } from '../simulation/longRun/mergeRun.ts';
import { openLongRun } from '../simulation/longRun/openLongRun.ts';
import { putExperiment, readEngine } from '../simulation/longRun/runExperiment.ts';
import {
  batchOfFile,
  ENGINE_FILE,
  EXPERIMENT_FILE,
  isOfRun,
  MERGED_STATES,
  RECORD_FILE,
  startOfRun,
} from '../simulation/longRun/runFiles.ts';
import { putFile, type RunFolder } from '../simulation/longRun/runFolder.ts';
import { putRecord } from '../simulation/longRun/runRecord.ts';
import type { LongRunProgress } from '../simulation/longRun/runRecorder.ts';
import { UsageError } from './arguments.ts';
import type { ResumeOptions } from './longRunOptions.ts';
import { holdFolder } from './holdFolder.ts';
import { NodeFolder } from './nodeFolder.ts';
import { openLongRunInBrowser } from './openInBrowser.ts';
import { openLongRunInNode } from './openInNode.ts';
import type { OpenRun, RunningLongRun } from './openRun.ts';
import type { SimulateOptions } from './options.ts';
import { Interruption, type Surroundings } from './program.ts';
import { describeSpeed, ProgressLine } from './progressLine.ts';
import { readExperimentFile, readRun } from './readRun.ts';
import { ownVersions } from './versions.ts';
import { formatBytes } from '../wording/formatBytes.ts';

const FINAL_STATE = 'final_state.npy';

type LongRunOptions = SimulateOptions & { readonly longRun: LongRunDescription };

/** A run to be taken to disk, and its folder. */
interface LongRun {
  readonly run: RunDescription;
  readonly longRun: LongRunDescription;
  readonly out: string;
  readonly folder: NodeFolder;
  readonly engine: EngineRequest;
  readonly isInBrowser: boolean;
  readonly merge: MergeFormat | undefined;
  readonly notices: readonly string[];
  /** Kept in the folder before the first batch; it is there already where the run goes on. */
  readonly experiment?: Experiment;
}

/** `simulate … --batches`: takes a new run to disk. */
export async function runLong(options: LongRunOptions, surroundings: Surroundings): Promise<void> {
  const { out, longRun, engine, merge, isInBrowser } = options;
  const { run, experiment, notices } = await readRun(options);
  const folder = await NodeFolder.open(out);
  await holdFolder(out, async () => {
    if ((await folder.list()).some(isOfRun)) {
      throw new UsageError(`${out} holds a run already: go on with it by --resume, or name another folder`);
    }
    // The experiment first: from here on, nobody goes on with an earlier run by mistake.
    for (const name of [EXPERIMENT_FILE, ENGINE_FILE, RECORD_FILE, FINAL_STATE]) await folder.remove(name);
    await toDisk(
      { run, longRun, out, folder, engine, isInBrowser, merge, notices, experiment: { ...experiment, longRun } },
      surroundings,
    );
  });
}

/** `simulate --resume`: goes on with the run in a folder, or only merges one that is over. */
export async function resumeLongRun(options: ResumeOptions, surroundings: Surroundings): Promise<void> {
  const { resume: out, merge } = options;
  if (!existsSync(path.join(out, EXPERIMENT_FILE))) {
    throw new UsageError(`${out} holds no run to go on with: expected the folder of one that was begun with --batches`);
  }
  const folder = await NodeFolder.open(out);
  const { experiment, notices } = await readOwnExperiment(folder, out);
  const { longRun } = experiment;
  if (longRun === undefined)
    throw new UsageError(`the experiment in ${out} does not go to disk: expected a run of --batches`);
  const engine = options.engine ?? (await readOwnEngine(out)) ?? experiment.engine;
  const run = describeRun(experiment);
  const isInBrowser = options.isInBrowser || engine.choice === 'webgl';
  await holdFolder(out, () => toDisk({ run, longRun, out, folder, engine, isInBrowser, merge, notices }, surroundings));
}

/** One sentence where the experiment records what a run in batches does not write. */
function describeUnwritten(probes: readonly Probe[]): string[] {
  if (probes.length === 0) return [];
  const names = probes.slice(0, MOST_NAMED).map(({ variable, neuron }) => `${variable}:${neuron}`);
  const more = probes.length > MOST_NAMED ? ` and ${probes.length - MOST_NAMED} more` : '';
  const instead =
    'a run in batches writes its state, of which --record-variables and --record-neurons choose, and its spikes';
  return [`not recorded: ${names.join(', ')}${more} of the experiment; ${instead}`];
}

/** Recorded variables that are named in a notice. */
const MOST_NAMED = 4;

async function readOwnExperiment(folder: NodeFolder, out: string): Promise<ReadExperiment> {
  try {
    return await readExperimentFile(path.join(out, EXPERIMENT_FILE));
  } catch (error) {
    const names = await folder.list();
    if (!(error instanceof FileError) || names.some(isOfRun)) throw error;
    throw new FileError(`${error.message}; no batch of the run is there: begin it again without --resume`, {
      cause: error,
    });
  }
}

/** On what the run began, where its experiment leaves that open. */
async function readOwnEngine(out: string): Promise<EngineRequest | undefined> {
  const file = path.join(out, ENGINE_FILE);
  return existsSync(file) ? readEngine(await readFile(file, 'utf8')) : undefined;
}

/** From the first batch that is not confirmed to the last file. */
async function toDisk(plan: LongRun, surroundings: Surroundings): Promise<void> {
  const { longRun, folder, merge } = plan;
  const { stderr } = surroundings;
  // Of what is recorded beside V nothing would be written: it is not computed.
  const { probes = [], ...run } = plan.run;
  const network = buildNetwork(run.network, run.duration);
  // A run of the page may have branched from another one.
  const start = startOfRun(await folder.list());
  const batches = planBatches(run, longRun, network, start);
  await checkRoom(plan, bytesNeeded(run, longRun, network, start), stderr);
  if (await isFinished(folder, run, longRun)) stderr.write(`all ${longRun.batches} batches are there\n`);
  else await toItsEnd({ ...plan, run, notices: [...plan.notices, ...describeUnwritten(probes)] }, surroundings);
  if (merge) await mergeBatches(folder, batches, merge, surroundings);
}

/** Whether there is nothing left to simulate, nor to be asked of an engine: it may not be there any more. */
async function isFinished(folder: RunFolder, run: RunDescription, longRun: LongRunDescription): Promise<boolean> {
  const names = await folder.list();
  if (![FINAL_STATE, RECORD_FILE].every((name) => names.includes(name))) return false;
  return (await openLongRun(folder, run, longRun)).confirmed === longRun.batches;
}

async function toItsEnd(plan: LongRun, surroundings: Surroundings): Promise<void> {
  const { run, longRun, folder, engine, isInBrowser } = plan;
  // Before the run is opened: in a browser it begins at once.
  if (plan.experiment) await putExperiment(folder, plan.experiment);
  const open = isInBrowser ? openLongRunInBrowser : openLongRunInNode;
  const opened = await open(folder, { run, longRun, engine });
  try {
    const { session } = opened;
    const { kind, device, reason } = session.engine;
    const notices = [...plan.notices, ...session.notices];
    for (const line of [`${kind} (${describePrecision(session.engine)}): ${device}`, reason, ...notices])
      surroundings.stderr.write(`${line}\n`);
    await simulate(session, plan, surroundings);
    await finish(plan, opened, notices);
  } finally {
    await opened.close();
  }
}

/** Says what the run needs, and refuses one for which there is no room. */
async function checkRoom(
  { out, folder, longRun, merge }: LongRun,
  { rows, width, states, others, merged }: BytesNeeded,
  stderr: Surroundings['stderr'],
): Promise<void> {
  const names = await folder.list();
  const sizes = await Promise.all(names.map((name) => folder.size(name)));
  const there = (isMeant: (name: string) => boolean): number =>
    sizes.reduce((sum, size, k) => sum + (isMeant(names[k]!) ? size : 0), 0);
  const [toMerge, isAbout] = merge ? [merged[merge], merge === 'csv' ? 'about ' : ''] : [0, ''];
  // What was merged before makes room for what takes its place.
  const left = Math.max(0, states + others - there((name) => batchOfFile(name) !== undefined));
  const needed = left + Math.max(0, toMerge - there((name) => merge !== undefined && name === MERGED_STATES[merge]));
  const what =
    `${longRun.batches} batches, ${rows} rows of ${width} numbers: ${formatBytes(states)}, ` +
    `about ${formatBytes(others)} of spikes and checkpoints${merge ? `, ${isAbout}${formatBytes(toMerge)} merged` : ''}`;
  stderr.write(`${out} gets ${what}\n`);
  const room = await folder.room();
  if (needed <= room) return;
  throw new Error(
    `there is room for ${formatBytes(room)} in ${out}, this run needs ${formatBytes(needed)} more (${what}): ` +
      `record less (--record-every, --record-variables, --record-neurons), or name a folder on another disk`,
  );
}

async function simulate(session: RunningLongRun, plan: LongRun, { stderr, signal }: Surroundings): Promise<void> {
  const { out } = plan;
  const line = new ProgressLine(stderr);
  const first = session.progress;
  const { confirmed, batches } = session.longRun;
  if (session.isDone) stderr.write(`all ${batches} batches are there\n`);
  else if (first.step > 0) stderr.write(`${confirmed} of ${batches} batches are there: on from ${first.time} ms\n`);
  const start = performance.now();
  // By the clock: a disk may well take longer than the device.
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    while (!session.isDone) {
      signal.throwIfAborted();
      await session.advance();
      line.showText(() => describeLongRun(session, first.step, seconds()));
    }
  } catch (error) {
    throw withOutcome(error, session.longRun, plan);
  } finally {
    line.end();
  }
  const done = Number((session.progress.time - first.time).toFixed(6));
  if (done === 0) return;
  const took = seconds();
  stderr.write(`${out}: ${done} ms in ${Number(took.toPrecision(3))} s, ${describeSpeed(done, took)}\n`);
}

/** An error that also says what is on disk and how to go on; a fault of the lab stays what it is. */
function withOutcome(error: unknown, { confirmed, batches }: LongRunProgress, { out, isInBrowser }: LongRun): unknown {
  const outcome = `${confirmed} of ${batches} batches are in ${out}`;
  if (error instanceof Interruption) {
    const browser = isInBrowser ? ' --browser' : '';
    return new Interruption(error.exitCode, `${outcome}, and --resume${browser} --out ${out} goes on with them`);
  }
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) return error;
  return new Error(`${error.message}; ${outcome}`, { cause: error });
}

/** Writes what stands beside the batches of a run that is over, run.json last. */
async function finish(
  { run, longRun, folder }: LongRun,
  { session, versions }: OpenRun<RunningLongRun>,
  notices: readonly string[],
): Promise<void> {
  const state = await session.readState();
  await putFile(folder, FINAL_STATE, writeNpy({ shape: [state.length], values: state }));
  await putRecord(folder, { run, longRun, session, notices, versions: { ...ownVersions(), ...versions } });
}

async function mergeBatches(
  folder: NodeFolder,
  plan: BatchPlan,
  format: MergeFormat,
  { stderr, signal }: Surroundings,
): Promise<void> {
  const line = new ProgressLine(stderr);
  const onProgress = (done: number, all: number): void =>
    line.showText(() => `merging to .${format}: ${Math.floor((100 * done) / all)}%`);
  try {
    await mergeRun(folder, plan, format, { onProgress, signal });
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    throw new Interruption(error.exitCode, 'all batches are there, to be merged by --resume --merge');
  } finally {
    line.end();
  }
}

/**
 * 'batch 3 of 10: 45%, 245 of 1000 ms, 0.42 × real time, 3 s left, 0.3 GB on disk'
 * @param firstStep where the program began, `seconds` ago
 */
export function describeLongRun(
  { progress, longRun }: Pick<RunningLongRun, 'progress' | 'longRun'>,
  firstStep: number,
  seconds: number,
): string {
  const { step, steps, time } = progress;
  const { confirmed, batches, bytes } = longRun;
  const start = firstStepOf({ start: longRun.start, steps, batches }, confirmed);
  const share = Math.floor((100 * (step - start)) / Math.max(1, longRun.batchEnd - start));
  const dt = time / step;
  const secondsLeft = (seconds / (step - firstStep)) * (steps - step);
  const isOver = confirmed === batches;
  return [
    isOver ? `${batches} of ${batches} batches` : `batch ${confirmed + 1} of ${batches}: ${share}%`,
    `${Number(time.toFixed(1))} of ${Number((steps * dt).toFixed(1))} ms`,
    describeSpeed((step - firstStep) * dt, seconds),
    `${Math.ceil(secondsLeft)} s left`,
    `${formatBytes(bytes)} on disk`,
  ].join(', ');
}
