import { describe, expect, test } from 'vitest';
import type { Experiment } from '../experiment/experiment.ts';
import { UsageError } from './arguments.ts';
import { parseOptions } from './options.ts';

const BEGUN = 'DIR --duration 200 --out OUT';
const EXPERIMENT: Experiment = {
  title: 'Long',
  engine: { choice: 'cpu' },
  network: { preset: 'nerveflow', n: 12, seed: 1 },
  stimulus: [],
  duration: 100,
  dt: 0.01,
  recordEvery: 20,
  longRun: { batches: 4, record: { every: 5, variables: ['V'], neurons: [1, 2] } },
};

describe('a run in batches', () => {
  test('keeps the full state of every step unless it is told otherwise', () => {
    expect(parseOptions(`${BEGUN} --batches 10`.split(' '))).toMatchObject({
      longRun: { batches: 10, record: { every: 1 } },
      recordEvery: 10,
    });
    expect(parseOptions(`${BEGUN} --batches 10`.split(' '))).toEqual(
      parseOptions(`${BEGUN} --batches 10 --record-state`.split(' ')),
    );
  });

  test('keeps chosen variables of chosen neurons, and is merged', () => {
    const args = '--batches 3 --record-variables V,Ca,o_GABA --record-neurons 12,0-3,2 --record-every 15 --merge csv';
    expect(parseOptions(`${BEGUN} ${args}`.split(' '))).toMatchObject({
      longRun: { batches: 3, record: { every: 15, variables: ['V', 'Ca', 'o_GABA'], neurons: [0, 1, 2, 3, 12] } },
      // What the charts of the page would show; no step is recorded for it alone.
      recordEvery: 15,
      merge: 'csv',
    });
  });

  test("an experiment's plan is taken; options say what differs", () => {
    const plan = (args: string) =>
      parseOptions(['long.zip', '--out', 'OUT', ...args.split(' ').filter(Boolean)], EXPERIMENT);
    expect(plan('')).toMatchObject({ longRun: EXPERIMENT.longRun, recordEvery: 20 });
    expect(plan('--batches 8')).toMatchObject({ longRun: { batches: 8, record: EXPERIMENT.longRun!.record } });
    expect(plan('--record-every 2')).toMatchObject({ longRun: { record: { every: 2, variables: ['V'] } } });
    expect(plan('--record-state')).toMatchObject({ longRun: { batches: 4, record: { every: 5 } } });
    expect(plan('--record-state')).not.toHaveProperty('longRun.record.variables');
    expect(plan('--seeds 2')).not.toHaveProperty('longRun');
  });
});

test('a run goes on as it was begun, on its own engine or on another', () => {
  expect(parseOptions('--resume --out OUT'.split(' '))).toEqual({ resume: 'OUT', isInBrowser: false });
  expect(parseOptions('--resume --out OUT --merge npy --engine cpu --threads 2'.split(' '))).toEqual({
    resume: 'OUT',
    isInBrowser: false,
    merge: 'npy',
    engine: { choice: 'cpu', precision: undefined, threads: 2 },
  });
});

const REFUSED: readonly (readonly [line: string, message: string | RegExp])[] = [
  [`${BEGUN} --batches 0`, '--batches is 0: expected a whole number from 1 on'],
  [`${BEGUN} --record-state`, '--record-state without --batches: expected --batches, in how many the run goes to disk'],
  [`${BEGUN} --record-neurons 1`, /^--record-neurons without --batches: /],
  [`${BEGUN} --merge npy`, /^--merge without --batches: /],
  [
    `${BEGUN} --batches 2 --merge xls`,
    /^option '--merge <format>' argument 'xls' is invalid: allowed choices are npy, csv$/,
  ],
  [`${BEGUN} --batches 2 --seeds 3`, '--batches of a sweep: expected it without --sweep and --seeds'],
  [
    `${BEGUN} --batches 2 --record Ca:9`,
    /^--record of a run in batches: expected --record-variables and --record-neurons/,
  ],
  [
    `${BEGUN} --batches 2 --record-state --record-variables V`,
    /^--record-state with --record-variables or --record-neurons: /,
  ],
  [`${BEGUN} --batches 2 --record-every 0`, '--record-every is 0: expected a whole number from 1 on'],
  ...['', 'a', '3-1', '1,', '-2', '99999'].map(
    (list) =>
      [
        `${BEGUN} --batches 2 --record-neurons=${list}`,
        `--record-neurons is ${list}: expected indices and ranges of neurons, as in 0-9,12`,
      ] as const,
  ),
  ['--resume', '--out is missing: expected the folder of the run that is to go on'],
  ['DIR --resume --out OUT', /^--resume with DIR: the run goes on as it was begun; expected --out alone, /],
  ['--resume --out OUT --duration 5', /^--resume with --duration: /],
  ['--resume --out OUT --batches 5', /^--resume with --batches: /],
];

test.each(REFUSED)('simulate %s: one sentence', (line, message) => {
  const act = () => parseOptions(line.split(' '));
  expect(act).toThrow(UsageError);
  expect(act).toThrow(message instanceof RegExp ? message : new UsageError(message));
});
