import type { RunDescription } from '../model/description.ts';
import { openInBrowser } from './openInBrowser.ts';
import { openInNode } from './openInNode.ts';
import type { OpenRun } from './openRun.ts';
import { parseOptions, type SimulateOptions } from './options.ts';
import { describeSpeed, ProgressLine, type ProgressStream } from './progressLine.ts';
import { readFolder } from './readFolder.ts';
import { RunWriter } from './runWriter.ts';
import { ownVersions } from './versions.ts';

const SUCCESS = 0;
const BUG = 1;
const REFUSED = 2;

/** The user or the system wants the run to end early. */
export class Interruption extends Error {
  /** The shell's convention: 128 and the number of the signal. */
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('interrupted: nothing of this run was kept');
    this.exitCode = exitCode;
  }
}

export interface Surroundings {
  /** Gets the answer to `--help`, nothing else. */
  readonly stdout: { write(text: string): unknown };
  /** Gets progress, and the sentence when something is wrong. */
  readonly stderr: ProgressStream;
  /** Aborted with an Interruption; heard before every batch. */
  readonly signal: AbortSignal;
}

/**
 * The command `simulate`: reads a folder, runs it, writes the results.
 *
 * @returns The exit code: 0; 2 after one sentence on stderr; that of the signal when interrupted; 1 after a stack when the
 * lab itself is at fault.
 */
export async function runSimulate(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  try {
    const options = parseOptions(args);
    if ('help' in options) stdout.write(options.help);
    else await simulate(options, surroundings);
    return SUCCESS;
  } catch (error) {
    const isSentence = error instanceof Error && !(error instanceof TypeError || error instanceof ReferenceError);
    if (!isSentence) {
      stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return BUG;
    }
    stderr.write(`${error.message.replaceAll('\n', ' ')}\n`);
    return error instanceof Interruption ? error.exitCode : REFUSED;
  }
}

async function simulate(options: SimulateOptions, surroundings: Surroundings): Promise<void> {
  const { run, notices } = await readFolder(options);
  const writer = await RunWriter.open(options.out);
  try {
    const openRun = options.isInBrowser ? openInBrowser : openInNode;
    const opened = await openRun(run, options.engine);
    try {
      await record(opened, run, options, notices, writer, surroundings);
    } finally {
      await opened.close();
    }
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** From the first batch to the last file. */
async function record(
  { session, versions }: OpenRun,
  run: RunDescription,
  options: SimulateOptions,
  notices: readonly string[],
  writer: RunWriter,
  { stderr, signal }: Surroundings,
): Promise<void> {
  const { kind, device, isSoftware, precision, reason } = session.engine;
  const { n, synapses } = session.network;
  const { dt, duration, recordEvery } = run;
  const { steps } = session.progress;
  const allNotices = [...notices, ...session.notices];
  for (const line of [`${kind} (${precision}): ${device}`, reason, ...allNotices]) stderr.write(`${line}\n`);

  await writer.begin({ n, steps, dt, recordEvery, precision });
  const line = new ProgressLine(stderr);
  try {
    while (!session.isDone) {
      signal.throwIfAborted();
      await writer.append(await session.advance());
      line.show(session.progress);
    }
  } finally {
    line.end();
  }
  const state = await session.readState();
  const { time, wallSeconds } = session.progress;
  const { samplesPerMs, seed, preset, changes } = options;
  await writer.finish(state, {
    engine: kind,
    device,
    isSoftware,
    precision,
    reason,
    steps,
    dt,
    duration,
    n,
    recordEvery,
    samplesPerMs,
    seed,
    preset,
    changes,
    synapses,
    wallSeconds,
    notices: allNotices,
    versions: { ...ownVersions(), ...versions },
    date: new Date().toISOString(),
  });
  const seconds = Number(wallSeconds.toPrecision(3));
  stderr.write(`${options.out}: ${duration} ms in ${seconds} s, ${describeSpeed(time, wallSeconds)}\n`);
}
