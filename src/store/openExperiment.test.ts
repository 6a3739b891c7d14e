import { expect, test, vi } from 'vitest';
import type { Experiment } from '../experiment/experiment.ts';
import type { OpenedExperiment } from '../experiment/openedExperiment.ts';
import type { Checkpoint } from '../simulation/checkpoint.ts';
import { DEMOS } from './demos/demos.ts';
import { openDemo } from './demos/openDemo.ts';
import { DEFAULT_DOCUMENT, withNetwork } from './labDocument.ts';
import { openExperiment } from './openExperiment.ts';
import { setUp } from './testing/setUp.ts';
import { isUnsaved, knowFile } from './unsavedWork.ts';

const TWELVE: Experiment = { ...withNetwork(DEFAULT_DOCUMENT, { n: 12, seed: 5 }), title: 'Twelve', duration: 50 };

function opened(experiment: Experiment, notices: readonly string[] = []): OpenedExperiment {
  return { experiment, notices, uploads: new Map(), from: 'twelve.zip' };
}

test('an experiment is opened by one edit that undo takes back with the view and the engine, and waits for Run', async () => {
  const { lab } = setUp();
  const [document, view] = [lab.document.getState(), lab.view.getState()];
  const engine = { choice: 'cpu', precision: 'float32' } as const;
  expect(await openExperiment(lab, opened({ ...TWELVE, engine }, ['It has more.']))).toBe(true);
  expect(lab.history.state.getState().past.map(({ label }) => label)).toEqual(['Open experiment “Twelve”']);
  expect(lab.document.getState()).toEqual({ ...TWELVE, engine });
  expect(lab.run.getState().status).toBe('idle');
  expect(lab.view.getState().time).toEqual({ start: 0, end: 50 });
  expect(lab.demo.getState().notice).toEqual({
    kind: 'opened',
    sentence: 'Opened “Twelve” from twelve.zip. It has more.',
  });
  lab.undo();
  expect(lab.document.getState()).toEqual(document);
  expect(lab.view.getState()).toEqual(view);
});

test('the engine of the address holds until another is chosen', async () => {
  const engineOverride = { choice: 'reference' } as const;
  const { lab } = setUp({ engineOverride });
  await openExperiment(lab, opened({ ...TWELVE, engine: { choice: 'webgpu' } }));
  expect(lab.document.getState().engine).toBe(engineOverride);
});

test('what is edited and in no file is asked about; whoever says no keeps it', async () => {
  const { lab, open } = setUp();
  lab.setField('seed', 77);
  const work = lab.document.getState();
  const asked = openExperiment(lab, opened(TWELVE));
  await vi.waitFor(() => expect(lab.question.getState().question?.what).toBe('Open the file’s “Twelve”'));
  lab.question.getState().question!.answer(false);
  expect(await asked).toBe(false);
  expect(lab.document.getState()).toBe(work);
  expect(lab.question.getState().question).toBeUndefined();

  const again = openExperiment(lab, opened(TWELVE));
  await vi.waitFor(() => expect(lab.question.getState().question).toBeDefined());
  lab.question.getState().question!.answer(true);
  expect(await again).toBe(true);
  expect(lab.demo.getState()).toMatchObject({
    notice: { sentence: 'Opened “Twelve” from twelve.zip. Undo brings back your “Odour pulse”.' },
    setAside: [{ document: work }],
  });
  // It came from a file, and so it still is after a reload of the page; one more edit, and it is not.
  lab.save();
  const reloaded = open();
  expect(isUnsaved(reloaded)).toBe(false);
  reloaded.setField('seed', 6);
  expect(isUnsaved(reloaded)).toBe(true);
  reloaded.undo();
  expect(isUnsaved(reloaded)).toBe(false);
});

test('the first network and the demos are nobody’s work; what was saved is in a file, down to a single weight', () => {
  const { lab } = setUp();
  expect(isUnsaved(lab)).toBe(false);
  lab.edit('Title', (document) => ({ ...document, title: 'Untitled experiment' }));
  expect(isUnsaved(lab)).toBe(false);
  for (const demo of DEMOS) {
    openDemo(lab, demo);
    expect(isUnsaved(lab), demo.id).toBe(false);
  }
  const weights = new Float32Array(120 * 120).fill(1);
  const withWeights = (first: number) =>
    lab.edit('weights', (document) =>
      withNetwork(document, {
        n: 120,
        counts: undefined,
        matrices: {
          ACh: { start: { kind: 'given', name: 'x', n: 120, weights: weights.with(0, first) }, patches: [] },
        },
      }),
    );
  withWeights(1);
  expect(isUnsaved(lab)).toBe(true);
  knowFile(lab);
  expect(isUnsaved(lab)).toBe(false);
  withWeights(2);
  expect(isUnsaved(lab)).toBe(true);
});

test('what the page cannot run is refused with the limit, and changes nothing', async () => {
  const { lab } = setUp();
  await expect(openExperiment(lab, opened(withNetwork(TWELVE, { n: 10_000 })))).rejects.toThrow(
    'twelve.zip cannot be opened on this page: Neurons must be a whole number from 1 to 4096, got 10000.',
  );
  expect(lab.document.getState()).toEqual(DEFAULT_DOCUMENT);
});

test.each(['constructor', '__proto__', 'toString'])(
  "a current with the id '%s' is a current like others",
  async (id) => {
    const { lab } = setUp();
    const [first] = TWELVE.stimulus;
    await openExperiment(lab, opened({ ...TWELVE, stimulus: [{ ...first!, id }] }));
    expect(lab.document.getState().stimulus).toEqual([{ ...first!, id }]);
  },
);

test('where runs were to start at a checkpoint of what was on screen, those of the experiment start at t = 0', async () => {
  const { lab } = setUp();
  const checkpoint = { step: 100, dt: 0.01 } as Checkpoint;
  lab.startFrom({ name: 'odour', file: 'checkpoint.batch0.npz', title: 'Odour pulse', date: 0, time: 1, checkpoint });
  await openExperiment(lab, opened(TWELVE));
  expect(lab.run.getState().branch).toBeUndefined();
});
