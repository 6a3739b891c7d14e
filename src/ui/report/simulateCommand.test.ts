import { expect, test } from 'vitest';
import { parseOptions } from '../../cli/options.ts';
import { readRun } from '../../cli/readRun.ts';
import type { RunDescription } from '../../model/description.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import { simulateCommand } from './simulateCommand.ts';

const RUN: RunDescription = {
  network: {
    preset: 'psst',
    n: 48,
    seed: 7,
    changes: [
      { kind: 'set', parameter: 'g_GABA', value: 0.4, population: 'PN' },
      { kind: 'scale', parameter: 'g_ACh', factor: 1.5 },
    ],
  },
  stimulus: { ...DEFAULT_ODOUR, seed: 7 },
  dt: 0.005,
  duration: 250,
  recordEvery: 20,
};
const ENGINE = { kind: 'cpu', precision: 'float64', threads: 2, device: '', isSoftware: false, reason: '' } as const;

function lineOf(run: RunDescription): string {
  const command = simulateCommand(run, ENGINE, false);
  if ('problem' in command) throw new Error(command.problem);
  return command.line;
}

test('the command line reads the line as the very run that was described', async () => {
  const [, args] = lineOf(RUN).split(' -- ');
  const options = parseOptions(args!.split(' '));
  if ('help' in options || 'resume' in options) throw new Error('it asked for something else');
  expect((await readRun(options)).run).toEqual(RUN);
  expect(options.engine).toEqual({ choice: 'cpu', precision: 'float64', threads: 2 });
});

test.each([
  [{ network: { ...RUN.network, counts: [40, 8] } }, 'PNs and LNs'],
  [{ network: { ...RUN.network, initialState: new Float64Array(1) } }, 'a state that was kept or loaded'],
  [{ network: { ...RUN.network, start: { V: -60 } } }, 'V at start or the noise'],
  [
    { network: { ...RUN.network, matrices: { GABA: { start: { kind: 'none' }, patches: [] } } } },
    'connections by the seed',
  ],
  [
    { network: { ...RUN.network, changes: [{ kind: 'set', parameter: 'g_Na', value: 1, neurons: [3] }] } },
    'from neuron to neuron',
  ],
  [{ stimulus: DEFAULT_ODOUR }, 'another stimulus'],
  [{ stimulus: { ...DEFAULT_ODOUR, seed: 7, receivers: { kind: 'all' } } }, 'another stimulus'],
  [{ stimulus: { kind: 'sum', parts: [] } }, 'another stimulus'],
] as const)('a run with %j is refused by the reason', (change, reason) => {
  const command = simulateCommand({ ...RUN, ...change } as RunDescription, ENGINE, false);
  expect(command).toEqual({ problem: expect.stringContaining(reason) });
});

test('a run that was edited on the way is no line', () => {
  expect(simulateCommand(RUN, ENGINE, true)).toEqual({ problem: expect.stringContaining('edited while it ran') });
});
