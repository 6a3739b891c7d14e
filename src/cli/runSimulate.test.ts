import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNpy, writeNpy } from '../files/npy.ts';
import { readReference } from '../simulation/fixtures/readReference.ts';
import { makeFolder, n12Files } from './fixtures.ts';
import { Interruption } from './program.ts';
import { runSimulate } from './runSimulate.ts';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await makeFolder(n12Files());
  out = path.join(folder, 'out');
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command; what it wrote, and the exit code. */
async function simulate(args: string, signal: AbortSignal = new AbortController().signal) {
  let stdout = '';
  let stderr = '';
  const code = await runSimulate(args.split(' '), {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal,
  });
  return { code, stdout, stderr };
}

test('the reference engine repeats the reference run: same spikes, V within 1e-5 mV', async () => {
  const { code, stdout } = await simulate(`${folder} --engine reference --duration 200 --out ${out}`);
  expect(stdout).toBe('');
  expect(code).toBe(0);

  const reference = readReference('n12');
  const voltage = readNpy(new Uint8Array(await readFile(path.join(out, 'voltage.npy'))), 'voltage.npy');
  expect(voltage.shape).toEqual([2000, 12]);
  expect(voltage.dtype).toBe('<f8');
  // The reference is stored as float32, which holds V to 4e-6 mV.
  const worst = reference.voltage.reduce((most, V, i) => Math.max(most, Math.abs(V - voltage.values[i]!)), 0);
  expect(worst).toBeLessThan(1e-5);

  const spikes = (await readFile(path.join(out, 'spikes.csv'), 'utf8')).trim().split('\n');
  expect(spikes.shift()).toBe('neuron,time_ms');
  expect(spikes).toEqual(reference.spikes.map(({ neuron, time }) => `${neuron},${time.toFixed(2)}`));

  const run = JSON.parse(await readFile(path.join(out, 'run.json'), 'utf8')) as Record<string, unknown>;
  expect(run).toMatchObject({
    engine: 'reference',
    precision: 'float64',
    steps: 20_000,
    dt: 0.01,
    duration: 200,
    n: 12,
    recordEvery: 10,
    versions: { node: process.versions.node },
    notices: ['current.npy is [20000, 12]: its rows were taken as samples, its columns as neurons.'],
  });
  expect(run['wallSeconds']).toBeGreaterThan(0);
});

test('[M11] a matrix may hold weights: half of every ACh weight with twice the conductance is the same run', async () => {
  const read = async (): Promise<unknown> => (await readFile(path.join(out, 'voltage.npy'))).toString('base64');
  const args = `${folder} --engine reference --duration 200 --out ${out}`;
  await simulate(args);
  const whole = await read();
  const file = path.join(folder, 'ach_mat.npy');
  const { shape, values } = readNpy(new Uint8Array(await readFile(file)), 'ach_mat.npy');
  await writeFile(file, writeNpy({ shape, values: Float32Array.from(values, (weight) => weight / 2) }));
  await simulate(args);
  expect(await read()).not.toBe(whole);
  // Factors of two are exact.
  expect((await simulate(`${args} --scale g_ACh=2`)).code).toBe(0);
  expect(await read()).toBe(whole);
});

test('what was run can be run again: experiment.zip gives the same spikes and V, and options on top still apply', async () => {
  const read = async (name: string) => (await readFile(path.join(out, name))).toString('base64');
  const args = `${folder} --engine cpu --precision float64 --duration 200 --scale g_GABA=0.5 --record Ca:11 --out ${out}/first`;
  expect((await simulate(args)).code).toBe(0);
  const again = await simulate(`${out}/first/experiment.zip --out ${out}/again`);
  expect(again).toMatchObject({ code: 0, stderr: expect.stringMatching(/^cpu \(float64\)/) });
  for (const name of ['spikes.csv', 'voltage.npy', 'probes.npy', 'final_state.npy', 'experiment.zip']) {
    expect(await read(`again/${name}`), name).toBe(await read(`first/${name}`));
  }
  expect((await readFile(path.join(out, 'first/spikes.csv'), 'utf8')).trim().split('\n').length).toBeGreaterThan(3);
  const options = `--engine reference --duration 5 --scale g_GABA=2`;
  expect((await simulate(`${out}/first/experiment.zip ${options} --out ${out}/other`)).code).toBe(0);
  const json = JSON.parse(await readFile(path.join(out, 'other/run.json'), 'utf8')) as Record<string, unknown>;
  expect(json).toMatchObject({
    engine: 'reference',
    duration: 5,
    n: 12,
    changes: [
      { kind: 'scale', parameter: 'g_GABA', factor: 0.5 },
      { kind: 'scale', parameter: 'g_GABA', factor: 2 },
    ],
  });
});

test('an experiment that is not legal is refused before anything is written', async () => {
  const file = path.join(folder, 'experiment.json');
  await writeFile(file, '{ "format": "NerveFlow Lab experiment", "version": 9 }');
  const { code, stderr } = await simulate(`${file} --out ${out}`);
  expect([code, stderr]).toEqual([
    2,
    'experiment.json was written by a newer lab: its format has the version 9, and this lab reads up to 1\n',
  ]);
  expect(await simulate(`${folder}/none.zip --out ${out}`)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/none\.zip is not there: expected an experiment\n$/),
  });
});

test('final_state.npy is an initial_state.npy: 1 ms and 1 ms more are the same as 2 ms', async () => {
  const voltage = async (name: string) => {
    const bytes = await readFile(path.join(out, name, 'voltage.npy'));
    return Array.from(readNpy(new Uint8Array(bytes), name).values);
  };
  // The current is 0 for the first 100 ms, so that it does not matter that the second run begins it anew.
  expect(await simulate(`${folder} --engine reference --duration 2 --out ${out}/whole`)).toMatchObject({ code: 0 });
  expect(await simulate(`${folder} --engine reference --duration 1 --out ${out}/first`)).toMatchObject({ code: 0 });
  await copyFile(path.join(out, 'first/final_state.npy'), path.join(folder, 'initial_state.npy'));
  expect(await simulate(`${folder} --engine reference --duration 1 --out ${out}/second`)).toMatchObject({ code: 0 });
  expect([...(await voltage('first')), ...(await voltage('second'))]).toEqual(await voltage('whole'));
});

test('a run that diverges ends with exit code 2, says why, and leaves no results', async () => {
  const { code, stderr } = await simulate(`${folder} --engine reference --dt 0.02 --duration 200 --out ${out}`);
  expect(code).toBe(2);
  expect(stderr.trim().split('\n').at(-1)).toMatch(/^neuron \d+ \(PN\): .* with dt = 0\.02 ms; dt = /);
  expect(await readdir(out)).toEqual([]);
});

test.each([
  ['--engine reference --duration -1 --out OUT', '--duration is -1: expected a positive number of ms\n'],
  ['--engine reference --duration 1 --out current.npy', /current\.npy cannot be written to: .*\n$/],
  ['--engine webgpu --duration 1 --out OUT --samples-per-ms 0', /^--samples-per-ms is 0: [^\n]*\n$/],
])('%s: one sentence and exit code 2', async (args, sentence) => {
  const line = args.replace('OUT', out).replace('current.npy', path.join(folder, 'current.npy'));
  const { code, stdout, stderr } = await simulate(`${folder} ${line}`);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('--record writes what the neurons do besides V, in the order of run.json', async () => {
  const recorded = '--record I_L:2,V:2 --record Ca:11';
  const args = `${folder} --engine cpu --precision float64 --duration 5 --out ${out}`;
  expect((await simulate(`${args} ${recorded}`)).code).toBe(0);
  const read = async (name: string) => readNpy(new Uint8Array(await readFile(path.join(out, name))), name);
  const { shape, values } = await read('probes.npy');
  const voltage = await read('voltage.npy');
  expect(shape).toEqual([50, 3]);
  for (let row = 0; row < 50; row++) {
    const V = voltage.values[12 * row + 2]!;
    expect(values[3 * row]).toBeCloseTo(0.15 * (V + 55), 12);
    expect(values[3 * row + 1]).toBe(V);
    expect(values[3 * row + 2]).toBeGreaterThan(2e-4);
  }
  const run = JSON.parse(await readFile(path.join(out, 'run.json'), 'utf8')) as Record<string, unknown>;
  expect(run['probes']).toEqual([
    { variable: 'I_L', neuron: 2, unit: 'µA/cm²' },
    { variable: 'V', neuron: 2, unit: 'mV' },
    { variable: 'Ca', neuron: 11, unit: 'mM' },
  ]);
  const { code, stderr } = await simulate(`${args} --record Ca:2`);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^a probe of 'Ca' in PN 2: expected one of V, [^\n]*\n$/)]);
});

test('parameters are changed, and run.json says which', async () => {
  const run = '--engine reference --duration 30 --record-every 100';
  const run1 = await simulate(`${folder} ${run} --out ${out}/plain`);
  const run2 = await simulate(`${folder} ${run} --set LN.g_GABA=0.4 --scale alpha_GABA=0.5 --out ${out}/changed`);
  expect([run1.code, run2.code]).toEqual([0, 0]);
  const json = JSON.parse(await readFile(path.join(out, 'changed/run.json'), 'utf8')) as Record<string, unknown>;
  expect(json['changes']).toEqual([
    { kind: 'set', parameter: 'g_GABA', population: 'LN', value: 0.4 },
    { kind: 'scale', parameter: 'alpha_GABA', factor: 0.5 },
  ]);
  const state = async (name: string) => new Uint8Array(await readFile(path.join(out, name, 'final_state.npy')));
  expect(await state('changed')).not.toEqual(await state('plain'));
});

test('a parameter that is not there is refused before anything is written', async () => {
  const { code, stderr } = await simulate(`${folder} --set g_Gaba=1 --duration 1 --out ${out}`);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^g_Gaba is no parameter of the model nerveflow: expected one of C_m, [^\n]*\n$/);
});

test('a folder that is not there is named', async () => {
  const { code, stderr } = await simulate(`${folder}/none --duration 1 --out ${out}`);
  expect(code).toBe(2);
  expect(stderr).toMatch(/none\/ach_mat\.npy is not there: [^\n]*\n$/);
});

test('an interrupted run returns the code of its signal and withdraws its results', async () => {
  const interruption = new AbortController();
  interruption.abort(new Interruption(130));
  const { code, stderr } = await simulate(
    `${folder} --engine reference --duration 200 --out ${out}`,
    interruption.signal,
  );
  expect(code).toBe(130);
  expect(stderr).toMatch(/interrupted: nothing of this run was kept\n$/);
  expect(await readdir(out)).toEqual([]);
});
