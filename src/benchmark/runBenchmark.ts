import { rk4 } from '../compiler/integrator.ts';
import { compileModel } from '../compiler/system.ts';
import type { EngineInfo, EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import { PRESETS } from '../model/presets.ts';
import { benchmarkRun } from './benchmarkRun.ts';
import { countOperations, type OperationCount } from './countOperations.ts';
import { measureSession, type MeasuredSession, type Measurement } from './measureSession.ts';
import type { MeasuredPeak } from './peak/measuredPeak.ts';
import { messageOf } from '../wording/messageOf.ts';

/** Opens one run on one engine, and closes it again. */
export type OpenMeasured = (
  run: RunDescription,
  engine: EngineRequest,
) => Promise<{ readonly session: MeasuredSession; close(): Promise<void> }>;

export interface BenchmarkPlan {
  /** Numbers of neurons, in the order in which they are measured. */
  readonly sizes: readonly number[];
  /** Engines by name and precision; each is measured at every size. */
  readonly engines: readonly EngineRequest[];
  /** Wall time for each case, s, beside its warm-up. */
  readonly seconds: number;
  readonly open: OpenMeasured;
  /** The peak of the engine that a session runs on; undefined where it cannot be measured. */
  readonly measurePeak?: (engine: EngineInfo) => Promise<MeasuredPeak | undefined>;
  readonly signal?: AbortSignal;
}

/** One case of a benchmark: an engine and a size. */
export interface BenchmarkCase {
  readonly n: number;
  readonly request: EngineRequest;
}

export type BenchmarkResult =
  | {
      readonly info: EngineInfo;
      readonly measurement: Measurement;
      /** Simulated time over wall time. */
      readonly realTime: number;
      readonly operations: OperationCount;
      readonly peak?: MeasuredPeak;
      /** Operations per second of the model's work over the peak. */
      readonly ofPeak?: number;
    }
  /** Why there are no numbers, one sentence. */
  | { readonly blank: string };

export type BenchmarkRow = BenchmarkCase & { readonly result: BenchmarkResult };

/** A case that has begun, or the row that it became. */
export type BenchmarkEvent =
  { readonly kind: 'begun'; readonly begun: BenchmarkCase } | { readonly kind: 'row'; readonly row: BenchmarkRow };

/** s; a batch that takes longer ends its case. A browser takes a GPU away for less than twice of that. */
const MOST_SECONDS_PER_BATCH = 10;
/** Steps in the first batch of a session. */
const FIRST_BATCH = 8;
const MOST_GROWTH = 4;

/**
 * Measures every engine of a plan at every size, one after the other, and yields what begins and what came out.
 * A case that is refused, fails or would take too long becomes a row with the reason.
 * @throws the reason of `signal` when it is aborted.
 */
export async function* runBenchmark(plan: BenchmarkPlan): AsyncGenerator<BenchmarkEvent, void> {
  const { sizes, engines, signal } = plan;
  const system = compileModel(PRESETS.nerveflow);
  const peaks = new Map<EngineRequest, MeasuredPeak | undefined>();
  /** By engine, the largest size that was measured. */
  const largest = new Map<EngineRequest, { readonly n: number; readonly msPerStep: number }>();

  const measure = async (n: number, request: EngineRequest): Promise<BenchmarkResult> => {
    const before = largest.get(request);
    const reason = before === undefined ? undefined : tooLong(n, before);
    if (reason !== undefined) return { blank: reason };
    const run = benchmarkRun(n);
    const { session, close } = await plan.open(run, request);
    let measurement: Measurement;
    try {
      const { seconds } = plan;
      const limits = { seconds, mostSecondsPerBatch: MOST_SECONDS_PER_BATCH, signal };
      measurement = await measureSession(session, limits);
    } finally {
      await close();
    }
    const { engine: info, network } = session;
    largest.set(request, { n, msPerStep: measurement.msPerStep });
    // Only now, when nothing of the session is under way on the device any more.
    if (!peaks.has(request)) peaks.set(request, await plan.measurePeak?.(info).catch(() => undefined));
    const peak = peaks.get(request);
    const operations = countOperations(system, network, rk4);
    const flopsPerSecond = (1000 * operations.flops) / measurement.msPerStep;
    return {
      info,
      measurement,
      realTime: run.dt / measurement.msPerStep,
      operations,
      ...(peak !== undefined && { peak, ofPeak: flopsPerSecond / peak.flopsPerSecond }),
    };
  };

  for (const n of sizes) {
    for (const request of engines) {
      signal?.throwIfAborted();
      const begun: BenchmarkCase = { n, request };
      yield { kind: 'begun', begun };
      const result = await measure(n, request).catch((error: unknown): BenchmarkResult => {
        signal?.throwIfAborted();
        return { blank: messageOf(error) };
      });
      yield { kind: 'row', row: { ...begun, result } };
    }
  }
}

/**
 * A sentence where the first batch alone would take too long. Judged by the number of synapses, which grows with n², and from a
 * network that is not so much smaller that other things decide about its pace.
 */
function tooLong(n: number, before: { readonly n: number; readonly msPerStep: number }): string | undefined {
  if (before.n < n / MOST_GROWTH) return undefined;
  const expected = (FIRST_BATCH * before.msPerStep * (n / before.n) ** 2) / 1000;
  if (expected <= MOST_SECONDS_PER_BATCH) return undefined;
  const pace = Number(before.msPerStep.toPrecision(2));
  return `not tried: a step of ${before.n} neurons took ${pace} ms here`;
}
