import { ReferenceEngine } from '../src/engine/reference/referenceEngine.ts';
import type { RunEdit } from '../src/simulation/runEdit.ts';
import { EDITS, EDIT_SEQUENCE, SHORT_RUN, recordEdited } from '../src/simulation/fixtures/recordEdited.ts';
import { expect, test } from './lab.ts';
import { runOnWorker } from './workerRun.ts';

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
