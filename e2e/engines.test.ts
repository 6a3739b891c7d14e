import { givenMatrix, weightsOf } from '../src/model/connectivity/matrix.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { readNpy, writeNpy } from '../src/files/npy.ts';
import type { RunDescription } from '../src/model/description.ts';
import { readReference } from '../src/simulation/fixtures/readReference.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCRATCH = mkdtempSync(path.join(os.tmpdir(), 'nerveflow-'));

/** The ways in which the command line can run the network fast; SwiftShader stands in for a GPU where there is none. */
const FAST_ENGINES = [
  { name: 'cpu in Node, float64', args: ['--engine', 'cpu', '--threads', '1'], precision: 'float64' },
  {
    name: 'cpu in a browser, float32 on two threads',
    args: ['--engine', 'cpu', '--browser', '--precision', 'float32', '--threads', '2'],
    precision: 'float32',
  },
  { name: 'webgpu in Node', args: ['--engine', 'webgpu'], precision: 'float32' },
  { name: 'webgpu in a browser', args: ['--engine', 'webgpu', '--browser'], precision: 'float32' },
  { name: 'webgl in a browser', args: ['--engine', 'webgl'], precision: 'float32' },
] as const;

interface Spike {
  readonly neuron: number;
  readonly time: number;
}

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  voltage(): Float64Array;
  spikes(): Spike[];
  finalState(): Float64Array;
  run(): { engine: string; precision: string; synapses: { type: string; count: number; openFractions: number }[] };
}

/** Writes a network as the folder that `npm run simulate` reads. */
function writeFolder(name: string, { network, stimulus }: RunDescription): string {
  const folder = path.join(SCRATCH, name);
  mkdirSync(folder, { recursive: true });
  const { n, matrices, initialState } = network;
  const write = (file: string, shape: number[], values: Float64Array | ReturnType<typeof weightsOf>): void =>
    writeFileSync(path.join(folder, `${file}.npy`), writeNpy({ shape, values: Float64Array.from(values) }));
  write('ach_mat', [n, n], weightsOf(matrices!.ACh!));
  write('fgaba_mat', [n, n], weightsOf(matrices!.GABA!));
  if (initialState !== undefined) write('initial_state', [initialState.length], initialState);
  if (stimulus.kind !== 'array') throw new Error('expected an array');
  write('current', [stimulus.samples, n], Float64Array.from(stimulus.values));
  return folder;
}

let runs = 0;

function simulate(folder: string, ...args: string[]): Promise<Result> {
  const out = path.join(SCRATCH, `out-${runs++}`);
  const command = ['src/commands/simulate.mjs', folder, '--out', out, ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const read = (file: string): Float64Array =>
    Float64Array.from(readNpy(new Uint8Array(readFileSync(path.join(out, file))), file).values);
  return new Promise((resolve) => {
    child.on('close', (code) =>
      resolve({
        code: code ?? -1,
        stdout,
        stderr,
        voltage: () => read('voltage.npy'),
        finalState: () => read('final_state.npy'),
        spikes: () =>
          readFileSync(path.join(out, 'spikes.csv'), 'utf8')
            .trim()
            .split('\n')
            .slice(1)
            .map((line) => ({ neuron: Number(line.split(',')[0]), time: Number(line.split(',')[1]) })),
        run: () => JSON.parse(readFileSync(path.join(out, 'run.json'), 'utf8')),
      }),
    );
  });
}

const judged = new Map<string, Promise<Result>>();

/** What the reference engine says of the same folder and options; every engine is held against the one run. */
function judge(folder: string, ...options: string[]): Promise<Result> {
  const key = [folder, ...options].join(' ');
  const result = judged.get(key) ?? simulate(folder, '--engine', 'reference', ...options);
  judged.set(key, result);
  return result;
}

function worstDifference(a: ArrayLike<number>, b: ArrayLike<number>, count = a.length): number {
  let worst = 0;
  for (let k = 0; k < count; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}

const order = (spikes: readonly Spike[]): number[] => spikes.map(({ neuron }) => neuron);

test.describe('120 neurons over 500 ms fire as in the float64 run of NumPy', () => {
  const reference = readReference('n120');
  const { n } = reference;

  for (const { name, args, precision } of FAST_ENGINES.filter((engine) => engine.name !== 'webgpu in Node')) {
    test(name, async () => {
      test.setTimeout(900_000);
      const result = await simulate(writeFolder('n120', reference.description), ...args, '--duration', '500');
      expect(result.stderr, 'no failure').not.toContain('reached');
      expect(result.code).toBe(0);
      expect(result.run()).toMatchObject({ engine: args[1], precision });
      const spikes = result.spikes();
      const shifts = spikes.map(({ time }, s) => Math.abs(time - (reference.spikes[s]?.time ?? NaN)));
      const worst = worstDifference(result.voltage(), reference.voltage, 1000 * n);
      const measured = `|ΔV| over 100 ms ${worst.toExponential(2)} mV, spikes shifted by at most ${Math.max(...shifts).toFixed(2)} ms`;
      test.info().annotations.push({ type: 'measured', description: measured });
      process.stdout.write(`${name}: ${measured}\n`);
      expect(order(spikes)).toEqual(order(reference.spikes));
      expect(Math.max(...shifts)).toBeLessThanOrEqual(0.05);
      expect(worst).toBeLessThan(0.01);
    });
  }
});

for (const { name, args } of FAST_ENGINES) {
  test.describe(name, () => {
    const reference = readReference('n12');

    test('12 neurons over 200 ms fire as in the float64 run of NumPy', async () => {
      const result = await simulate(writeFolder('n12', reference.description), ...args, '--duration', '200');
      expect(result.code, result.stderr).toBe(0);
      expect(result.stdout).toBe('');
      expect(result.spikes()).toEqual(reference.spikes);
      expect(result.voltage().length).toBe(2000 * 12);
      expect(worstDifference(result.voltage(), reference.voltage, 1000 * 12)).toBeLessThan(0.01);
    });

    // the same programs on the same device as in Node: what a browser adds has been seen by now
    if (name === 'webgpu in a browser') return;

    test('synapses of one presynaptic neuron that differ get an open fraction each', async () => {
      const { network } = reference.description;
      const synapses = network.initialState!.length - 7 * 12;
      const initialState = network.initialState!.slice();
      // Each synapse starts as open as its number says.
      for (let s = 0; s < synapses; s++) initialState[6 * 12 + s] = (s + 1) / (synapses + 1);
      const folder = writeFolder('open', { ...reference.description, network: { ...network, initialState } });
      const expected = await judge(folder, '--duration', '20');
      const result = await simulate(folder, ...args, '--duration', '20');
      expect(result.code, result.stderr).toBe(0);
      for (const { count, openFractions } of result.run().synapses) expect(openFractions).toBe(count);
      expect(worstDifference(result.voltage(), expected.voltage())).toBeLessThan(1e-3);
      expect(worstDifference(result.finalState(), expected.finalState())).toBeLessThan(1e-3);
    });

    test('any 0/1 matrix, any dt, any recording interval', async () => {
      const n = 5; // 3 PN, 2 LN
      const every = (keep: (post: number, pre: number) => boolean): Uint8Array<ArrayBuffer> =>
        Uint8Array.from({ length: n * n }, (_, k) => Number(keep(Math.floor(k / n), k % n)));
      // PN → PN, LN → PN by ACh, a synapse of a neuron with itself; neuron 2 alone inhibits.
      const matrices = {
        ACh: givenMatrix(every((post, pre) => post !== pre || pre === 1)),
        GABA: givenMatrix(every((_, pre) => pre === 2)),
      };
      const samples = 80;
      const values = Float64Array.from({ length: samples * n }, (_, k) => (k % n === 4 ? 25 : 12 + (k % n)));
      const network = { preset: 'nerveflow' as const, n, seed: 3, matrices };
      const stimulus = { kind: 'array' as const, name: 'current.npy', n, samples, samplesPerMs: 3, values };
      const folder = writeFolder('any', { network, stimulus, dt: 0.008, duration: 30, recordEvery: 7 });
      const options = [
        '--dt',
        '0.008',
        '--record-every',
        '7',
        '--duration',
        '30',
        '--samples-per-ms',
        '3',
        '--seed',
        '3',
      ];
      const expected = await judge(folder, ...options);
      const result = await simulate(folder, ...args, ...options);
      expect(result.code, result.stderr).toBe(0);
      expect(expected.spikes().length).toBeGreaterThan(2);
      expect(order(result.spikes())).toEqual(order(expected.spikes()));
      expect(result.voltage().length).toBe(Math.ceil(3750 / 7) * n);
      result.spikes().forEach(({ time }, s) => expect(Math.abs(time - expected.spikes()[s]!.time)).toBeLessThan(0.05));
    });

    test('a network of more items than one workgroup or one row of a texture takes', async () => {
      const n = 640; // and as many open fractions
      const matrix = (from: number, to: number): Uint8Array<ArrayBuffer> =>
        Uint8Array.from({ length: n * n }, (_, k) => {
          const [post, pre] = [Math.floor(k / n), k % n];
          return Number(pre >= from && post >= to && pre !== post && (7 * post + 11 * pre) % 40 === 0);
        });
      const matrices = { ACh: givenMatrix(matrix(0, 480)), GABA: givenMatrix(matrix(480, 0)) };
      const values = Float64Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 40 : 0));
      const stimulus = { kind: 'array' as const, name: 'current.npy', n, samples: 1, samplesPerMs: 100, values };
      const network = { preset: 'nerveflow' as const, n, seed: 3, matrices };
      const folder = writeFolder('large', { network, stimulus, dt: 0.01, duration: 8, recordEvery: 10 });
      const expected = await judge(folder, '--duration', '8');
      const result = await simulate(folder, ...args, '--duration', '8');
      expect(result.code, result.stderr).toBe(0);
      expect(expected.spikes().length).toBeGreaterThan(10);
      expect(result.spikes()).toEqual(expected.spikes());
      expect(worstDifference(result.finalState(), expected.finalState())).toBeLessThan(1e-2);
    });

    test('a run at dt = 0.02 ms diverges and is stopped with a sentence', async () => {
      const folder = writeFolder('n12', reference.description);
      const result = await simulate(folder, ...args, '--duration', '200', '--dt', '0.02');
      expect(result.code).toBe(2);
      expect(result.stdout).toBe('');
      expect(result.stderr.trim().split('\n').at(-1)).toMatch(
        /^neuron \d+ \(PN\): \w+ (reached .+|is no number any more) at t = 17\d\.\d+ ms with dt = 0\.02 ms; dt = 0\.01 ms gets past this moment$/,
      );
    });
  });
}

test('a long run of WebGL that is killed goes on in another browser, to the bits of one that was not, in the files that Node writes', async () => {
  const source = writeFolder('n12', readReference('n12').description);
  const options = ['--duration', '3', '--batches', '3', '--record-state'];
  const contentOf = (folder: string): Record<string, string> =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'base64')]));
  const sizesOf = (files: Record<string, string>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(files).map(([name, { length }]) => [name, /^(state|final)/.test(name) ? length : 0]),
    );
  const take = (out: string, ...args: string[]): ChildProcess =>
    spawn(process.execPath, ['src/commands/simulate.mjs', ...args, '--out', out], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const end = (run: ChildProcess): Promise<number | null> => new Promise((resolve) => run.on('close', resolve));
  const [node, whole, killed] = ['node', 'whole', 'killed'].map((name) => mkdtempSync(path.join(SCRATCH, name)));
  expect(await end(take(node!, source, ...options, '--engine', 'cpu'))).toBe(0);
  expect(await end(take(whole!, source, ...options, '--engine', 'webgl'))).toBe(0);
  const content = contentOf(whole!);
  expect(sizesOf(content)).toEqual(sizesOf(contentOf(node!)));

  const run = take(killed!, source, ...options, '--engine', 'webgl');
  const watcher = watch(killed!, (_, name) => {
    if (name === 'state.batch1.npy') process.kill(-run.pid!, 'SIGKILL');
  });
  expect(await end(run)).toBeNull();
  watcher.close();
  expect(readdirSync(killed!)).toContain('checkpoint.batch0.npz');
  expect(readdirSync(killed!)).not.toContain('run.json');
  const resumed = take(killed!, '--resume');
  let said = '';
  resumed.stderr!.on('data', (text) => (said += text));
  expect([await end(resumed), said]).toEqual([0, expect.stringContaining('1 of 3 batches are there: on from 1 ms')]);
  const { 'run.json': record, ...left } = contentOf(killed!);
  const { 'run.json': _, ...files } = content;
  expect(left).toEqual(files);
  expect(JSON.parse(Buffer.from(record!, 'base64').toString())).toMatchObject({
    engine: 'webgl',
    versions: { chromium: expect.any(String) },
  });
});
