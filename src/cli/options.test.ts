import { expect, test } from 'vitest';
import { parseOptions, UsageError } from './options.ts';

const COMPLETE = ['DIR', '--duration', '200', '--out', 'OUT'];

test('a folder, a duration and an output are enough', () => {
  expect(parseOptions(COMPLETE)).toEqual({
    folder: 'DIR',
    out: 'OUT',
    engine: 'auto',
    isInBrowser: false,
    duration: 200,
    dt: 0.01,
    recordEvery: 10,
    samplesPerMs: 100,
    seed: 0,
    preset: 'nerveflow',
  });
});

test('every option is heard', () => {
  const args = '--engine webgpu --browser --dt 0.005 --record-every 20 --samples-per-ms 10 --seed 7 --preset psst';
  expect(parseOptions([...COMPLETE, ...args.split(' ')])).toEqual({
    folder: 'DIR',
    out: 'OUT',
    engine: 'webgpu',
    isInBrowser: true,
    duration: 200,
    dt: 0.005,
    recordEvery: 20,
    samplesPerMs: 10,
    seed: 7,
    preset: 'psst',
  });
});

test('WebGL always runs in a browser', () => {
  expect(parseOptions([...COMPLETE, '--engine', 'webgl'])).toMatchObject({ engine: 'webgl', isInBrowser: true });
});

test('--help answers with every option instead of running', () => {
  const { help } = parseOptions(['--help']) as { help: string };
  for (const flag of ['--duration', '--out', '--engine', '--browser', '--dt', '--record-every', '--seed', '--preset']) {
    expect(help).toContain(flag);
  }
});

test.each([
  ['', "missing required argument 'folder'"],
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
  [
    'DIR --engine cpu',
    "option '--engine <kind>' argument 'cpu' is invalid: allowed choices are auto, webgpu, webgl, reference",
  ],
  ['DIR --preset x', "option '--preset <name>' argument 'x' is invalid: allowed choices are nerveflow, psst"],
])('simulate %s: one sentence', (line, message) => {
  const act = () => parseOptions(line === '' ? [] : line.split(' '));
  expect(act).toThrow(UsageError);
  expect(act).toThrow(new UsageError(message));
});
