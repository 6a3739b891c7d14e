import { expect, test } from 'vitest';
import type { Experiment } from '../experiment/experiment.ts';
import { UsageError } from './arguments.ts';
import { experimentFileOf, parseOptions } from './options.ts';

const COMPLETE = ['DIR', '--duration', '200', '--out', 'OUT'];

test('a folder, a duration and an output are enough', () => {
  expect(parseOptions(COMPLETE)).toEqual({
    source: { folder: 'DIR' },
    out: 'OUT',
    engine: { choice: 'auto' },
    isInBrowser: false,
    duration: 200,
    dt: 0.01,
    recordEvery: 10,
    samplesPerMs: 100,
    seed: 0,
    preset: 'nerveflow',
    probes: [],
    changes: [],
  });
});

test('every option is heard', () => {
  const args =
    '--engine webgpu --precision float32 --threads 2 --browser --dt 0.005 --record-every 20 --samples-per-ms 10 ' +
    '--seed 7 --preset psst --scale g_GABA=0.5 --set PN.g_ACh=1e-1 --scale g_GABA=2 --record I_Na:3,O_GABA:100 --record Ca:90';
  expect(parseOptions([...COMPLETE, ...args.split(' ')])).toEqual({
    source: { folder: 'DIR' },
    out: 'OUT',
    engine: { choice: 'webgpu', precision: 'float32', threads: 2 },
    isInBrowser: true,
    duration: 200,
    dt: 0.005,
    recordEvery: 20,
    samplesPerMs: 10,
    seed: 7,
    preset: 'psst',
    probes: [
      { neuron: 3, variable: 'I_Na' },
      { neuron: 100, variable: 'O_GABA' },
      { neuron: 90, variable: 'Ca' },
    ],
    changes: [
      { kind: 'scale', parameter: 'g_GABA', factor: 0.5 },
      { kind: 'set', parameter: 'g_ACh', population: 'PN', value: 0.1 },
      { kind: 'scale', parameter: 'g_GABA', factor: 2 },
    ],
  });
});

const EXPERIMENT: Experiment = {
  title: 'Odour pulse',
  engine: { choice: 'cpu', precision: 'float32', threads: 2, isCompensated: false },
  network: { preset: 'psst', n: 12, seed: 7, changes: [{ kind: 'set', parameter: 'g_Na', value: 90 }] },
  stimulus: [],
  duration: 250,
  dt: 0.005,
  recordEvery: 20,
  probes: [{ neuron: 3, variable: 'I_Na' }],
};

test('an experiment says all that the options leave out, and options come on top', () => {
  const line = ['experiment.zip', '--out', 'OUT'];
  expect(experimentFileOf(line)).toBe('experiment.zip');
  expect(experimentFileOf(COMPLETE)).toBeUndefined();
  expect(experimentFileOf(['experiment.zip', '--help'])).toBeUndefined();
  const source = { file: 'experiment.zip', experiment: EXPERIMENT };
  const own = { seed: 7, preset: 'psst', duration: 250, dt: 0.005, recordEvery: 20, engine: EXPERIMENT.engine };
  expect(parseOptions(line, EXPERIMENT)).toMatchObject({ source, ...own, probes: EXPERIMENT.probes, changes: [] });
  const options = '--duration 10 --dt 0.01 --engine cpu --seed 0 --record V:1 --set g_K=9'.split(' ');
  expect(parseOptions([...line, ...options], EXPERIMENT)).toMatchObject({
    source,
    seed: 0,
    preset: 'psst',
    duration: 10,
    dt: 0.01,
    recordEvery: 20,
    engine: { choice: 'cpu' },
    probes: [{ neuron: 1, variable: 'V' }],
    changes: [{ kind: 'set', parameter: 'g_K', value: 9 }],
  });
  expect(parseOptions([...line, '--seeds', '2'], EXPERIMENT)).toMatchObject({
    recordEvery: 100,
    probes: [],
    sweep: { seeds: [7, 8] },
  });
  expect(() => parseOptions([...line, '--neurons', '3'], EXPERIMENT)).toThrow(
    'there is an experiment (experiment.zip) and --neurons 3: expected one of them',
  );
  expect(() => parseOptions([...line, '--samples-per-ms', '3'], EXPERIMENT)).toThrow(
    '--samples-per-ms of an experiment',
  );
});

test('a sweep records every 100 steps unless it is told otherwise; its seeds count from --seed', () => {
  const args = ['--sweep', 'g_GABA=0:0.3:4', '--sweep', 'PN.g_ACh=1:0:2', '--seeds', '2', '--seed', '7'];
  expect(parseOptions([...COMPLETE, ...args])).toMatchObject({
    recordEvery: 100,
    sweep: {
      axes: [
        { parameter: 'g_GABA', values: [0, 0.1, 0.2, 0.3] },
        { parameter: 'g_ACh', population: 'PN', values: [1, 0] },
      ],
      seeds: [7, 8],
    },
  });
  expect(parseOptions([...COMPLETE, ...args, '--record-every', '5'])).toMatchObject({ recordEvery: 5 });
  expect(parseOptions([...COMPLETE, '--sweep', 'g_GABA=1:2:1'])).toMatchObject({ sweep: { axes: [{ values: [1] }] } });
});

test('a network can be drawn instead of read', () => {
  expect(parseOptions(['--neurons', '48', '--duration', '1', '--out', 'O'])).toMatchObject({ source: { neurons: 48 } });
});

test('WebGL always runs in a browser', () => {
  expect(parseOptions([...COMPLETE, '--engine', 'webgl'])).toMatchObject({
    engine: { choice: 'webgl' },
    isInBrowser: true,
  });
});

test('--help answers with every option instead of running', () => {
  const { help } = parseOptions(['--help']) as { help: string };
  for (const flag of [
    '--duration',
    '--out',
    '--engine',
    '--browser',
    '--dt',
    '--record-every',
    '--record ',
    '--seed',
    '--preset',
    '--set',
  ]) {
    expect(help).toContain(flag);
  }
});

test.each([
  ['', '--duration is missing: expected a positive number of ms'],
  ['--duration 1 --out O', 'the network is missing: expected an experiment.zip, a folder, or --neurons'],
  ['DIR --neurons 12 --duration 1 --out O', 'there is a folder (DIR) and --neurons 12: expected one of them'],
  ['--neurons 1.5 --duration 1 --out O', '--neurons is 1.5: expected a whole number from 1 on'],
  ['DIR --duration 1 --out O --seeds 0', '--seeds is 0: expected a whole number from 1 on'],
  [
    'DIR --sweep g_GABA=0:2',
    '--sweep is g_GABA=0:2: expected a parameter, first and last value and how many (1 to 100000), as in g_GABA=0:2:64',
  ],
  ['DIR --sweep g_GABA=0:2:0', /^--sweep is g_GABA=0:2:0: expected a parameter/],
  ['DIR --sweep g_GABA=a:2:3', /^--sweep is g_GABA=a:2:3: expected a parameter/],
  ['A B', 'too many arguments: expected 1 argument but got 2'],
  ['DIR --out O', '--duration is missing: expected a positive number of ms'],
  ['DIR --duration 5', '--out is missing: expected a folder for the results'],
  ['DIR --duraton 5', "unknown option '--duraton' (Did you mean --duration?)"],
  ['DIR --duration -5', '--duration is -5: expected a positive number of ms'],
  ['DIR --duration 5ms', '--duration is 5ms: expected a positive number of ms'],
  ['DIR --duration Infinity', '--duration is Infinity: expected a positive number of ms'],
  ['DIR --duration', "option '--duration <ms>' argument missing"],
  ['DIR --duration 1 --dt 0', '--dt is 0: expected a positive number of ms'],
  ['DIR --duration 1 --dt 2', '--duration is 1: expected at least one step of 2 ms'],
  ['DIR --duration 1 --out O --record-every 2.5', '--record-every is 2.5: expected a whole number from 1 on'],
  ['DIR --duration 1 --out O --record-every 0', '--record-every is 0: expected a whole number from 1 on'],
  ['DIR --duration 1 --out O --seed -1', '--seed is -1: expected a whole number from 0 on'],
  ['DIR --duration 1 --out O --samples-per-ms x', '--samples-per-ms is x: expected a positive number of samples'],
  ['DIR --engine abacus', /^option '--engine <kind>' argument 'abacus' is invalid: allowed choices are auto, webgpu, /],
  [
    'DIR --precision float16',
    "option '--precision <name>' argument 'float16' is invalid: allowed choices are float32, float64",
  ],
  ['DIR --duration 1 --threads 0', '--threads is 0: expected a whole number from 1 on'],
  ['DIR --set g_GABA', '--set is g_GABA: expected a parameter and a value, as in g_GABA=0.4'],
  ['DIR --set g_GABA=', '--set is g_GABA=: expected a parameter and a value, as in g_GABA=0.4'],
  ['DIR --scale g_GABA=2x', '--scale is g_GABA=2x: expected a parameter and a factor, as in g_GABA=0.5'],
  ['DIR --scale A.B.g_GABA=2', '--scale is A.B.g_GABA=2: expected a parameter and a factor, as in g_GABA=0.5'],
  ['DIR --record I_Na', '--record is I_Na: expected a variable and the index of a neuron, as in I_Na:3'],
  ['DIR --record I_Na:3,Ca:x', /^--record is Ca:x: expected a variable/],
  ['DIR --duration 1 --out O --seeds 2 --record Ca:1', '--record of a sweep: expected it without --sweep and --seeds'],
  ['DIR --preset x', "option '--preset <name>' argument 'x' is invalid: allowed choices are nerveflow, psst"],
])('simulate %s: one sentence', (line, message) => {
  const act = () => parseOptions(line === '' ? [] : line.split(' '));
  expect(act).toThrow(UsageError);
  expect(act).toThrow(message instanceof RegExp ? message : new UsageError(message));
});
