import { expect, test } from 'vitest';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import { mayStop, resetRun } from './mayStop.ts';
import { setUp } from './testing/setUp.ts';
import { mayReplace } from './unsavedWork.ts';

/** A lab whose long run is 0.1 ms into its second batch of four, each of 0.4 ms. */
function longRun(): ReturnType<typeof setUp> {
  const parts = setUp();
  const { lab, ready, batch, reply, runId } = parts;
  lab.setField('duration', 1.6);
  lab.start(undefined, { longRun: { name: 'odour', batches: 4, record: { every: 1 } } });
  ready();
  for (let step = 0; step < 40; step += 10) batch(step);
  const progress = { confirmed: 1, batches: 4, start: 0, batchEnd: 80, bytes: 1000 };
  reply({ type: 'confirmed', runId: runId(), progress });
  batch(40);
  return parts;
}

test('a run on its way to disk is reset when that is confirmed, and goes on when it is not', async () => {
  const { lab } = longRun();
  resetRun(lab);
  expect(lab.question.getState().question).toMatchObject({
    what: 'Reset the run',
    isUnsaved: false,
    loss: expect.stringMatching(/1 of 4 batches are on disk .* the batch in progress \(\d+ %\) is lost/),
  });
  lab.question.getState().question!.answer(false);
  await Promise.resolve();
  expect(lab.run.getState().longRun?.name).toBe('odour');

  resetRun(lab);
  lab.question.getState().question!.answer(true);
  await Promise.resolve();
  await Promise.resolve();
  expect(lab.run.getState()).toMatchObject({ status: 'idle', longRun: undefined });
});

test('before an experiment takes its place it is asked too, though no work is in no file', async () => {
  const { lab } = longRun();
  const asked = mayReplace(lab, 'Open “Other”', lab.document.getState());
  expect(lab.question.getState().question?.loss).toContain('1 of 4 batches');
  lab.question.getState().question!.answer(false);
  expect(await asked).toBe(false);
});

test('nothing is asked of a run that stays in memory, or is over', async () => {
  const { lab, ready } = setUp();
  lab.start();
  ready();
  expect(await mayStop(lab, 'Reset the run')).toBe(true);
  resetRun(lab);
  expect(lab.run.getState().status).toBe('idle');
  expect(await mayReplace(lab, 'Open', DEFAULT_DOCUMENT)).toBe(true);
});
