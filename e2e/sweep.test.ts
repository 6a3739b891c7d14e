import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { run } from '../src/commands/run.mjs';
import { writeNpy } from '../src/files/npy.ts';

const N = 12;
const NEURONS = [...Array(N).keys()];

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nerveflow-sweep-'));
  const matrix = (connected: (post: number, pre: number) => boolean): Float64Array =>
    Float64Array.from({ length: N * N }, (_, k) => Number(connected(Math.floor(k / N), k % N)));
  const write = (name: string, shape: number[], values: Float64Array): Promise<void> =>
    writeFile(path.join(folder, name), writeNpy({ shape, values }));
  // 9 PN, 3 LN
  await write(
    'ach_mat.npy',
    [N, N],
    matrix((post, pre) => post >= 9 && pre < 9),
  );
  await write(
    'fgaba_mat.npy',
    [N, N],
    matrix((post, pre) => pre >= 9 && post !== pre),
  );
  await write(
    'current.npy',
    [N, 1],
    Float64Array.from(NEURONS, (neuron) => (neuron % 2 === 0 ? 30 : 0)),
  );
});
test.afterAll(() => rm(folder, { recursive: true }));

/** Columns of sweep.csv: those that say which run it was, and what must be the same on every engine. */
const EXACT = ['run', 'g_GABA', 'PN.g_Na', 'seed', 'spikes_PN', 'spikes_LN', 'events_LN', 'time_ms'];

async function sweep(engine: string): Promise<Record<string, string>[]> {
  const out = path.join(folder, engine.replaceAll(' ', ''));
  const options = '--sweep g_GABA=0:0.8:2 --sweep PN.g_Na=0:100:2 --seeds 2 --duration 40 --record-every 20';
  const command = `src/commands/simulate.mjs ${folder} ${options} --out ${out} --engine ${engine}`;
  const { code, output } = await run(process.execPath, command.split(' '), { stdio: 'pipe' });
  expect(code, output).toBe(0);
  const [header, ...lines] = (await readFile(path.join(out, 'sweep.csv'), 'utf8')).trimEnd().split('\n');
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, c) => [names[c]!, cell])));
}

test('a sweep counts the same spikes on threads of the processor and together on WebGPU', async () => {
  test.setTimeout(300_000);
  const judge = await sweep('reference');
  expect(judge).toHaveLength(8);
  expect(Object.keys(judge[0]!)).toEqual(expect.arrayContaining(EXACT));
  expect(judge.some((row) => Number(row['spikes_PN']) > 0)).toBe(true);
  expect(new Set(judge.map((row) => `${row['spikes_PN']} ${row['events_LN']}`)).size).toBeGreaterThan(2);
  const exact = (rows: Record<string, string>[]) => rows.map((row) => EXACT.map((name) => row[name]));
  for (const engine of ['cpu --precision float32', 'webgpu']) {
    expect(exact(await sweep(engine)), engine).toEqual(exact(judge));
  }
});
