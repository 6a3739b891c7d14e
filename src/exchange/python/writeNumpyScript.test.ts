import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readNpy } from '../../files/npy.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { readZip } from '../../files/zip.ts';
import { CIRCUITS } from '../../model/circuits.ts';
import { readReference } from '../../simulation/fixtures/readReference.ts';
import { DEFAULT_EXPERIMENT, RICH_EXPERIMENT, referenceExperiment } from '../fixtures/experiments.ts';
import { PYTHON, inFolder, runPython } from '../fixtures/python.ts';
import { runInLab } from '../fixtures/runInLab.ts';
import { writeNumpyScript } from './writeNumpyScript.ts';

const textOf = (experiment: Experiment): string => new TextDecoder().decode(writeNumpyScript(experiment).bytes);

/** Runs the script and reads what it wrote. */
function runScript(
  experiment: Experiment,
  ...options: string[]
): Promise<{ voltage: Float64Array; rows: number; spikes: string }> {
  return inFolder(async (folder) => {
    const { name, bytes } = writeNumpyScript(experiment);
    writeFileSync(path.join(folder, name), bytes);
    await runPython([name, '--out', 'results', ...options], folder);
    const { shape, values } = readNpy(
      new Uint8Array(readFileSync(path.join(folder, 'results/voltage.npy'))),
      'voltage.npy',
    );
    return {
      voltage: values as Float64Array,
      rows: shape[0]!,
      spikes: readFileSync(path.join(folder, 'results/spikes.csv'), 'utf8'),
    };
  });
}

test.skipIf(PYTHON === undefined)(
  'in Python: NumPy repeats the reference run of 12 neurons over 200 ms, to the last digit that it is kept with',
  async () => {
    const { voltage, spikes } = await runScript(referenceExperiment());
    const reference = readReference('n12');
    expect(spikes).toBe(
      `neuron,time_ms\n${reference.spikes.map(({ neuron, time }) => `${neuron},${time}\n`).join('')}`,
    );
    // The fixture holds float32: what lies beyond half a unit in its last place.
    const beyond = reference.voltage.map((V, k) => Math.abs(V - voltage[k]!) - Math.abs(V) * 2 ** -24);
    expect(voltage).toHaveLength(reference.voltage.length);
    expect(Math.max(...beyond)).toBeLessThan(1e-9);
  },
  120_000,
);

test.skipIf(PYTHON === undefined)(
  'in Python: edits, weights, synapses that differ, every waveform, noise and files: the spikes of the lab in float64, V within 1e-9 mV',
  async () => {
    const [ours, theirs] = await Promise.all([runInLab(RICH_EXPERIMENT), runScript(RICH_EXPERIMENT)]);
    expect(ours.spikes.split('\n').length).toBeGreaterThan(20);
    expect(theirs.spikes).toBe(ours.spikes);
    expect(theirs.voltage).toHaveLength(ours.voltage.length);
    const worst = Math.max(...ours.voltage.map((V, k) => Math.abs(V - theirs.voltage[k]!)));
    expect(worst).toBeLessThan(1e-9);
  },
  120_000,
);

test.skipIf(PYTHON === undefined)('in Python: it says how far it is, and in the end what it wrote', () =>
  inFolder(async (folder) => {
    const { name, bytes } = writeNumpyScript({ ...RICH_EXPERIMENT, duration: 1 });
    writeFileSync(path.join(folder, name), bytes);
    const driver = `import runpy, sys; sys.stderr = sys.stdout; sys.argv = ['${name}', '--out', 'results']; runpy.run_path('${name}', run_name='__main__')`;
    const lines = (await runPython(['-c', driver], folder)).trim().split('\n');
    expect(lines).toHaveLength(20);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^0\.\d+ of 1 ms, \d+ s left$/);
    expect(lines.at(-1)).toMatch(
      /^wrote voltage\.npy, \d+ samples of \d+ neurons, and spikes\.csv, \d+ spikes, in results$/,
    );
  }),
);

test.skipIf(PYTHON === undefined)(
  'in Python: --duration runs a part, and no longer than the stimulus is known',
  async () => {
    const { rows } = await runScript(RICH_EXPERIMENT, '--duration', '0.5');
    expect(rows).toBe(Math.ceil(50 / 7));
    await expect(runScript(RICH_EXPERIMENT, '--duration', '51')).rejects.toThrow(/expected more than 0, up to 50 ms/);
  },
);

test.skipIf(PYTHON === undefined)('in Python: one neuron without synapses, and without a current', async () => {
  const [onePn, oneLn] = CIRCUITS.filter(({ network }) => network.n === 1);
  for (const { network } of [onePn!, oneLn!]) {
    const alone = {
      ...DEFAULT_EXPERIMENT,
      network: { preset: 'nerveflow', seed: 1, ...network },
      duration: 2,
    } as const;
    for (const experiment of [alone, { ...alone, stimulus: [] }]) {
      const [ours, theirs] = await Promise.all([runInLab(experiment), runScript(experiment)]);
      expect(Math.max(...ours.voltage.map((V, k) => Math.abs(V - theirs.voltage[k]!)))).toBeLessThan(1e-9);
    }
  }
});

test('the equations are those of the model, and no line is longer than PEP 8 has it', async () => {
  const script = textOf(DEFAULT_EXPERIMENT);
  const equations = script.slice(script.indexOf('N = 120'), script.indexOf('# What was drawn'));
  await expect(equations).toMatchFileSnapshot('snapshots/odour_pulse_numpy.py.txt');
  for (const text of [script, textOf(RICH_EXPERIMENT)]) {
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThan(80);
    expect(text).not.toMatch(/[ \t]\n/);
  }
});

test('the docstring says whose run it is and what differs from the model', () => {
  const text = textOf(RICH_EXPERIMENT);
  const docstring = text.slice(0, text.indexOf('\nimport'));
  expect(docstring).toContain('g_GABA of LN: 0.8 -> 0.08 mS/cm²');
  expect(docstring).toContain('E_L of PN: -55 -> -58 to -55 mV, neuron by neuron');
  expect(docstring).toContain('beta_GABA onto PN: 0.16 -> ');
  expect(docstring).toMatch(/GABA: \d+ synapses, generated \(ring, seed 4\)/);
  expect(docstring).toMatch(/Seed\s+11/);
  expect(docstring).toContain('PSST');
});

test.skipIf(PYTHON === undefined)(
  'in Python: what somebody typed as a title or a name stays text, whatever it is',
  async () => {
    const evil = '"""\nraise SystemExit(7)\n"""\\';
    const [odour] = DEFAULT_EXPERIMENT.stimulus;
    const experiment: Experiment = {
      ...DEFAULT_EXPERIMENT,
      title: evil,
      duration: 0.1,
      network: { ...DEFAULT_EXPERIMENT.network, n: 12 },
      stimulus: [{ ...odour!, name: '\n    raise SystemExit(7)\u2028raise SystemExit(8)\r\nraise SystemExit(9)' }],
    };
    expect((await runScript(experiment)).rows).toBe(1);
  },
);

test('with more than 4 MB of noise the script and its arrays come as an archive', () => {
  const noise = {
    ...RICH_EXPERIMENT.stimulus[2]!,
    part: { ...RICH_EXPERIMENT.stimulus[2]!.part, offset: 20_000 } as never,
  };
  const { name, bytes, notes } = writeNumpyScript({
    ...RICH_EXPERIMENT,
    title: 'Noise',
    stimulus: [noise],
    duration: 10_000,
  });
  expect(name).toBe('noise_numpy.zip');
  expect(notes).toEqual([
    'The arrays would make the script long: they lie beside it, as .npy files in noise_numpy.zip.',
  ]);
  const files = readZip(bytes, name);
  expect([...files.keys()]).toContain('noise_numpy/noise_0.npy');
  const script = new TextDecoder().decode(files.get('noise_numpy/noise_numpy.py'));
  expect(script).toContain("np.load(Path(__file__).with_name(f'{name}.npy'))");
  expect(script).not.toContain('import base64');
});
