import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rk4 } from '../compiler/integrator.ts';
import { layOut } from '../compiler/layout.ts';
import { compileModel } from '../compiler/system.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../model/stimulus/stimulus.ts';
import { chooseEngine } from './chooseEngine.ts';
import type { Problem } from './engine.ts';
import type { EngineKind, EngineReport, EngineTrial, Precision } from './engineInfo.ts';
import { unavailable, type Provider } from './provider.ts';
import { FakeEngine, type FakeDevice } from './testing/fakeEngine.ts';
import type { TrialMemory } from './trials.ts';

const network = buildNetwork({ preset: 'nerveflow', n: 120, seed: 1 }, 1000);
const system = compileModel(network.model);
const layout = layOut(system, network);
const stimulus = stimulusColumns(DEFAULT_ODOUR, network.n, 1000);
const problem: Problem = {
  network,
  system,
  layout,
  stimulus,
  integrator: rk4,
  dt: 0.01,
  recordEvery: 10,
  firstStep: 0,
};
/** 1000 ms. */
const steps = 100_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface FakeProvider extends Provider {
  readonly opened: { engine: FakeEngine; precision: Precision; threads: number | undefined }[];
}

/** A kind of engine; `device` tells how fast it is with a precision and a number of threads. */
function provide(
  kind: EngineKind,
  device: (precision: Precision, threads: number | undefined) => Partial<FakeDevice>,
  report: Partial<EngineReport> = {},
  threads?: readonly number[],
): FakeProvider {
  const opened: FakeProvider['opened'] = [];
  const precisions: Precision[] = kind === 'cpu' ? ['float64', 'float32'] : ['float32'];
  return {
    opened,
    report: { kind, available: true, precisions, device: `a ${kind}`, isSoftware: kind === 'cpu', ...report },
    ...(threads && { threadCounts: () => threads }),
    async open(of, request) {
      const precision = request.precision ?? precisions[0]!;
      const engine = new FakeEngine(of, device(precision, request.threads));
      opened.push({ engine, precision, threads: request.threads });
      return { engine, precision, ...(request.threads && { threads: request.threads }) };
    },
  };
}

async function choose(
  providers: readonly Provider[],
  { precision, memory, of = steps }: { precision?: Precision; memory?: TrialMemory; of?: number } = {},
) {
  const request = { choice: 'auto', ...(precision && { precision }) } as const;
  const start = performance.now();
  const choice = chooseEngine(problem, request, providers, { steps: of, ...(memory && { memory }) });
  let isThere = false;
  const there = choice.finally(() => (isThere = true)).catch(() => {});
  const passTime = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(5);
    if (!isThere) await passTime();
  };
  await Promise.all([there, passTime()]);
  return { ...(await choice), ms: performance.now() - start };
}

const memoryOf = (kept = new Map<string, readonly EngineTrial[]>()): TrialMemory & { kept: typeof kept } => ({
  kept,
  recall: async (key) => kept.get(key),
  remember: async (key, trials) => void kept.set(key, trials),
});

test('a long run goes to the fastest of those tried, with the figures', async () => {
  const gpu = provide('webgpu', () => ({ stepMs: 0.2 }));
  const gl = provide('webgl', () => ({ stepMs: 0.5 }));
  const cpu = provide('cpu', (precision) => ({ stepMs: precision === 'float32' ? 0.05 : 0.1, latencyMs: 0 }));
  const { info, ms } = await choose([gpu, gl, cpu]);
  expect(info).toMatchObject({ kind: 'cpu', precision: 'float32' });
  expect(info.trials!.map(({ kind, precision }) => `${kind} ${precision}`)).toEqual([
    'webgpu float32',
    'webgl float32',
    'cpu float64',
    'cpu float32',
  ]);
  const speeds = info.trials!.map((trial) => ('stepsPerSecond' in trial ? trial.stepsPerSecond : 0));
  [5000, 2000, 10_000, 20_000].forEach((right, k) => {
    expect(speeds[k]! / right).toBeGreaterThan(0.85);
    expect(speeds[k]! / right).toBeLessThan(1.1);
  });
  expect(info.reason).toMatch(
    /^chosen automatically: CPU in float32 was the fastest of those tried on this network, in steps per second: CPU in float32 \d\d,000, CPU in float64 [\d,]+, WebGPU in float32 [\d,]+, WebGL in float32 [\d,]+$/,
  );
  expect(ms).toBeLessThan(1000);
});

test('every engine that was tried is disposed, and the run gets one that has taken no step', async () => {
  const gpu = provide('webgpu', () => ({ stepMs: 0.2 }));
  const cpu = provide('cpu', () => ({ stepMs: 0.1 }));
  const { engine } = await choose([gpu, cpu]);
  const all = [...gpu.opened, ...cpu.opened].map((one) => one.engine);
  expect(all.filter((one) => !one.isDisposed)).toEqual([engine]);
  expect(engine.step).toBe(0);
});

test('the precision that was asked for is the only one tried', async () => {
  const gpu = provide('webgpu', () => ({ stepMs: 0.01 }));
  const cpu = provide('cpu', (_, threads) => ({ stepMs: threads === 1 ? 0.2 : 0.1 }), {}, [2, 1]);
  const { info } = await choose([gpu, cpu], { precision: 'float64' });
  expect(info).toMatchObject({ kind: 'cpu', precision: 'float64', threads: 2 });
  expect(info.trials).toHaveLength(2);
  expect(gpu.opened).toHaveLength(0);
  expect(info.reason).toContain('WebGPU: computes in float32');
});

test('a run that the first engine finishes within a second is not kept waiting for the others', async () => {
  const gpu = provide('webgpu', () => ({ stepMs: 0.008 }));
  const cpu = provide('cpu', () => ({ stepMs: 0.004 }));
  const { info, ms } = await choose([gpu, cpu]);
  expect(info.kind).toBe('webgpu');
  expect(info.trials).toBeUndefined();
  expect(cpu.opened).toHaveLength(0);
  expect(ms).toBeLessThan(300);
});

test('a run of little work is not tried at all', async () => {
  const gpu = provide('webgpu', () => ({ stepMs: 100 }));
  const { info } = await choose([gpu, provide('cpu', () => ({}))], { of: 100 });
  expect(info.kind).toBe('webgpu');
  expect(gpu.opened).toHaveLength(1);
});

test('software adapters are not tried, nor is the reference', async () => {
  const gl = provide('webgl', () => ({ stepMs: 0.001 }), { isSoftware: true, device: 'SwiftShader' });
  const cpu = provide('cpu', () => ({ stepMs: 1 }));
  const judge = provide('reference', () => ({ stepMs: 0.001 }));
  const { info } = await choose([unavailable('webgpu', 'none here'), gl, cpu, judge]);
  expect(info.kind).toBe('cpu');
  expect(gl.opened.length + judge.opened.length).toBe(0);
  expect(info.reason).toMatch(/; WebGPU: none here; WebGL: SwiftShader is a program on the processor, no GPU$/);
});

test('the reference is taken where nothing else is left', async () => {
  const judge = provide('reference', () => ({ stepMs: 1 }));
  const { info } = await choose([unavailable('webgpu', 'none here'), unavailable('cpu', 'no vectors'), judge]);
  expect(info.kind).toBe('reference');
});

test('an engine that refuses the network or does not answer has its reason, and another is taken', async () => {
  const gpu: Provider = {
    ...provide('webgpu', () => ({})),
    open: () => Promise.reject(new RangeError('the synapses need 300 MiB, this GPU takes 128 MiB')),
  };
  const gl = provide('webgl', () => ({ hangsAt: 0 }));
  const cpu = provide('cpu', () => ({ stepMs: 1 }));
  const { info } = await choose([gpu, gl, cpu]);
  expect(info.kind).toBe('cpu');
  expect(info.trials!.slice(0, 2)).toEqual([
    { kind: 'webgpu', precision: 'float32', problem: 'the synapses need 300 MiB, this GPU takes 128 MiB' },
    { kind: 'webgl', precision: 'float32', problem: 'it did not answer within 10 s' },
  ]);
});

test('no trial begins after the time for trials', async () => {
  const quick = provide('webgpu', () => ({ stepMs: 0.2 }));
  const gpu: Provider = {
    ...quick,
    async open(of, request) {
      await new Promise((resolve) => setTimeout(resolve, 800)); // a compiler that takes its time
      return quick.open(of, request);
    },
  };
  const cpu = provide('cpu', () => ({ stepMs: 0.1 }));
  const { info } = await choose([gpu, cpu]);
  expect(info.kind).toBe('webgpu');
  expect(info.trials!.slice(1).map((trial) => 'problem' in trial && trial.problem)).toEqual([
    'not tried: those before it took the time that there is for trials',
    'not tried: those before it took the time that there is for trials',
  ]);
});

test('before a run of many minutes there is more time for trials', async () => {
  const gpu = provide('webgpu', () => ({ stepMs: 400 }));
  const cpu = provide('cpu', () => ({ stepMs: 300, latencyMs: 0 }));
  const { info, ms } = await choose([gpu, cpu]);
  expect(info.kind).toBe('cpu');
  expect(info.trials!.every((trial) => 'stepsPerSecond' in trial)).toBe(true);
  expect(ms).toBeLessThan(6000);
});

test('what was found is remembered for the next run on this device', async () => {
  const memory = memoryOf();
  const providers = () => [
    provide('webgpu', () => ({ stepMs: 0.2 })),
    provide('cpu', () => ({ stepMs: 0.1, latencyMs: 0 })),
  ];
  const { info: first } = await choose(providers(), { memory });
  const second = providers();
  const { info, ms } = await choose(second, { memory });
  expect(info).toMatchObject({ kind: first.kind, trials: first.trials });
  expect(info.reason).toContain('was the fastest when networks of this size were tried here before');
  expect(second.flatMap((one) => one.opened)).toHaveLength(1);
  expect(ms).toBeLessThan(10);
});

test('another device, another precision and another size are tried anew', async () => {
  const memory = memoryOf();
  const cpu = () => provide('cpu', () => ({ stepMs: 0.1 }));
  await choose([provide('webgpu', () => ({ stepMs: 0.2 })), cpu()], { memory });
  await choose([provide('webgpu', () => ({ stepMs: 0.2 }), { device: 'another' }), cpu()], { memory });
  await choose([provide('webgpu', () => ({ stepMs: 0.2 })), cpu()], { memory, precision: 'float32' });
  expect(memory.kept.size).toBe(3);
  expect([...memory.kept.keys()][0]).toBe(
    '2^7 neurons, 2^12 synapses; any precision, any number of threads; a webgpu; a cpu',
  );
});
