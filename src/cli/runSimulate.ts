import { describePrecision } from '../engine/engineInfo.ts';
import { probesOf } from '../model/probes.ts';
import { openInBrowser } from './openInBrowser.ts';
import { openInNode } from './openInNode.ts';
import type { OpenRun } from './openRun.ts';
import { experimentFileOf, parseOptions, type SimulateOptions } from './options.ts';
import { exitCodeOf, type Surroundings } from './program.ts';
import { describeSpeed, ProgressLine } from './progressLine.ts';
import { readExperimentFile, readRun, type SimulatedRun } from './readRun.ts';
import { resumeLongRun, runLong } from './runLong.ts';
import { runSweep } from './runSweep.ts';
import { RunWriter } from './runWriter.ts';
import { ownVersions } from './versions.ts';

/** The command `simulate`: reads a folder or an experiment, runs it, writes the results. Answers with the exit code. */
export async function runSimulate(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  return exitCodeOf(async () => {
    const file = experimentFileOf(args);
    const read = file === undefined ? undefined : await readExperimentFile(file);
    for (const notice of read?.notices ?? []) stderr.write(`${notice}\n`);
    const options = parseOptions(args, read?.experiment);
    if ('help' in options) stdout.write(options.help);
    else if ('resume' in options) await resumeLongRun(options, surroundings);
    else if (options.longRun !== undefined) await runLong({ ...options, longRun: options.longRun }, surroundings);
    else if (options.sweep !== undefined) await runSweep({ ...options, sweep: options.sweep }, surroundings);
    else await simulate(options, surroundings);
  }, stderr);
}

async function simulate(options: SimulateOptions, surroundings: Surroundings): Promise<void> {
  const simulated = await readRun(options);
  const writer = await RunWriter.open(options.out);
  try {
    const openRun = options.isInBrowser ? openInBrowser : openInNode;
    const opened = await openRun(simulated.run, options.engine);
    try {
      await record(opened, simulated, options, writer, surroundings);
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
  { run, experiment, notices }: SimulatedRun,
  options: SimulateOptions,
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
  const { seed, preset, changes = [] } = run.network;
  await writer.finish(state, experiment, {
    engine: kind,
    ...engine,
    steps,
    dt,
    duration,
    n,
    recordEvery,
    ...('folder' in options.source && { samplesPerMs: options.samplesPerMs }),
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
