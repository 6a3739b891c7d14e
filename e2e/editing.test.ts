import { ReferenceEngine } from '../src/engine/reference/referenceEngine.ts';
import { applyEdit, type RunEdit } from '../src/simulation/runEdit.ts';
import { EDITS, EDIT_SEQUENCE, SHORT_RUN, recordEdited } from '../src/simulation/fixtures/recordEdited.ts';
import { RESUMED_RUNS } from '../src/simulation/fixtures/recordResumed.ts';
import { expect, N, test } from './lab.ts';
import { listenToWorkers, overheard, runOnWorker } from './workerRun.ts';

test('webgl: an engine that goes on records what a new one from its state does, to the last bit, and what the reference does', async ({
  lab,
  page,
}) => {
  await lab.open('webgl');
  const at = 292;
  const edit: RunEdit = {
    ...EDITS['a parameter'],
    ...EDITS['cells of a matrix'],
    ...EDITS['a step and noise beside the stimulus'],
  };
  const one = await runOnWorker(page, 'webgl', SHORT_RUN, [{ at, edit }]);
  // Where the synapses of a neuron differ, and where they are alike again, the session makes a new engine.
  const split = EDITS['a parameter that splits the synapses of a neuron']!;
  const anew = await runOnWorker(page, 'webgl', SHORT_RUN, [
    { at, edit: split },
    { at, edit },
  ]);
  expect(anew.V).toEqual(one.V);
  expect(anew.spikes).toEqual(one.spikes);
  const untouched = await runOnWorker(page, 'webgl', SHORT_RUN, []);
  expect(one.V.slice(0, 30 * 12)).toEqual(untouched.V.slice(0, 30 * 12));
  expect(one.V).not.toEqual(untouched.V);

  const { run, edits } = EDIT_SEQUENCE;
  const many = await runOnWorker(page, 'webgl', run, edits);
  const again = await runOnWorker(page, 'webgl', run, edits);
  expect([again.V, again.spikes]).toEqual([many.V, many.spikes]);
  const judge = await recordEdited(
    async (problem) => ({
      engine: new ReferenceEngine(problem),
      info: { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' },
    }),
    run,
    edits,
  );
  expect(many.V).toHaveLength(judge.V.length);
  expect(Math.max(...many.V.map((V, k) => Math.abs(V - judge.V[k]!)))).toBeLessThan(0.01);
});

test('webgl: a run that goes on from its checkpoint in another worker equals the uninterrupted one, to the last bit', async ({
  lab,
  page,
}) => {
  await lab.open('webgl');
  const { 'weights and probes': weighted, 'an array of finer columns, a step and noise': stimulated } = RESUMED_RUNS;
  const split = EDITS['a parameter that splits the synapses of a neuron']!;
  const run = applyEdit({ ...weighted!.run, stimulus: stimulated!.run.stimulus }, split);
  const whole = await runOnWorker(page, 'webgl', run, []);
  expect(whole.spikes.length).toBeGreaterThan(8);
  const { V, probes, spikes } = await runOnWorker(page, 'webgl', run, [], 263);
  expect({ V, probes, spikes }).toEqual({ V: whole.V, probes: whole.probes, spikes: whole.spikes });
});

/** ms; at 2 ms a second there is time to edit. */
const DURATION = 30;

for (const { engine, n } of [
  { engine: 'cpu', n: 120 },
  { engine: 'webgpu', n: N },
] as const) {
  test(`${engine}: a parameter that is changed while the network runs counts from the next step on, and undo takes it back there`, async ({
    lab,
    page,
  }) => {
    await listenToWorkers(page);
    await lab.open(engine);
    await lab.prepareOdour({ n, duration: DURATION });
    const speed = page.getByRole('slider', { name: 'Speed', exact: true });
    await speed.press('Home');
    for (let k = 0; k < 3; k++) await speed.press('ArrowRight');
    await expect(page.getByTestId('speed-limit')).toHaveText('2 ms/s');
    const g_Na = page.getByRole('textbox', { name: 'g_Na of PN', exact: true });
    await expect(g_Na).toHaveValue('100');
    await lab.runUntilUnderWay();

    await g_Na.fill('50');
    await g_Na.press('Enter');
    await expect.poll(async () => (await overheard(page)).edits.length).toBe(1);
    const [first] = (await overheard(page)).edits;
    await expect.poll(() => lab.simulatedTime()).toBeGreaterThan((first!.at + 100) * 0.01);
    await expect(lab.status).toContainText('Running on');

    await page.getByRole('button', { name: 'History of edits' }).click();
    const entry = page.getByRole('button', { name: 'g_Na of PN: 100 → 50 mS/cm²' });
    await expect(entry).toHaveAttribute('aria-current', 'step');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(g_Na).toHaveValue('100');
    await expect.poll(async () => (await overheard(page)).edits.length).toBe(2);
    await speed.press('End');
    await lab.expectFinished(DURATION);

    const { runs, edits, answered, V, spikes } = await overheard(page);
    expect(runs, 'runs that were started').toHaveLength(1);
    const [run] = runs;
    const rows = (step: number): number => Math.ceil(step / run!.recordEvery) * n;
    expect(V).toHaveLength(rows(DURATION / run!.dt));
    const untouched = await runOnWorker(page, engine, run!, []);
    expect(V.slice(0, rows(edits[0]!.at))).toEqual(untouched.V.slice(0, rows(edits[0]!.at)));
    expect(V.slice(0, rows(edits[1]!.at))).not.toEqual(untouched.V.slice(0, rows(edits[1]!.at)));
    // The same edits at the same steps of a fresh run.
    const again = await runOnWorker(page, engine, run!, edits);
    expect(again.V).toEqual(V);
    expect(again.spikes).toEqual(spikes);
    expect(edits[1]!.edit.changes).toEqual([]);

    const description = `answers to edits after ${answered.map((ms) => ms.toFixed(1)).join(', ')} ms, ${n} neurons`;
    test.info().annotations.push({ type: 'measured', description });
    process.stdout.write(`${engine}: ${description}\n`);
    if (engine === 'cpu') expect(Math.min(...answered)).toBeLessThan(100);
  });
}
