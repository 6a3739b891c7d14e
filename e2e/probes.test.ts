import { ReferenceEngine } from '../src/engine/reference/referenceEngine.ts';
import { PROBED_RUN, PROBE_EDITS, recordProbes } from '../src/simulation/fixtures/probesOfEngine.ts';
import { expect, N, test } from './lab.ts';
import { runOnWorker } from './workerRun.ts';

test('webgl: probes that come and go change nothing, and record what the reference does', async ({ lab, page }) => {
  await lab.open('webgl');
  const run = { ...PROBED_RUN, probes: undefined };
  const plain = await runOnWorker(page, 'webgl', run, []);
  const edited = await runOnWorker(page, 'webgl', run, PROBE_EDITS);
  const whole = await runOnWorker(page, 'webgl', PROBED_RUN, []);
  expect(plain.spikes.length).toBeGreaterThan(N / 2);
  for (const one of [edited, whole]) {
    expect(one.V).toEqual(plain.V);
    expect(one.spikes).toEqual(plain.spikes);
  }

  const judge = await recordProbes(
    async (problem) => ({
      engine: new ReferenceEngine(problem),
      info: { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' },
    }),
    PROBED_RUN,
    [],
  );
  const count = PROBED_RUN.probes!.length;
  expect(whole.probes).toHaveLength(judge.rows.length * count);
  PROBED_RUN.probes!.forEach(({ variable, neuron }, p) => {
    const recorded = judge.rows.map((_, row) => whole.probes[row * count + p]!);
    if (variable === 'V') expect(recorded).toEqual(judge.rows.map((_, row) => whole.V[row * N + neuron]));
    const expected = judge.rows.map((row) => row[`${variable} ${neuron}`]!);
    const scale = Math.max(...expected.map(Math.abs));
    const worst = Math.max(...recorded.map((value, row) => Math.abs(value - expected[row]!)));
    expect(worst, `${variable} of ${neuron}`).toBeLessThanOrEqual(1e-4 * scale);
  });
  // Rows of the probes that were there, one behind the other.
  const rowsOf = (variable: string, neuron: number, from: number, to: number): number[] => {
    const p = PROBED_RUN.probes!.findIndex((one) => one.variable === variable && one.neuron === neuron);
    return Array.from({ length: to - from }, (_, row) => whole.probes[(from + row) * count + p]!);
  };
  expect(edited.probes.slice(0, 8)).toEqual(rowsOf('I_Na', 1, 14, 22));
  expect(edited.probes.slice(-4)).toEqual(rowsOf('T_ACh', 1, 36, 40));
});
