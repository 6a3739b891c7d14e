import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNpy } from '../files/npy.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { readExperiment } from '../experiment/readExperiment.ts';
import type { Batch } from '../recording/batch.ts';
import { RunWriter } from './runWriter.ts';

const SHAPE = { n: 2, steps: 25, dt: 0.01, recordEvery: 10, precision: 'float64', probes: 0 } as const;
const EXPERIMENT: Experiment = {
  title: 'two neurons',
  engine: { choice: 'reference' },
  network: { preset: 'nerveflow', n: 2, seed: 0 },
  stimulus: [],
  duration: 0.25,
  dt: 0.01,
  recordEvery: 10,
};
const NAMES = ['experiment.zip', 'final_state.npy', 'run.json', 'spikes.csv', 'voltage.npy'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'run-writer-'));
});
afterEach(() => rm(folder, { recursive: true }));

function batch(firstStep: number, steps: number, voltage: readonly number[], spikes: readonly number[] = []): Batch {
  return {
    firstStep,
    steps,
    firstRecordedStep: Math.ceil(firstStep / 10) * 10,
    voltage: Float64Array.from(voltage),
    spikeNeuron: Int32Array.from(spikes, () => 1),
    spikeStep: Float64Array.from(spikes),
  };
}

async function read(name: string) {
  return readNpy(new Uint8Array(await readFile(path.join(folder, name))), name);
}

test('batches become one recording; nothing looks complete before the end', async () => {
  const writer = await RunWriter.open(folder);
  await writer.begin(SHAPE);
  await writer.append(batch(0, 11, [1, 2, 3, 4], [7, 10]));
  await writer.append(batch(11, 4, []));
  expect((await readdir(folder)).filter((name) => !name.endsWith('.partial'))).toEqual([]);
  await writer.append(batch(15, 10, [5, 6], [24]));
  await writer.finish(Float64Array.of(1, 2), EXPERIMENT, { steps: 25 });

  expect((await readdir(folder)).toSorted()).toEqual(NAMES);
  expect(await read('voltage.npy')).toMatchObject({ shape: [3, 2], values: Float64Array.of(1, 2, 3, 4, 5, 6) });
  expect(await read('final_state.npy')).toMatchObject({ shape: [2], values: Float64Array.of(1, 2) });
  expect(await readFile(path.join(folder, 'spikes.csv'), 'utf8')).toBe('neuron,time_ms\n1,0.07\n1,0.10\n1,0.24\n');
  expect(JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8'))).toEqual({ steps: 25 });
  const kept = new Uint8Array(await readFile(path.join(folder, 'experiment.zip')));
  expect(readExperiment(kept, 'experiment.zip').experiment).toEqual(EXPERIMENT);
});

test('what probes saw becomes a file of its own, and that of an earlier run does not stay beside another', async () => {
  const writer = await RunWriter.open(folder);
  await writer.begin({ ...SHAPE, probes: 1 });
  await expect(writer.append(batch(0, 11, [1, 2, 3, 4]))).rejects.toThrow('2 rows with 0 values of 1 probes');
  await writer.append({ ...batch(0, 25, [1, 2, 3, 4, 5, 6]), probes: Float64Array.of(7, 8, 9) });
  await writer.finish(new Float64Array(1), EXPERIMENT, {});
  expect(await read('probes.npy')).toMatchObject({ shape: [3, 1], values: Float64Array.of(7, 8, 9) });
  const next = await RunWriter.open(folder);
  await next.begin(SHAPE);
  await next.append(batch(0, 25, [1, 2, 3, 4, 5, 6]));
  await next.finish(new Float64Array(1), EXPERIMENT, {});
  expect((await readdir(folder)).toSorted()).toEqual(NAMES);
});

test('float32 batches make a float32 file', async () => {
  const writer = await RunWriter.open(folder);
  await writer.begin({ ...SHAPE, steps: 5, precision: 'float32' });
  await writer.append({ ...batch(0, 5, []), voltage: Float32Array.of(-70, -70.1) });
  await writer.finish(new Float64Array(1), EXPERIMENT, {});
  expect((await read('voltage.npy')).values).toEqual(Float32Array.of(-70, -70.1));
});

test('an abandoned run leaves nothing of its own and keeps the results of an earlier one', async () => {
  await writeFile(path.join(folder, 'voltage.npy'), 'earlier');
  const writer = await RunWriter.open(folder);
  await writer.begin(SHAPE);
  await writer.append(batch(0, 11, [1, 2, 3, 4]));
  await writer.abandon();
  expect(await readdir(folder)).toEqual(['voltage.npy']);
  expect(await readFile(path.join(folder, 'voltage.npy'), 'utf8')).toBe('earlier');
});

test('a hole, another precision or a missing end is an error, not a file', async () => {
  const writer = await RunWriter.open(folder);
  await writer.begin(SHAPE);
  await writer.append(batch(0, 10, [1, 2]));
  await expect(writer.append(batch(11, 4, []))).rejects.toThrow('a batch starts at step 11: expected step 10');
  const float32 = { ...batch(10, 5, []), voltage: Float32Array.of(1, 2) };
  await expect(writer.append(float32)).rejects.toThrow('a batch holds a Float32Array: expected float64');
  await expect(writer.finish(new Float64Array(1), EXPERIMENT, {})).rejects.toThrow(
    'the run brought 10 steps and 1 rows: expected 25 and 3',
  );
  await writer.abandon();
  expect(await readdir(folder)).toEqual([]);
});

test('folders are made where they are missing', async () => {
  const deep = path.join(folder, 'a/b');
  await (await RunWriter.open(deep)).abandon();
  expect(await readdir(deep)).toEqual([]);
});

test('a place where nothing can be written is named at once', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(RunWriter.open(file)).rejects.toThrow(`${file} cannot be written to: ENOTDIR`);
});

test.runIf(process.platform === 'linux')('a folder that the system refuses is named at once', async () => {
  await expect(RunWriter.open('/proc/nerveflow/out')).rejects.toThrow(
    '/proc/nerveflow/out cannot be written to: ENOENT',
  );
});
