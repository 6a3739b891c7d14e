import type { EngineInfo, EngineRequest } from '../../engine/engineInfo.ts';
import type { Problem } from '../../engine/engine.ts';
import type { EnsembleEngine } from '../../engine/ensemble.ts';
import type { RunDescription } from '../../model/description.ts';
import { countSteps } from '../countSteps.ts';
import { makeProblems } from '../makeProblem.ts';
import type { OpenEngine } from '../session.ts';
import { memberRun, type EnsembleDescription, type EnsembleEvent } from './ensemble.ts';
import { MemberRecorder } from './memberRecorder.ts';
import { simulateMember } from './simulateMember.ts';

/** Opens an engine that runs several networks at once. */
export type OpenEnsemble = (
  problems: readonly Problem[],
  request: EngineRequest,
) => Promise<{ engine: EnsembleEngine; info: EngineInfo }>;

export interface DeviceOptions {
  readonly openEnsemble: OpenEnsemble;
  /** For members that cannot run beside others. */
  readonly openEngine: OpenEngine;
  readonly signal?: AbortSignal | undefined;
}

/** Members that run at once, at most: a large GPU has work for some hundred workgroups. */
const MOST_AT_ONCE = 512;
/** A batch should keep the device busy for about this long, ms. */
const BATCH_MS = 30;
const FIRST_STEPS = 8;

/**
 * Runs the members of an ensemble on one device, as many at once as it takes; yields as they end. Where the device refuses some
 * together (they do not fit, or their layouts differ), fewer are tried, and in the end one alone.
 * @throws Error with a sentence when even one member is refused, or the device is lost.
 * @throws the reason of `signal`.
 */
export async function* simulateOnDevice(
  { base, members }: EnsembleDescription,
  request: EngineRequest,
  { openEnsemble, openEngine, signal }: DeviceOptions,
): AsyncGenerator<EnsembleEvent, void> {
  const runs = members.map((member) => memberRun(base, member));
  const steps = countSteps(base);
  let atOnce = Math.min(MOST_AT_ONCE, runs.length);
  let first = 0;
  while (first < runs.length) {
    signal?.throwIfAborted();
    const chunk = runs.slice(first, first + atOnce);
    if (chunk.length === 1) {
      yield { kind: 'ended', index: first, result: await simulateMember(chunk[0]!, request, openEngine, signal) };
    } else {
      const together = await openTogether(chunk, request, openEnsemble);
      if (together === undefined) {
        atOnce = Math.ceil(chunk.length / 2);
        continue;
      }
      for await (const event of advanceTogether(together, steps, signal)) {
        yield event.kind === 'ended'
          ? { ...event, index: first + event.index }
          : { ...event, share: (first + event.share * chunk.length) / runs.length };
      }
    }
    first += chunk.length;
    yield { kind: 'progress', share: first / runs.length };
  }
}

interface Together {
  readonly problems: readonly Problem[];
  readonly engine: EnsembleEngine;
  readonly info: EngineInfo;
}

/** undefined where the runs are refused together; whatever is wrong with one of them is said when it is tried alone. */
async function openTogether(
  runs: readonly RunDescription[],
  request: EngineRequest,
  openEnsemble: OpenEnsemble,
): Promise<Together | undefined> {
  try {
    const problems = makeProblems(runs);
    return { problems, ...(await openEnsemble(problems, request)) };
  } catch {
    return undefined;
  }
}

/** From the first step to the last; index and share count within these members. */
async function* advanceTogether(
  { problems, engine, info }: Together,
  steps: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<EnsembleEvent, void> {
  const recorders = problems.map((problem) => new MemberRecorder(problem));
  let size = FIRST_STEPS;
  try {
    while (engine.step < steps && !recorders.every(({ hasDiverged }) => hasDiverged)) {
      signal?.throwIfAborted();
      const taken = Math.min(size, engine.mostSteps, steps - engine.step);
      const start = performance.now();
      const batches = await engine.advance(taken);
      size = nextSize(taken, performance.now() - start);
      for (const [index, recorder] of recorders.entries()) {
        if (recorder.hasDiverged) continue;
        recorder.append(batches[index]!);
        if (recorder.hasDiverged) yield { kind: 'ended', index, result: recorder.result(info) };
      }
      yield { kind: 'progress', share: engine.step / steps };
    }
    for (const [index, recorder] of recorders.entries()) {
      if (!recorder.hasDiverged) yield { kind: 'ended', index, result: recorder.result(info) };
    }
  } finally {
    engine.dispose();
  }
}

/** Half-way towards the size that takes BATCH_MS: one slow batch is no measure. */
function nextSize(steps: number, elapsed: number): number {
  const wanted = elapsed > 0 ? (steps * BATCH_MS) / elapsed : Infinity;
  return Math.max(1, Math.round((steps + Math.min(wanted, 4 * steps)) / 2));
}
