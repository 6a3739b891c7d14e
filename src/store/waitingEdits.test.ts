import { expect, test } from 'vitest';
import { setParameter } from './edits/parameterEdits.ts';
import { withNetwork } from './labDocument.ts';
import { setUp } from './testing/setUp.ts';
import { describeWaiting } from './waitingEdits.ts';

/** A lab whose run of 1 ms is under way, or over. */
function open(isOver: boolean) {
  const parts = setUp();
  const { lab, reply, ready, batch, runId } = parts;
  lab.setField('duration', 1);
  lab.start();
  ready();
  for (let step = 0; step < 100; step += 10) batch(step);
  const progress = { step: 100, steps: 100, time: 1, wallSeconds: 1, speed: 1 };
  if (isOver) reply({ type: 'finished', runId: runId(), progress });
  return { ...parts, waiting: () => describeWaiting(lab.run.getState(), lab.document.getState()) };
}

test('what is edited after the end of a run waits for the next one, says so and leaves no mark on this one', () => {
  const { lab, sent, waiting } = open(true);
  expect(waiting()).toBeUndefined();
  setParameter(lab, 'g_Na', 'PN', 50);
  expect(waiting()).toBe('What you have changed since counts from the next run: press Run.');
  expect(sent.some(({ type }) => type === 'edit')).toBe(false);
  lab.undo();
  expect(waiting()).toBeUndefined();

  setParameter(lab, 'g_Na', 'PN', 60);
  lab.setField('duration', 2);
  // It can go on now, with all that was edited.
  const edits = sent.flatMap((message) => (message.type === 'edit' ? [message.edit] : []));
  expect(edits).toMatchObject([{ duration: 2, changes: [{ parameter: 'g_Na', value: 60 }] }]);
});

test('a run under way says what of the document it cannot follow', () => {
  const { lab, waiting } = open(false);
  setParameter(lab, 'g_Na', 'PN', 50);
  expect(waiting()).toBeUndefined();
  lab.setField('dt', 0.005);
  expect(waiting()).toBe('The new dt counts from the next run.');
  lab.setField('seed', 7);
  expect(waiting()).toBe('The new dt and initial state count from the next run.');
  lab.edit('another split', (document) => withNetwork(document, { counts: [60, 60] }));
  expect(waiting()).toBe('The run on screen has 90 PN and 30 LN; the new network starts with the next run.');
  lab.setField('n', 2);
  expect(waiting()).toBe('The run on screen has 120 neurons; the new network starts with the next run.');
});
