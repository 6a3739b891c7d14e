import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, watch } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';
import { readNpy } from '../files/npy.ts';
import { randomStream } from '../model/random.ts';
import { readCheckpoint } from '../simulation/checkpointFile.ts';
import { makeFolder, n12Files } from './fixtures.ts';

const KILLS = 20;
const BATCHES = 10;
/** Another one each time, unless one is to be repeated. */
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 2 ** 31);

const root = path.resolve(import.meta.dirname, '../..');
/** The program as it is built, where it finds the packages that it does not bundle. */
const program = path.join(root, '.cache', `killed-${process.pid}`);
let input: string;
let place: string;

beforeAll(async () => {
  input = await makeFolder(n12Files());
  place = path.join(input, 'runs');
  await mkdir(place);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['webgpu', 'playwright-core', 'wabt'] },
    build: { ssr: 'src/cli/simulate.ts', outDir: program, target: 'node20', minify: false },
  });
}, 60_000);
afterAll(async () => {
  await rm(input, { recursive: true, force: true });
  await rm(program, { recursive: true, force: true });
});

interface End {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs the program; `killer` may kill it, and is told when it is over. */
function simulate(args: readonly string[], killer?: (kill: () => void) => () => void): Promise<End> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(program, 'simulate.js'), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const stop = killer?.(() => child.kill('SIGKILL'));
    child.on('close', (code, signal) => {
      stop?.();
      resolve({ code, signal, stderr });
    });
  });
}

/** As a run that is begun, or one that goes on. */
const begun = (out: string): string[] => {
  const options = `--duration 200 --engine cpu --precision float32 --threads 1 --batches ${BATCHES} --record-state --merge npy`;
  return [input, ...options.split(' '), '--out', out];
};
const resumed = (out: string): string[] => ['--resume', '--merge', 'npy', '--out', out];

/** What a process left behind that was killed. */
interface Left {
  /** Hashes of the files of confirmed batches, by name. */
  readonly confirmed: ReadonlyMap<string, string>;
  readonly batches: number;
  /** Where it was. */
  readonly stage:
    'before the first batch' | 'in a batch' | 'between two batches' | 'at a checkpoint' | 'behind the last';
}

async function lookAt(out: string): Promise<Left> {
  const names = await readdir(out).catch((): string[] => []);
  const confirmed = new Map<string, string>();
  let batches = 0;
  for (; names.includes(`checkpoint.batch${batches}.npz`); batches++) {
    const bytes = new Uint8Array(await readFile(path.join(out, `checkpoint.batch${batches}.npz`)));
    try {
      readCheckpoint(bytes, 'checkpoint');
    } catch {
      return { confirmed, batches, stage: 'at a checkpoint' };
    }
    for (const name of [`state.batch${batches}.npy`, `spikes.batch${batches}.csv`, `checkpoint.batch${batches}.npz`]) {
      const hash = createHash('sha256').update(await readFile(path.join(out, name)));
      confirmed.set(name, hash.digest('hex'));
    }
  }
  const isInBatch = names.includes(`state.batch${batches}.npy`);
  const between = batches === 0 ? 'before the first batch' : 'between two batches';
  return { confirmed, batches, stage: batches === BATCHES ? 'behind the last' : isInBatch ? 'in a batch' : between };
}

/** Kills at a random one of the next changes in the folder (so that it hits a file that is being written), or some ms later. */
function killSoon(out: string, uniform: () => number) {
  return (kill: () => void): (() => void) => {
    let changes = Math.floor(uniform() * 60);
    const delay = uniform() < 0.5 ? 0 : uniform() * 40;
    let timer: NodeJS.Timeout | undefined;
    const watcher = watch(out, () => {
      if (changes-- !== 0) return;
      if (delay === 0) kill();
      else timer = setTimeout(kill, delay);
    });
    return () => {
      watcher.close();
      clearTimeout(timer);
    };
  };
}

test(
  `a run of ${BATCHES} batches that is killed at ${KILLS} random moments (seed ${SEED}) loses nothing that was confirmed, and its merged files are those of a run that was not`,
  { timeout: 240_000 },
  async () => {
    const whole = path.join(place, 'whole');
    const { code, stderr } = await simulate(begun(whole));
    expect([code, stderr]).toEqual([0, expect.stringContaining('10 batches')]);
    const merged = {
      states: await readFile(path.join(whole, 'state.npy')),
      spikes: await readFile(path.join(whole, 'spikes.csv')),
    };
    const { shape } = readNpy(new Uint8Array(merged.states), 'state.npy');
    expect(shape[0]).toBe(20_000);
    expect(merged.spikes.toString().split('\n').length).toBeGreaterThan(5);

    const stages: Left['stage'][] = [];
    const killUntilWhole = async (name: string, uniform: () => number, kills: number): Promise<void> => {
      const out = path.join(place, name);
      await mkdir(out);
      let before: Left = { confirmed: new Map(), batches: 0, stage: 'before the first batch' };
      let killed = 0;
      let mayGoOn = true;
      for (;;) {
        const args = mayGoOn && existsSync(path.join(out, 'experiment.zip')) ? resumed(out) : begun(out);
        const end = await simulate(args, killed < kills ? killSoon(out, uniform) : undefined);
        const left = await lookAt(out);
        for (const [file, hash] of before.confirmed) expect(left.confirmed.get(file), `${name}: ${file}`).toBe(hash);
        before = left;
        if (end.signal === 'SIGKILL') {
          killed++;
          stages.push(left.stage);
          continue;
        }
        // Killed while the experiment itself was written: it says so, and begins again.
        mayGoOn = !end.stderr.includes('begin it again without --resume');
        if (!mayGoOn) continue;
        expect([end.code, end.stderr]).toEqual([0, expect.any(String)]);
        break;
      }
      expect(before.batches).toBe(BATCHES);
      expect(merged.states.equals(await readFile(path.join(out, 'state.npy'))), `${name}: state.npy`).toBe(true);
      expect(merged.spikes.equals(await readFile(path.join(out, 'spikes.csv'))), `${name}: spikes.csv`).toBe(true);
      for (const [file, hash] of (await lookAt(whole)).confirmed) expect(before.confirmed.get(file), file).toBe(hash);
      await rm(out, { recursive: true });
    };

    // Runs that end before they are killed as often as they were to be are followed by others.
    const stream = randomStream(SEED, 'stimulus');
    let runs = 0;
    const takeTurns = async (): Promise<void> => {
      while (stages.length < KILLS) await killUntilWhole(`run${runs++}`, () => stream.uniform(), 5);
    };
    await Promise.all([takeTurns(), takeTurns()]);

    expect(stages.length).toBeGreaterThanOrEqual(KILLS);
    const count = (stage: Left['stage']): number => stages.filter((one) => one === stage).length;
    // Whoever looks for the rare moment wants to know which were tried.
    const tried = [...new Set(stages)].map((stage) => `${count(stage)} ${stage}`).join(', ');
    process.stdout.write(`killed ${stages.length} times (seed ${SEED}): ${tried}\n`);
    expect(count('in a batch')).toBeGreaterThan(3);
    expect(new Set(stages).size).toBeGreaterThan(1);
  },
);
