import os from 'node:os';
import { summarizeRun } from '../analysis/runs/runSummary.ts';
import { isCountedByEvents } from '../analysis/firing/spikes.ts';
import { describePrecision, isTakenAutomatically, type EngineInfo } from '../engine/engineInfo.ts';
import { openEngine, openEnsemble, probeEngines } from '../engine/openEngine.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { populationRanges } from '../model/buildNetwork.ts';
import { sweepColumns, sweepHeader, sweepLine } from '../files/sweepTable.ts';
import { changeTarget, checkChanges } from '../model/parameters/parameterChanges.ts';
import { PRESETS } from '../model/presets.ts';
import { memberRun, type EnsembleDescription, type EnsembleEvent } from '../simulation/ensemble/ensemble.ts';
import type { MemberPort } from '../simulation/ensemble/memberPort.ts';
import { placeEnsemble } from '../simulation/ensemble/placeEnsemble.ts';
import { simulateOnDevice } from '../simulation/ensemble/simulateOnDevice.ts';
import { simulateOnWorkers } from '../simulation/ensemble/simulateOnWorkers.ts';
import { UsageError } from './arguments.ts';
import { offerWebGpu } from './openInNode.ts';
import type { SimulateOptions } from './options.ts';
import { Interruption, type Surroundings } from './program.ts';
import { describeSpeed, ProgressLine } from './progressLine.ts';
import { readRun } from './readRun.ts';
import { startMemberThread } from './startMemberThread.ts';
import { offerThreads } from './startNodeThread.ts';
import { sweepMembers, type Sweep } from './sweep.ts';
import { SweepWriter } from './sweepWriter.ts';
import { ownVersions, tensorVersions } from './versions.ts';

/**
 * The command `simulate` with --sweep or --seeds: many runs, of each a row in sweep.csv.
 *
 * @param createWorker Starts a thread for runs on the processor.
 */
export async function runSweep(
  options: SimulateOptions & { readonly sweep: Sweep },
  surroundings: Surroundings,
  createWorker: () => MemberPort = startMemberThread,
): Promise<void> {
  const { stderr, signal } = surroundings;
  const { run: base, experiment, notices: assumed } = await readRun(options);
  const isDrawn = options.sweep.seeds !== undefined && base.network.initialState !== undefined;
  const notices = isDrawn
    ? [
        ...assumed,
        `${base.network.initialStateName ?? 'the initial state'} was left aside: with --seeds each seed draws one`,
      ]
    : assumed;
  const ensemble: EnsembleDescription = { base, members: sweepMembers(options.sweep) };
  for (const member of ensemble.members) {
    const { n, counts, changes = [] } = memberRun(base, member).network;
    const model = PRESETS[base.network.preset];
    checkChanges(model, populationRanges(model, n, counts), changes);
  }
  const { events, way } = await begin(ensemble, options, createWorker, signal);
  stderr.write(`${ensemble.members.length} runs ${way}\n`);
  for (const notice of notices) stderr.write(`${notice}\n`);

  const writer = await SweepWriter.open(options.out);
  try {
    await write(writer, ensemble, experiment, events, options, notices, stderr);
  } catch (error) {
    if (!(error instanceof Interruption)) {
      await writer.abandon();
      throw error;
    }
    await writer.interrupt();
    throw new Interruption(error.exitCode, `the runs that had ended are in ${writer.partialTable}`);
  }
}

/** Where the runs go on, and in which words. */
async function begin(
  ensemble: EnsembleDescription,
  { engine, isInBrowser }: SimulateOptions,
  createWorker: () => MemberPort,
  signal: AbortSignal,
): Promise<{ readonly events: AsyncIterable<EnsembleEvent>; readonly way: string }> {
  const { choice, precision } = engine;
  if (isInBrowser) throw new UsageError('a sweep runs in Node: expected cpu, webgpu or reference, without --browser');
  if (choice === 'webgpu') await offerWebGpu();
  const mayTakeGpu = choice === 'auto' && precision !== 'float64';
  const { request, isTogether } = placeEnsemble(engine, mayTakeGpu && (await hasGpu()));
  if (isTogether) {
    const events = simulateOnDevice(ensemble, request, { openEnsemble, openEngine, signal });
    return { events, way: 'on webgpu, as many at once as it takes' };
  }
  const workers = engine.threads ?? os.availableParallelism();
  const events = simulateOnWorkers(ensemble, request, { workers, createWorker, signal });
  return { events, way: `on ${request.choice}, ${Math.min(workers, ensemble.members.length)} at once` };
}

async function hasGpu(): Promise<boolean> {
  offerThreads();
  await offerWebGpu().catch(() => {});
  const reports = await probeEngines();
  return reports.some((report) => report.kind === 'webgpu' && isTakenAutomatically(report));
}

/** From the first row to the last file. */
async function write(
  writer: SweepWriter,
  { base, members }: EnsembleDescription,
  experiment: Experiment,
  events: AsyncIterable<EnsembleEvent>,
  options: SimulateOptions & { readonly sweep: Sweep },
  notices: readonly string[],
  stderr: Surroundings['stderr'],
): Promise<void> {
  const { samplesPerMs, sweep, out, source } = options;
  const { dt, duration, recordEvery, network } = base;
  const { preset, n, counts, seed, changes = [] } = network;
  const populations = populationRanges(PRESETS[preset], n, counts);
  const columns = sweepColumns(populations.map((one) => ({ name: one.name, hasEvents: isCountedByEvents(one) })));
  await writer.begin(sweepHeader(sweep.axes.map(changeTarget), columns));
  const line = new ProgressLine(stderr);
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  let engine: EngineInfo | undefined;
  let [ended, diverged] = [0, 0];
  try {
    for await (const event of events) {
      if (event.kind === 'progress') {
        line.showText(() => describeSweep(ended, members.length, event.share, seconds()));
        continue;
      }
      const { index, result } = event;
      if (engine === undefined) {
        stderr.write(`${result.engine.kind} (${describePrecision(result.engine)}): ${result.engine.device}\n`);
        engine = result.engine;
      }
      ended++;
      if (result.diverged !== undefined) diverged++;
      const { changes: swept = [], seed: drawn = seed } = members[index]!;
      const values = swept.map((change) => (change.kind === 'set' ? change.value : NaN));
      const { time, diverged: reason } = result;
      const row = { run: index, values, seed: drawn, ...summarizeRun(result), time, diverged: reason };
      await writer.append(index, sweepLine(row, columns));
    }
  } finally {
    line.end();
  }
  const wallSeconds = seconds();
  const { kind, ...about } = engine!;
  await writer.finish(members.length, experiment, {
    engine: kind,
    ...about,
    ...('experiment' in source ? { file: source.file } : source),
    n,
    runs: members.length,
    diverged,
    sweep: sweep.axes,
    seeds: sweep.seeds ?? [seed],
    changes,
    steps: Math.round(duration / dt),
    dt,
    duration,
    recordEvery,
    ...('folder' in source && { samplesPerMs }),
    preset,
    wallSeconds,
    notices,
    versions: { ...ownVersions(), ...tensorVersions(kind) },
    date: new Date().toISOString(),
  });
  const total = `${members.length} runs of ${duration} ms in ${Number(wallSeconds.toPrecision(3))} s`;
  const pace = describeSpeed(members.length * duration, wallSeconds);
  stderr.write(`${out}: ${total}, ${pace}${diverged > 0 ? `; ${diverged} diverged` : ''}\n`);
}

/** '12 of 64 runs, 31 s left' */
function describeSweep(ended: number, runs: number, share: number, seconds: number): string {
  return `${ended} of ${runs} runs, ${Math.ceil((seconds / share) * (1 - share))} s left`;
}
