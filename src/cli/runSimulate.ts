import { describePrecision } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import { probesOf } from '../model/probes.ts';
import { openInBrowser } from './openInBrowser.ts';
import { openInNode } from './openInNode.ts';
import type { OpenRun } from './openRun.ts';
import { parseOptions, type SimulateOptions } from './options.ts';
import { exitCodeOf, type Surroundings } from './program.ts';
import { describeSpeed, ProgressLine } from './progressLine.ts';
import { readRun } from './readRun.ts';
import { runSweep } from './runSweep.ts';
import { RunWriter } from './runWriter.ts';
import { ownVersions } from './versions.ts';

/** The command `simulate`: reads a folder, runs it, writes the results. Answers with the exit code. */
export async function runSimulate(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  return exitCodeOf(async () => {
    const options = parseOptions(args);
    if ('help' in options) stdout.write(options.help);
    else if (options.sweep !== undefined) await runSweep({ ...options, sweep: options.sweep }, surroundings);
    else await simulate(options, surroundings);
  }, stderr);
}

async function simulate(options: SimulateOptions, surroundings: Surroundings): Promise<void> {
  const { run, notices } = await readRun(options);
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
  const { kind, ...engine } = session.engine;
  const { device, precision, reason } = engine;
  const { n, synapses } = session.network;
  const { dt, duration, recordEvery } = run;
  const { steps } = session.progress;
  const allNotices = [...notices, ...session.notices];
  for (const line of [`${kind} (${describePrecision(session.engine)}): ${device}`, reason, ...allNotices])
    stderr.write(`${line}\n`);

  const probes = probesOf(run);
  await writer.begin({ n, steps, dt, recordEvery, precision, probes: probes.length });
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
    ...engine,
    steps,
    dt,
    duration,
    n,
    recordEvery,
    samplesPerMs,
    seed,
    preset,
    changes,
    ...(probes.length > 0 && { probes: probes.map(({ variable, neuron, unit }) => ({ variable, neuron, unit })) }),
    synapses,
    wallSeconds,
    notices: allNotices,
    versions: { ...ownVersions(), ...versions },
    date: new Date().toISOString(),
  });
  const seconds = Number(wallSeconds.toPrecision(3));
  stderr.write(`${options.out}: ${duration} ms in ${seconds} s, ${describeSpeed(time, wallSeconds)}\n`);
}
