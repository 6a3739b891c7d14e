import { openEngine } from '../engine/openEngine.ts';
import { Session } from '../simulation/session.ts';
import type { BenchmarkMessage, BenchmarkRequest } from './benchmarkProtocol.ts';
import { measurePeak } from './peak/measurePeak.ts';
import { runBenchmark, type OpenMeasured } from './runBenchmark.ts';
import { messageOf } from '../wording/messageOf.ts';

/** The shell of a worker that measures one benchmark, away from the lab's own runs: ending it stops the middle of a batch too. */
self.onmessage = async ({ data }: MessageEvent<BenchmarkRequest>) => {
  try {
    for await (const event of runBenchmark({ ...data, open, measurePeak })) say(event);
    say({ kind: 'finished' });
  } catch (error) {
    say({ kind: 'failed', message: messageOf(error) });
  }
};

const open: OpenMeasured = async (run, engine) => {
  const session = await Session.open(run, engine, openEngine);
  return { session, close: async () => session.dispose() };
};

function say(message: BenchmarkMessage): void {
  self.postMessage(message);
}
