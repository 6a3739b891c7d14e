import { expect, test } from 'vitest';
import { UsageError } from './arguments.ts';
import { parseBenchOptions } from './benchOptions.ts';

test('without options: every size of the table, every engine, in Node', () => {
  expect(parseBenchOptions([])).toEqual({
    sizes: [12, 24, 48, 96, 120, 192, 384, 1000, 4000],
    kinds: undefined,
    threads: undefined,
    seconds: 3,
    isInBrowser: false,
    isJson: false,
  });
});

test('every option is heard', () => {
  const args = '--sizes 120,12 --engines reference,webgpu --threads 1,4 --seconds 0.5 --browser --json';
  expect(parseBenchOptions(args.split(' '))).toEqual({
    sizes: [120, 12],
    kinds: ['reference', 'webgpu'],
    threads: [1, 4],
    seconds: 0.5,
    isInBrowser: true,
    isJson: true,
  });
});

test.each([
  ['--sizes 12,x', '--sizes is x: expected a whole number from 1 on'],
  ['--sizes 70000', '--sizes is 70000: expected whole numbers up to 65535'],
  ['--engines abacus', /^--engines has 'abacus': expected some of webgpu, /],
  ['--threads 0', '--threads is 0: expected a whole number from 1 on'],
  ['--seconds 0', '--seconds is 0: expected a positive number of s'],
  ['12', /^too many arguments/],
])('bench %s: one sentence', (line, message) => {
  const act = () => parseBenchOptions(line.split(' '));
  expect(act).toThrow(UsageError);
  expect(act).toThrow(message);
});
