import type { Page } from '@playwright/test';
import type { RunDescription } from '../src/model/description.ts';
import type { FromWorker, ToWorker } from '../src/simulation/protocol.ts';
import type { EditAt } from '../src/simulation/fixtures/recordEdited.ts';
import type { EngineName } from './lab.ts';

/** What a run on a worker of its own recorded. */
interface WorkerRun {
  /** V of all neurons at every recorded step, mV. */
  readonly V: number[];
  /** Step and neuron of each spike. */
  readonly spikes: number[];
  /** ms from each edit to its answer. */
  readonly answered: number[];
}

/**
 * Runs something on the lab's worker, in a page that has been opened, and edits it on its way: before the steps that are said, one edit
 * after the other.
 * @throws Error with the worker's sentence when the run fails or an edit is refused.
 */
export async function runOnWorker(
  page: Page,
  choice: EngineName,
  run: RunDescription,
  edits: readonly EditAt[],
): Promise<WorkerRun> {
  const url = page.workers()[0]!.url();
  return page.evaluate(
    async ([address, engine, description, changes]) => {
      const worker = new Worker(address, { type: 'module' });
      const send = (message: ToWorker): void => worker.postMessage(message);
      const recorded: WorkerRun = { V: [], spikes: [], answered: [] };
      const runId = 1;
      let next = 0;
      let sentAt = 0;
      const pacing = (): { until?: number } => (next < changes.length ? { until: changes[next]!.at } : {});
      const edit = (): void => {
        sentAt = performance.now();
        send({ type: 'edit', runId, edit: changes[next]!.edit });
      };
      try {
        await new Promise<void>((resolve, reject) => {
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
            switch (data.type) {
              case 'engines':
                send({ type: 'start', runId, run: description, engine: { choice: engine }, pacing: pacing() });
                return send({ type: 'pull', runId });
              case 'batch': {
                const { voltage, spikeNeuron, spikeStep } = data.batch;
                recorded.V.push(...voltage);
                spikeStep.forEach((step, s) => recorded.spikes.push(step, spikeNeuron[s]!));
                return send({ type: 'pull', runId });
              }
              case 'paused':
                return edit();
              case 'edited': {
                recorded.answered.push(performance.now() - sentAt);
                const isAtOnce = changes[++next]?.at === changes[next - 1]!.at;
                return isAtOnce ? edit() : send({ type: 'resume', runId, pacing: pacing() });
              }
              case 'editRefused':
              case 'failed':
                return reject(new Error(data.message));
              case 'finished':
                return resolve();
            }
          };
          send({ type: 'probe' });
        });
      } finally {
        worker.terminate();
      }
      return recorded;
    },
    [url, choice, run, edits] as const,
  );
}
