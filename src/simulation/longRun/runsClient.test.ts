import { expect, test } from 'vitest';
import { RunsClient } from './runsClient.ts';
import type { RunsPort } from './runsClient.ts';
import type { FromRunsWorker, ToRunsWorker } from './runsProtocol.ts';

function setUp() {
  const workers: { readonly port: RunsPort; readonly sent: ToRunsWorker[]; isEnded: boolean }[] = [];
  const client = new RunsClient(() => {
    const sent: ToRunsWorker[] = [];
    const port: RunsPort = {
      postMessage: (message) => sent.push(message),
      terminate: () => (worker.isEnded = true),
      onmessage: null,
      onerror: null,
    };
    const worker = { port, sent, isEnded: false };
    workers.push(worker);
    return port;
  });
  const reply = (message: FromRunsWorker): void =>
    workers.at(-1)!.port.onmessage!({ data: message } as MessageEvent<FromRunsWorker>);
  return { client, workers, reply };
}

test('answers find their questions, whatever their order; the worker is ended when none waits', async () => {
  const { client, workers, reply } = setUp();
  const list = client.ask({ type: 'list' });
  const removed = client.ask({ type: 'remove', name: 'a' });
  expect(workers).toHaveLength(1);
  reply({ type: 'done', id: 2, value: undefined });
  await removed;
  expect(workers[0]!.isEnded).toBe(false);
  reply({ type: 'done', id: 1, value: [] });
  expect(await list).toEqual([]);
  expect(workers[0]!.isEnded).toBe(true);
  void client.ask({ type: 'list' });
  expect(workers).toHaveLength(2);
});

test('a merge tells how far it is, and ends when it is cancelled', async () => {
  const { client, workers, reply } = setUp();
  const shares: number[] = [];
  const cancelling = new AbortController();
  const merged = client.ask(
    { type: 'merge', name: 'a', format: 'npy' },
    { onProgress: (share) => shares.push(share), signal: cancelling.signal },
  );
  reply({ type: 'progress', id: 1, share: 0.25 });
  expect(shares).toEqual([0.25]);
  cancelling.abort();
  expect(workers[0]!.sent.at(-1)).toEqual({ id: 1, isCancelled: true });
  reply({ type: 'refused', id: 1, message: 'it was cancelled' });
  await expect(merged).rejects.toThrow('it was cancelled');
});

test('a worker that stops refuses what waits, in a sentence; the next question gets another', async () => {
  const { client, workers } = setUp();
  const list = client.ask({ type: 'list' });
  workers[0]!.port.onerror!({ message: 'out of memory' } as ErrorEvent);
  await expect(list).rejects.toThrow('the worker of the runs on disk stopped: out of memory');
  void client.ask({ type: 'list' });
  expect(workers).toHaveLength(2);
});
