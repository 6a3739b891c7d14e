import { expect, test } from 'vitest';
import type { FromWorker } from '../simulation/protocol.ts';
import { readReference } from '../simulation/fixtures/readReference.ts';
import { BrowserSession, RecordedBrowserSession } from './browserSession.ts';
import { Mailbox } from './mailbox.ts';

const runId = 1;
const run = { ...readReference('n12').description, duration: 0.1 };
const engine = { kind: 'webgl', precision: 'float32', device: 'a', isSoftware: true, reason: 'b' } as const;
const ready: FromWorker = {
  type: 'ready',
  step: 0,
  completeStep: 0,
  runId,
  engine,
  network: { n: 12, populations: [], synapses: [] },
  notices: ['c'],
};
const progress = { step: 10, steps: 10, time: 0.1, wallSeconds: 0.5, speed: 0.0002 };
const batch = {
  firstStep: 0,
  steps: 10,
  firstRecordedStep: 0,
  voltage: new Float32Array(12),
  spikeNeuron: new Int32Array(),
  spikeStep: new Float64Array(),
};

function mailboxWith(...messages: FromWorker[]): Mailbox<FromWorker> {
  const mailbox = new Mailbox<FromWorker>();
  for (const message of messages) void mailbox.put(message);
  return mailbox;
}

test('the messages of a worker become a session', async () => {
  const state = Float64Array.of(1, 2);
  const mailbox = mailboxWith(
    ready,
    { type: 'batch', runId, batch, progress },
    { type: 'finished', runId, progress },
    { type: 'state', runId, step: 10, state },
  );
  const session = await BrowserSession.open(mailbox, run);
  expect(session).toMatchObject({ engine, notices: ['c'], network: { n: 12 } });
  expect(session.progress).toMatchObject({ step: 0, steps: 10 });
  expect(session.isDone).toBe(false);
  expect(await session.advance()).toBe(batch);
  expect(session.progress).toBe(progress);
  expect(session.isDone).toBe(true);
  expect(await session.readState()).toBe(state);
});

test('a failure of the worker is an error with its sentence, at any time', async () => {
  const failed: FromWorker = { type: 'failed', runId, message: 'neuron 7 reached V = 412 mV' };
  await expect(BrowserSession.open(mailboxWith(failed), run)).rejects.toThrow('neuron 7 reached V = 412 mV');
  const session = await BrowserSession.open(mailboxWith(ready, failed), run);
  await expect(session.advance()).rejects.toThrow('neuron 7 reached V = 412 mV');
});

test('a message out of turn is a fault of the lab', async () => {
  const session = await BrowserSession.open(mailboxWith(ready, { type: 'finished', runId, progress }), run);
  await expect(session.advance()).rejects.toThrow("the worker said 'finished': expected 'batch'");
});

test('a device that is silent for a while is waited for', async () => {
  const stalled: FromWorker = { type: 'stalled', runId, seconds: 2 };
  const session = await BrowserSession.open(
    mailboxWith(ready, stalled, stalled, { type: 'batch', runId, batch, progress }),
    run,
  );
  expect(await session.advance()).toBe(batch);
});

test('a session that goes to disk answers with the last piece of a batch when that is confirmed, and says how much is there', async () => {
  const long = { ...run, duration: 0.2 };
  const disk = { confirmed: 1, batches: 2, start: 0, batchEnd: 20, bytes: 1000 };
  let written = 50;
  const mailbox = mailboxWith(
    { ...ready, step: 10 },
    { type: 'confirmed', runId, progress: disk },
    { type: 'batch', runId, batch, progress: { ...progress, step: 15, steps: 20 } },
    { type: 'batch', runId, batch, progress: { ...progress, step: 20, steps: 20 } },
  );
  const session = await RecordedBrowserSession.open(mailbox, long, () => written);
  expect(session.progress).toMatchObject({ step: 10, steps: 20, time: 0.1 });
  expect(session.longRun).toEqual(disk);
  written += 300;
  await session.advance();
  expect(session.longRun).toEqual({ ...disk, bytes: 1300 });
  let isAnswered = false;
  const last = session.advance().then(() => (isAnswered = true));
  await new Promise((resolve) => setTimeout(resolve));
  expect(isAnswered).toBe(false);
  void mailbox.put({ type: 'confirmed', runId, progress: { ...disk, confirmed: 2, bytes: 1500 } });
  written += 200;
  await last;
  expect(session.isDone).toBe(true);
  expect(session.longRun).toEqual({ ...disk, confirmed: 2, bytes: 1500 });
});
