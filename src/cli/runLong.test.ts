import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readNpy } from '../files/npy.ts';
import { RecordedSession } from '../simulation/longRun/recordedSession.ts';
import { makeFolder, n12Files } from './fixtures.ts';
import { NodeFolder } from './nodeFolder.ts';
import { Interruption } from './program.ts';
import { describeLongRun } from './runLong.ts';
import { runSimulate } from './runSimulate.ts';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await makeFolder(n12Files());
  out = path.join(folder, 'out');
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command; what it said, and the exit code. `onText` hears each line of progress. */
async function simulate(
  args: string,
  signal = new AbortController().signal,
  onText: (text: string) => void = () => {},
) {
  let stderr = '';
  const code = await runSimulate(args.split(' '), {
    stdout: { write: () => {} },
    stderr: { write: (text) => ((stderr += text), onText(text)) },
    signal,
  });
  return { code, stderr };
}

async function read(name: string): Promise<Buffer> {
  return readFile(path.join(out, name));
}

const ENGINE = '--engine cpu --precision float64 --threads 1';

test('a run in batches leaves their files, merges them, and says what it needs and how far it is', async () => {
  const begun = `${folder} --duration 60 --batches 4 --record-every 5 ${ENGINE} --out ${out} --merge npy`;
  const create = vi.spyOn(NodeFolder.prototype, 'create');
  const { code, stderr } = await simulate(begun);
  expect([code, stderr]).toEqual([0, expect.stringContaining('4 batches, 1200 rows of ')]);
  // What says that the run is over comes behind all of it, and what is merged behind that.
  expect(create.mock.calls.slice(-4).flat()).toEqual(['final_state.npy', 'run.json', 'state.npy', 'spikes.csv']);
  create.mockRestore();
  const batches = [0, 1, 2, 3].flatMap((k) => [
    `checkpoint.batch${k}.npz`,
    `spikes.batch${k}.csv`,
    `state.batch${k}.npy`,
  ]);
  const others = ['engine.json', 'experiment.zip', 'final_state.npy', 'run.json', 'spikes.csv', 'state.npy'];
  expect((await readdir(out)).toSorted()).toEqual([...batches, ...others].toSorted());
  const { shape, values } = readNpy(new Uint8Array(await read('state.npy')), 'state.npy');
  // The same V as that of a run that is recorded as ever.
  const plain = path.join(folder, 'plain');
  expect((await simulate(`${folder} --duration 60 --record-every 5 ${ENGINE} --out ${plain}`)).code).toBe(0);
  const voltage = readNpy(new Uint8Array(await readFile(path.join(plain, 'voltage.npy'))), 'voltage.npy');
  const V = Array.from({ length: 1200 * 12 }, (_, k) => values[Math.floor(k / 12) * shape[1]! + (k % 12)]);
  expect(V).toEqual(Array.from(voltage.values));
  expect(await read('spikes.csv')).toEqual(await readFile(path.join(plain, 'spikes.csv')));
  expect(await read('final_state.npy')).toEqual(await readFile(path.join(plain, 'final_state.npy')));
  const run = JSON.parse((await read('run.json')).toString()) as Record<string, unknown>;
  expect(run).toMatchObject({ engine: 'cpu', precision: 'float64', batches: 4, recordEvery: 5, rows: 1200, n: 12 });
  expect((run['columns'] as unknown[]).at(-1)).toMatchObject({ variable: 't_fire', unit: 'ms', count: 12 });
});

test('an interrupted run says how to go on, goes on, and leaves the bytes of one that was not; merging comes later too', async () => {
  const args = `${folder} --duration 60 --batches 6 --record-variables V,o_GABA --record-neurons 0-3,11 ${ENGINE}`;
  expect((await simulate(`${args} --out ${folder}/whole --merge csv`)).code).toBe(0);
  const interruption = new AbortController();
  const { create } = NodeFolder.prototype;
  const spy = vi.spyOn(NodeFolder.prototype, 'create').mockImplementation(function (this: NodeFolder, name) {
    if (name === 'checkpoint.batch2.npz') interruption.abort(new Interruption(130));
    return create.call(this, name);
  });
  const stopped = await simulate(`${args} --out ${out}`, interruption.signal);
  spy.mockRestore();
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(
    new RegExp(`interrupted: 3 of 6 batches are in ${out}, and --resume --out ${out} goes on with them\n$`),
  );
  const again = await simulate(`${args} --out ${out}`);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('holds a run already')]);
  const confirmed = await read('state.batch2.npy');

  const resumed = await simulate(`--resume --out ${out}`);
  expect([resumed.code, resumed.stderr]).toEqual([
    0,
    expect.stringContaining('3 of 6 batches are there: on from 30 ms\n'),
  ]);
  expect(await read('state.batch2.npy')).toEqual(confirmed);
  expect(await readdir(out)).not.toContain('state.csv');
  expect((await simulate(`--resume --out ${out} --merge csv`)).code).toBe(0);
  for (const name of ['state.csv', 'spikes.csv', 'final_state.npy'])
    expect((await read(name)).equals(await readFile(path.join(folder, 'whole', name))), name).toBe(true);
  const [line] = (await read('state.csv')).toString().split('\n');
  expect(line).toMatch(/^-\d+\.\d{3}(, -?\d+\.\d{3})+$/);
});

test('what an experiment records beside the state is not computed in a run in batches, and a notice names it', async () => {
  const recorded = path.join(folder, 'recorded');
  const args = `${folder} --duration 5 --record I_Na:3,V:0 ${ENGINE} --out ${recorded}`;
  expect((await simulate(args)).code).toBe(0);
  const open = vi.spyOn(RecordedSession, 'open');
  const { code, stderr } = await simulate(`${recorded}/experiment.zip --batches 2 --out ${out}`);
  const [, { run }] = open.mock.lastCall!;
  open.mockRestore();
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^not recorded: I_Na:3, V:0 of the experiment; a run/m)]);
  expect(run).not.toHaveProperty('probes');
  const { notices } = JSON.parse((await read('run.json')).toString()) as { notices: string[] };
  expect(notices).toContainEqual(expect.stringMatching(/^not recorded: I_Na:3, V:0/));
  expect(await read('final_state.npy')).toEqual(await readFile(path.join(recorded, 'final_state.npy')));
});

test('a run of which nothing was confirmed goes on too, on another engine', async () => {
  const interruption = new AbortController();
  interruption.abort(new Interruption(143));
  const args = `${folder} --duration 5 --batches 2 ${ENGINE} --out ${out}`;
  expect((await simulate(args, interruption.signal)).stderr).toContain('interrupted: 0 of 2 batches are in');
  const { code, stderr } = await simulate(`--resume --out ${out} --engine reference`);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^reference \(/m)]);
  expect(JSON.parse((await read('run.json')).toString())).toMatchObject({ engine: 'reference', batches: 2 });
});

test('a run for which there is no room is refused before it starts, with what it needs', async () => {
  const room = vi.spyOn(NodeFolder.prototype, 'room').mockResolvedValue(1e6);
  const { code, stderr } = await simulate(`${folder} --duration 200 --batches 4 ${ENGINE} --out ${out}`);
  room.mockRestore();
  expect(code).toBe(2);
  expect(stderr.trim().split('\n').at(-1)).toMatch(
    /^there is room for 1 MB in .*, this run needs [\d.]+ MB more \(4 batches, 20000 rows of \d+ numbers: [\d.]+ MB, about .*\): record less/,
  );
  expect(await readdir(out)).toEqual([]);
});

test('a run is merged again where there is no room for a second merged file', async () => {
  expect((await simulate(`${folder} --duration 5 --batches 3 ${ENGINE} --out ${out} --merge npy`)).code).toBe(0);
  const merged = await read('state.npy');
  const room = vi.spyOn(NodeFolder.prototype, 'room').mockResolvedValue(merged.length / 10);
  const { code, stderr } = await simulate(`--resume --out ${out} --merge npy`);
  const other = await simulate(`--resume --out ${out} --merge csv`);
  room.mockRestore();
  expect([code, stderr]).toEqual([0, expect.stringContaining('all 3 batches are there')]);
  expect(await read('state.npy')).toEqual(merged);
  expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/^there is room for .*, this run needs /m)]);
});

test.each([
  ['--resume --out OUT', /holds no run to go on with: expected the folder of one that was begun with --batches\n$/],
  [
    'DIR --duration 1 --batches 1000 --out OUT',
    /^1000 batches: expected a whole number from 1 to 100, the steps of the run\n$/,
  ],
  ['DIR --duration 1 --batches 2 --record-variables Na --out OUT', /^recording 'Na': expected variables among V, /],
])('%s: one sentence and exit code 2', async (args, sentence) => {
  const { code, stderr } = await simulate(args.replace('DIR', folder).replace('OUT', out));
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('an experiment that was cut off before the first batch says so, and the run begins again', async () => {
  const args = `${folder} --duration 5 --batches 3 ${ENGINE} --out ${out}`;
  expect((await simulate(args)).code).toBe(0);
  for (const k of [0, 1, 2]) await rm(path.join(out, `checkpoint.batch${k}.npz`));
  await writeFile(path.join(out, 'experiment.zip'), (await read('experiment.zip')).subarray(0, 100));
  const { code, stderr } = await simulate(`--resume --out ${out}`);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /^experiment\.zip is cut off.*; no batch of the run is there: begin it again without --resume\n$/,
    ),
  ]);
  expect((await simulate(args)).code).toBe(0);
});

test('a folder that holds the beginning of a branch is not taken for that of a new run', async () => {
  const args = `${folder} --duration 5 --batches 3 ${ENGINE} --out ${out}`;
  expect((await simulate(args)).code).toBe(0);
  const checkpoint = await read('checkpoint.batch0.npz');
  for (const name of await readdir(out)) await rm(path.join(out, name));
  await writeFile(path.join(out, 'checkpoint.start166.npz'), checkpoint);
  const { code, stderr } = await simulate(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining('holds a run already: go on with it by --resume')]);
});

test('a folder in which another process is at work is left alone', async () => {
  expect((await simulate(`${folder} --duration 5 --batches 3 ${ENGINE} --out ${out}`)).code).toBe(0);
  await writeFile(path.join(out, 'run.lock'), String(process.pid));
  const { code, stderr } = await simulate(`--resume --out ${out}`);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`${out} is in use by the process ${process.pid}: wait`)]);
});

test('a damaged batch is named', async () => {
  expect((await simulate(`${folder} --duration 5 --batches 3 ${ENGINE} --out ${out}`)).code).toBe(0);
  await writeFile(path.join(out, 'state.batch1.npy'), 'something else');
  const { code, stderr } = await simulate(`--resume --out ${out} --merge npy`);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/state\.batch1\.npy has 14 bytes and is not that of this run/),
  ]);
});

test('progress is told per batch and of all', () => {
  const progress = { step: 2500, steps: 10_000, time: 25, wallSeconds: 0, speed: 0 };
  const longRun = { confirmed: 2, batches: 10, start: 0, batchEnd: 3000, bytes: 1_234_567 };
  // From step 500 on it took 4 s.
  expect(describeLongRun({ progress, longRun }, 500, 4)).toBe(
    'batch 3 of 10: 50%, 25 of 100 ms, 0.005 × real time, 15 s left, 1.23 MB on disk',
  );
});

test('of a run that is over nothing is asked of an engine, and nothing but merged files is written', async () => {
  expect((await simulate(`${folder} --duration 5 --batches 3 ${ENGINE} --out ${out}`)).code).toBe(0);
  const record = await read('run.json');
  const open = vi.spyOn(RecordedSession, 'open');
  const { code, stderr } = await simulate(`--resume --out ${out} --engine reference --merge csv`);
  expect(open).not.toHaveBeenCalled();
  open.mockRestore();
  expect([code, stderr]).toEqual([0, expect.stringContaining('all 3 batches are there\n')]);
  expect(await read('run.json')).toEqual(record);
  expect(await readdir(out)).toContain('state.csv');
  // Its end was lost: it is asked for again.
  await rm(path.join(out, 'final_state.npy'));
  expect((await simulate(`--resume --out ${out}`)).code).toBe(0);
  expect(await readdir(out)).toContain('final_state.npy');
});

test.each(['', ' --seeds 2'])('simulate …%s leaves a folder alone in which a run in batches lies', async (more) => {
  expect((await simulate(`${folder} --duration 5 --batches 3 ${ENGINE} --out ${out}`)).code).toBe(0);
  const experiment = await read('experiment.zip');
  const { code, stderr } = await simulate(`${folder} --duration 5 ${ENGINE} --out ${out}${more}`);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(
      `${out} cannot be written to: it holds a run in batches, whose experiment would be lost; name another folder\n`,
    ),
  ]);
  expect(await read('experiment.zip')).toEqual(experiment);
});
