import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { memberRun } from '../simulation/ensemble/ensemble.ts';
import type { ToMemberWorker } from '../simulation/ensemble/memberPort.ts';
import { localWorker } from '../simulation/ensemble/testing/localWorker.ts';
import { makeFolder, n12Files } from './fixtures.ts';
import { experimentFileOf, parseOptions } from './options.ts';
import { exitCodeOf, Interruption } from './program.ts';
import { readExperimentFile } from './readRun.ts';
import { runSimulate } from './runSimulate.ts';
import { runSweep } from './runSweep.ts';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await makeFolder(n12Files());
  out = path.join(folder, 'out');
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a sweep whose workers are in this thread. */
async function sweep(
  asked: string,
  signal: AbortSignal = new AbortController().signal,
  createWorker = localWorker,
  to = out,
) {
  let [stdout, stderr] = ['', ''];
  const surroundings = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    signal,
  };
  const code = await exitCodeOf(async () => {
    const args = `${asked} --engine reference --out ${to}`.split(' ');
    const file = experimentFileOf(args);
    const options = parseOptions(args, file === undefined ? undefined : (await readExperimentFile(file)).experiment);
    if ('help' in options || 'resume' in options || options.sweep === undefined)
      throw new TypeError('a sweep is what is tested here');
    await runSweep({ ...options, sweep: options.sweep }, surroundings, createWorker);
  }, surroundings.stderr);
  return { code, stdout, stderr };
}

/** Workers whose messages are kept. */
function workerInto(posted: ToMemberWorker[]) {
  return () => {
    const worker = localWorker();
    const { postMessage } = worker;
    worker.postMessage = (message) => {
      posted.push(message);
      postMessage(message);
    };
    return worker;
  };
}

async function table(): Promise<Record<string, string>[]> {
  const [header, ...lines] = (await readFile(path.join(out, 'sweep.csv'), 'utf8')).trimEnd().split('\n');
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, c) => [names[c]!, cell])));
}

test('a row for each pair of values, in order, with what the run alone would have shown', async () => {
  const sizes = '--duration 210 --threads 2';
  const { code, stdout, stderr } = await sweep(`${folder} ${sizes} --sweep g_GABA=0:0.8:2 --sweep PN.E_L=-55:-50:2`);
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(/^4 runs on reference, 2 at once\n/);
  const rows = await table();
  expect(rows.map((row) => [row['run'], row['g_GABA'], row['PN.E_L'], row['seed']])).toEqual([
    ['0', '0', '-55', '0'],
    ['1', '0', '-50', '0'],
    ['2', '0.8', '-55', '0'],
    ['3', '0.8', '-50', '0'],
  ]);
  expect(new Set(rows.map((row) => `${row['spikes_PN']} ${row['events_LN']}`)).size).toBeGreaterThan(1);
  for (const row of rows) {
    expect(Number(row['rate_PN_hz'])).toBeCloseTo(Number(row['spikes_PN']) / 9 / 0.21, 4);
    expect(Number(row['rate_LN_hz'])).toBeCloseTo(Number(row['events_LN']) / 3 / 0.21, 4);
    expect(row['peak_hz'] === '' || Number(row['peak_hz']) > 5).toBe(true);
    expect([row['time_ms'], row['diverged']]).toEqual(['210', '']);
  }

  expect(rows.some((row) => row['peak_hz'] !== '')).toBe(true);

  const write = () => true;
  const alone = `${folder} --duration 210 --engine reference --set g_GABA=0 --set PN.E_L=-50 --out ${out}/alone`;
  const { signal } = new AbortController();
  expect(await runSimulate(alone.split(' '), { stdout: { write }, stderr: { write }, signal })).toBe(0);
  const spikes = (await readFile(path.join(out, 'alone/spikes.csv'), 'utf8')).trimEnd().split('\n').slice(1);
  expect(Number(rows[1]!['spikes_PN']) + Number(rows[1]!['spikes_LN'])).toBe(spikes.length);

  const record = JSON.parse(await readFile(path.join(out, 'run.json'), 'utf8')) as Record<string, unknown>;
  expect(record).toMatchObject({ engine: 'reference', n: 12, runs: 4, diverged: 0, recordEvery: 100, seeds: [0] });
}, 60_000);

test('a drawn network: every seed gives another one', async () => {
  const { code } = await sweep('--neurons 12 --duration 1 --seed 3 --seeds 3');
  expect(code).toBe(0);
  expect((await table()).map((row) => [row['seed'], row['peak_hz']])).toEqual([
    ['3', ''],
    ['4', ''],
    ['5', ''],
  ]);
});

test.each([
  [
    'a network that is drawn',
    '--neurons 12 --duration 1 --seed 3 --scale g_Na=0.5',
    '--sweep g_GABA=0:0.8:2 --seeds 2',
  ],
  ['a folder', 'FOLDER --duration 1 --set PN.E_L=-60', '--sweep g_GABA=0:0.8:2'],
])('experiment.zip is what was swept: with it the same runs are asked for again, of %s', async (_, source, axes) => {
  const [first, second]: [ToMemberWorker[], ToMemberWorker[]] = [[], []];
  expect((await sweep(`${source.replace('FOLDER', folder)} ${axes}`, undefined, workerInto(first))).code).toBe(0);
  const again = await sweep(`${out}/experiment.zip ${axes}`, undefined, workerInto(second), `${out}/again`);
  expect(again.code).toBe(0);
  expect(second[0]).toEqual(first[0]);
  const [rows, rowsAgain] = ['', 'again'].map((one) => readFile(path.join(out, one, 'sweep.csv'), 'utf8'));
  expect(await rowsAgain).toBe(await rows);
});

test('of a folder with an initial state the seeds draw others, and that is said', async () => {
  const posted: ToMemberWorker[] = [];
  const { code, stderr } = await sweep(`${folder} --duration 1 --threads 1 --seeds 2`, undefined, workerInto(posted));
  expect(code).toBe(0);
  const [begin, ...rest] = posted;
  if (begin?.type !== 'begin') throw new TypeError('expected the ensemble first');
  const { base, members } = begin.ensemble;
  expect(members).toEqual([
    { changes: [], seed: 0 },
    { changes: [], seed: 1 },
  ]);
  expect(rest).toEqual([
    { type: 'simulate', index: 0 },
    { type: 'simulate', index: 1 },
  ]);
  const { network } = memberRun(base, members[1]!);
  expect(network).not.toHaveProperty('initialState');
  expect(network).toMatchObject({ seed: 1, matrices: { ACh: expect.anything() } });
  expect(stderr).toMatch(/\ninitial_state\.npy was left aside: with --seeds each seed draws one\n/);
  const rows = await table();
  expect(rows.map((row) => row['seed'])).toEqual(['0', '1']);
  const record = JSON.parse(await readFile(path.join(out, 'run.json'), 'utf8')) as { notices: string[] };
  expect(record.notices.at(-1)).toMatch(/^initial_state\.npy was left aside/);
});

test('a run that diverges says so in its row', async () => {
  const { code, stderr } = await sweep(`${folder} --dt 0.02 --duration 190 --sweep g_Na=0:100:2`);
  expect(code).toBe(0);
  expect(stderr).toMatch(/; 1 diverged\n$/);
  const [silent, diverged] = await table();
  expect([silent!['diverged'], silent!['time_ms']]).toEqual(['', '190']);
  expect(diverged!['diverged']).toMatch(/^neuron \d+ \(PN\): .* with dt = 0\.02 ms$/);
  expect(Number(diverged!['time_ms'])).toBeLessThan(190);
});

test.each([
  ['--sweep g_GABA=0:9:4', /^g_GABA would be 6 mS\/cm²: expected 0 to 5 mS\/cm²\n$/],
  ['--sweep g_Gaba=0:1:2', /^g_Gaba is no parameter of the model nerveflow: expected one of [^\n]*\n$/],
  ['--browser --seeds 1', /^a sweep runs in Node: [^\n]*\n$/],
])('%s: one sentence before anything is written', async (args, sentence) => {
  const { code, stderr } = await sweep(`${folder} --duration 1 ${args}`);
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(await readdir(folder)).not.toContain('out');
});

test('an interrupted sweep keeps the rows that it has under another name', async () => {
  const interruption = new AbortController();
  interruption.abort(new Interruption(130));
  const { code, stderr } = await sweep('--neurons 12 --duration 1 --seeds 3', interruption.signal);
  expect(code).toBe(130);
  expect(stderr).toMatch(/interrupted: the runs that had ended are in .*sweep\.csv\.partial\n$/);
  expect(await readdir(out)).toEqual(['sweep.csv.partial']);
  expect(await readFile(path.join(out, 'sweep.csv.partial'), 'utf8')).toMatch(/^run,seed,spikes_PN,/);
});
