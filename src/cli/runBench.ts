import os from 'node:os';
import { measurePeak } from '../benchmark/peak/measurePeak.ts';
import { NERVEFLOW_SECONDS, NERVEFLOW_SOURCE } from '../benchmark/nerveflowTimes.ts';
import { runBenchmark, type BenchmarkPlan, type BenchmarkRow } from '../benchmark/runBenchmark.ts';
import { ENGINE_KINDS, MOST_THREADS, type EngineKind, type EngineRequest } from '../engine/engineInfo.ts';
import { probeEngines } from '../engine/openEngine.ts';
import { PRECISIONS_OF } from '../engine/provider.ts';
import { parseBenchOptions, type BenchOptions } from './benchOptions.ts';
import { benchTable, engineName } from './benchTable.ts';
import { openInBrowser } from './openInBrowser.ts';
import { offerWebGpu, openInNode } from './openInNode.ts';
import { exitCodeOf, Interruption, type Surroundings } from './program.ts';
import { offerThreads } from './startNodeThread.ts';
import { ownVersions } from './versions.ts';

/** The command `bench`: times the engines and prints the table, or JSON. Answers with the exit code. */
export async function runBench(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  return exitCodeOf(async () => {
    const options = parseBenchOptions(args);
    if ('help' in options) stdout.write(options.help);
    else await bench(options, surroundings);
  }, stderr);
}

async function bench(options: BenchOptions, { stdout, stderr, signal }: Surroundings): Promise<void> {
  const { sizes, seconds, isInBrowser, isJson } = options;
  const plan: BenchmarkPlan = {
    sizes,
    engines: (await presentKinds(options)).flatMap((kind) => requestsFor(kind, options)),
    seconds,
    open: isInBrowser ? openInBrowser : openInNode,
    // in a browser it would be Node's peak
    ...(!isInBrowser && { measurePeak }),
    signal,
  };
  const rows: BenchmarkRow[] = [];
  try {
    for await (const event of runBenchmark(plan)) {
      if (event.kind === 'row') rows.push(event.row);
      else stderr.write(`${engineName(event.begun.request)}, ${event.begun.n} neurons …\n`);
    }
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    stdout.write(isJson ? benchJson(rows) : benchTable(rows));
    throw new Interruption(error.exitCode, 'the table ends where it had got to');
  }
  stdout.write(isJson ? benchJson(rows) : benchTable(rows));
}

/** The kinds to measure: those that were named, else all that there are; which ones a browser has, it says itself. */
async function presentKinds({ kinds, isInBrowser }: BenchOptions): Promise<readonly EngineKind[]> {
  if (kinds !== undefined) return kinds;
  if (isInBrowser) return ENGINE_KINDS;
  offerThreads();
  await offerWebGpu().catch(() => {});
  const reports = await probeEngines();
  return reports.filter(({ available }) => available).map(({ kind }) => kind);
}

/** Every precision of a kind, and for the cpu engine every number of threads. */
function requestsFor(kind: EngineKind, { threads }: BenchOptions): EngineRequest[] {
  return PRECISIONS_OF[kind].flatMap((precision): EngineRequest[] => {
    const request = { choice: kind, precision };
    return takesThreads(kind)
      ? (threads ?? usualThreads()).map((count) => ({ ...request, threads: count }))
      : [request];
  });
}

function takesThreads(kind: string): boolean {
  return kind === 'cpu';
}

function usualThreads(): number[] {
  return [...new Set([1, Math.min(MOST_THREADS, os.availableParallelism())])];
}

function benchJson(rows: readonly BenchmarkRow[]): string {
  const nerveflow = { source: NERVEFLOW_SOURCE, seconds: Object.fromEntries(NERVEFLOW_SECONDS) };
  const machine = { processor: os.cpus()[0]?.model ?? '', cores: os.availableParallelism(), system: os.platform() };
  return `${JSON.stringify({ date: new Date().toISOString(), versions: ownVersions(), machine, nerveflow, rows }, null, 2)}\n`;
}
