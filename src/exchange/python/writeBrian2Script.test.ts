import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Experiment } from '../../experiment/experiment.ts';
import { readNpy } from '../../files/npy.ts';
import { readReference } from '../../simulation/fixtures/readReference.ts';
import { DEFAULT_EXPERIMENT, RICH_EXPERIMENT, referenceExperiment } from '../fixtures/experiments.ts';
import { PYTHON, inFolder, runPython } from '../fixtures/python.ts';
import { runInLab } from '../fixtures/runInLab.ts';
import { writeBrian2Script } from './writeBrian2Script.ts';

const textOf = (experiment: Experiment): string => new TextDecoder().decode(writeBrian2Script(experiment).bytes);

interface Spike {
  readonly neuron: number;
  readonly time: number;
}

function readSpikes(csv: string): Spike[] {
  const [head, ...lines] = csv.trim().split('\n');
  expect(head).toBe('neuron,time_ms');
  return lines.map((line) => line.split(',').map(Number)).map(([neuron, time]) => ({ neuron: neuron!, time: time! }));
}

/** In the order of the neurons, each with its spikes in order: spikes of one step may change places. */
function byNeuron(spikes: readonly Spike[]): Spike[] {
  return spikes.toSorted((a, b) => a.neuron - b.neuron || a.time - b.time);
}

/**
 * Brian2 advances neurons and open fractions in turn, so that what they feel of each other is up to a step of 0.01 ms old: two steps are
 * allowed, and half of one for how times are written.
 */
const TOLERANCE = 0.025;

function expectSameSpikes(ours: readonly Spike[], theirs: readonly Spike[]): void {
  expect(theirs.map(({ neuron }) => neuron)).toEqual(ours.map(({ neuron }) => neuron));
  const worst = Math.max(...ours.map(({ time }, k) => Math.abs(time - theirs[k]!.time)));
  expect(worst).toBeLessThan(TOLERANCE);
}

/** Runs one script after the other in one process, because Brian2 takes seconds to start. */
const DRIVER = `import json, runpy, sys
for arguments in json.loads(sys.argv[1]):
    sys.argv = arguments
    runpy.run_path(arguments[0], run_name='__main__')
`;

test.skipIf(PYTHON === undefined)(
  'in Python: Brian2 gives the spikes of the reference run over 200 ms, and those of a run with edits, weights and synapses that differ',
  async () => {
    // 18 spikes, among them the first ones that synapses move.
    const part = 7;
    await inFolder(async (folder) => {
      const runs = [
        { experiment: referenceExperiment(), duration: 200 },
        { experiment: RICH_EXPERIMENT, duration: part },
      ].map(({ experiment, duration }, k) => {
        const { name, bytes } = writeBrian2Script(experiment);
        writeFileSync(path.join(folder, name), bytes);
        return [name, '--duration', `${duration}`, '--out', `run${k}`];
      });
      writeFileSync(path.join(folder, 'driver.py'), DRIVER);
      await runPython(['driver.py', JSON.stringify(runs)], folder);
      const read = (k: number): Spike[] => readSpikes(readFileSync(path.join(folder, `run${k}/spikes.csv`), 'utf8'));

      const reference = readReference('n12');
      expectSameSpikes(byNeuron(reference.spikes), byNeuron(read(0)));
      const voltage = new Uint8Array(readFileSync(path.join(folder, 'run0/voltage.npy')));
      expect(readNpy(voltage, 'voltage.npy').shape).toEqual([2000, 12]);

      const ours = readSpikes((await runInLab(RICH_EXPERIMENT)).spikes).filter(({ time }) => time < part);
      expect(ours.length).toBeGreaterThan(12);
      expectSameSpikes(byNeuron(ours), byNeuron(read(1)));
    });
  },
  300_000,
);

test('the equations are those of the model, with units, and no line is longer than PEP 8 has it', async () => {
  const script = textOf(DEFAULT_EXPERIMENT);
  const equations = script.slice(script.indexOf('N = 120'), script.indexOf('# What was drawn'));
  await expect(equations).toMatchFileSnapshot('snapshots/odour_pulse_brian2.py.txt');
  for (const text of [script, textOf(RICH_EXPERIMENT)]) {
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThan(80);
    expect(text).not.toMatch(/[ \t]\n/);
  }
});

test('neurons that receive the same currents share a time course: two for an odour in a third of them', () => {
  const script = textOf(DEFAULT_EXPERIMENT);
  expect(script).toContain('PN.course = ');
  // Of 120 neurons and 100,001 columns two columns are kept in memory.
  expect(script).toContain("stimulus(column)[ARRAYS['representatives']]");
});

test('it says what cannot be the same', () => {
  expect(writeBrian2Script(DEFAULT_EXPERIMENT).notes.join()).toMatch(/spikes can move by a step or two/);
  expect(textOf(DEFAULT_EXPERIMENT)).toContain('What cannot be the same');
});
