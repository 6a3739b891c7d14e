import { expect, test } from 'vitest';
import { measureSession, TooSlowError, type MeasuredSession } from './measureSession.ts';

/** A session whose steps take as long as `msPerStep` says, on a clock of its own. */
function fakeSession(msPerStep: (step: number) => number, batchSteps = 10, lastStep = Infinity) {
  let [clock, step] = [0, 0];
  const session: MeasuredSession = {
    engine: { kind: 'reference', precision: 'float64', device: 'none', isSoftware: true, reason: 'a test' },
    network: { n: 1, populations: [{ name: 'A', first: 0, count: 1 }], synapses: [] },
    get isDone() {
      return step >= lastStep;
    },
    advance: () => {
      const batch = {
        firstStep: step,
        steps: batchSteps,
        firstRecordedStep: step,
        voltage: new Float64Array(),
        spikeNeuron: new Int32Array(),
        spikeStep: new Float64Array(),
      };
      for (let k = 0; k < batchSteps; k++) clock += msPerStep(step++);
      return Promise.resolve(batch);
    },
  };
  return { session, now: () => clock };
}

const options = { seconds: 3, mostSecondsPerBatch: 10 };

test('the pace of a steady session is found, with no spread', async () => {
  const { session, now } = fakeSession(() => 2);
  expect(await measureSession(session, { ...options, now })).toEqual({
    msPerStep: 2,
    spread: 0,
    stepsPerSubmission: 10,
    steps: 1500,
  });
});

test('the warm-up does not count, and of three repetitions the median does', async () => {
  // Warm-up: 5 slow batches of 100 ms. Then 1000 ms each at 1, 4 and 2 ms per step.
  const pace = (step: number) => (step < 50 ? 10 : step < 1050 ? 1 : step < 1300 ? 4 : 2);
  const { session, now } = fakeSession(pace);
  const { msPerStep, spread } = await measureSession(session, { ...options, now });
  expect(msPerStep).toBe(2);
  expect(spread).toBe((4 - 1) / 2);
});

test('a batch that takes too long ends the measurement with what was seen', async () => {
  const { session, now } = fakeSession(() => 1200);
  const measured = measureSession(session, { ...options, now });
  await expect(measured).rejects.toThrow(TooSlowError);
  await expect(measured).rejects.toThrow('10 steps took 12 s: more than 10 s are not waited for');
});

test('an interruption is heard between batches', async () => {
  const { session, now } = fakeSession(() => 1);
  const interruption = new AbortController();
  interruption.abort(new Error('enough'));
  await expect(measureSession(session, { ...options, now, signal: interruption.signal })).rejects.toThrow('enough');
});

test('a run that ends during the warm-up is no measurement', async () => {
  const { session, now } = fakeSession(() => 1, 10, 100);
  await expect(measureSession(session, { ...options, now })).rejects.toThrow('the run ended before it could be timed');
});
