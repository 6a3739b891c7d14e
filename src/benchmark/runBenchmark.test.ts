import { expect, test, vi } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { Session } from '../simulation/session.ts';
import { BENCHMARK_SIZES, benchmarkRun } from './benchmarkRun.ts';
import { runBenchmark, type BenchmarkPlan, type BenchmarkRow } from './runBenchmark.ts';

const plan: BenchmarkPlan = {
  sizes: [12],
  engines: [{ choice: 'reference' }],
  seconds: 0.03,
  open: async (run, request) => {
    const session = await Session.open(run, request, openEngine);
    return { session, close: async () => session.dispose() };
  },
};

async function rows(changes: Partial<BenchmarkPlan>): Promise<BenchmarkRow[]> {
  const all: BenchmarkRow[] = [];
  for await (const event of runBenchmark({ ...plan, ...changes })) if (event.kind === 'row') all.push(event.row);
  return all;
}

test('an engine that is there gets numbers, one that is not a reason', async () => {
  const [reference, webgl] = await rows({ engines: [{ choice: 'reference' }, { choice: 'webgl' }] });
  expect(reference).toMatchObject({ n: 12, result: { info: { kind: 'reference', precision: 'float64' } } });
  const result = reference!.result;
  if ('blank' in result) throw new Error(result.blank);
  expect(result.realTime).toBeCloseTo(0.01 / result.measurement.msPerStep, 12);
  expect(result.operations.flops).toBeGreaterThan(10_000);
  expect(result.ofPeak).toBeUndefined();
  expect(webgl).toMatchObject({
    n: 12,
    request: { choice: 'webgl' },
    result: { blank: expect.stringMatching(/^WebGL is not available here: /) },
  });
});

test('the fraction of the peak is that of the operations of the model', async () => {
  const [row] = await rows({ measurePeak: async () => ({ how: 'a test', flopsPerSecond: 1e9 }) });
  const result = row!.result;
  if ('blank' in result) throw new Error(result.blank);
  const perSecond = (1000 * result.operations.flops) / result.measurement.msPerStep;
  expect(result.ofPeak).toBeCloseTo(perSecond / 1e9, 12);
});

test('a size whose first batch would take minutes is not tried, and the row says why', async () => {
  // A tenth of a second for each step, on a clock that only the batches move.
  let clock = 0;
  const now = vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const opened: number[] = [];
  const [small, large, larger] = await rows({
    sizes: [12, 48, 4000],
    open: async (run, request) => {
      const { n } = run.network;
      opened.push(n);
      if (n > 48) throw new Error('there is no room');
      const { session, close } = await plan.open({ ...run, duration: 1 }, request);
      const advance = async () => {
        const batch = await session.advance();
        clock += 100 * batch.steps;
        return batch;
      };
      return { session: { engine: session.engine, network: session.network, isDone: false, advance }, close };
    },
  });
  now.mockRestore();
  expect(small!.result).toHaveProperty('measurement.msPerStep', 100);
  expect(large!.result).toEqual({ blank: 'not tried: a step of 12 neurons took 100 ms here' });
  // From 12 neurons nothing can be said about 4000: that one is tried.
  expect(larger!.result).toEqual({ blank: 'there is no room' });
  expect(opened).toEqual([12, 4000]);
});

test('sessions are closed, and an interruption ends the benchmark', async () => {
  const interruption = new AbortController();
  let open = 0;
  const measured = rows({
    sizes: [12, 24],
    signal: interruption.signal,
    open: async (run, request) => {
      const opened = await plan.open(run, request);
      open++;
      interruption.abort(new Error('enough'));
      return { session: opened.session, close: async () => void open-- };
    },
  });
  await expect(measured).rejects.toThrow('enough');
  expect(open).toBe(0);
});

test.each([12, 384, 1000])('%d neurons: a third of them is driven, half of the pairs are connected', (n) => {
  const { network, stimulus } = benchmarkRun(n);
  if (stimulus.kind !== 'array') throw new TypeError('a constant current is an array of one sample');
  expect(stimulus.values.filter((current) => current === 10)).toHaveLength(Math.floor(0.33 * n));
  const { synapses, parameters } = buildNetwork(network, 1);
  const [pn, ln] = [(3 * n) / 4, n / 4];
  const pairs = pn * ln + n * ln;
  const connected = synapses.reduce((sum, { presynaptic }) => sum + presynaptic.length, 0) / pairs;
  // Four standard deviations of a binomial distribution with p = 0.5.
  expect(Math.abs(connected - 0.5)).toBeLessThan(2 / Math.sqrt(pairs) + ln / pairs);
  expect(parameters['g_GABA']![0]).toBeCloseTo(n > 384 ? (0.8 * 120) / n : 0.8, 12);
  expect(parameters['g_ACh']![0]).toBeCloseTo(n > 384 ? (0.35 * 120) / n : 0.35, 12);
});

test('the sizes are those of the table', () => {
  expect(BENCHMARK_SIZES).toEqual([12, 24, 48, 96, 120, 192, 384, 1000, 4000]);
});
