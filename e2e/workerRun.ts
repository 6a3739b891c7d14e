import type { Page } from '@playwright/test';
import type { RunDescription } from '../src/model/description.ts';
import type { Checkpoint } from '../src/simulation/checkpoint.ts';
import type { FromWorker, ToWorker } from '../src/simulation/protocol.ts';
import type { EditAt } from '../src/simulation/fixtures/recordEdited.ts';
import type { RunEdit } from '../src/simulation/runEdit.ts';
import type { EngineName } from './lab.ts';

/** What a run recorded. */
interface WorkerRun {
  /** V of all neurons at every recorded step, mV. */
  readonly V: number[];
  /** Step and neuron of each spike. */
  readonly spikes: number[];
  /** What probes recorded, row after row. */
  readonly probes: number[];
  /** ms from each edit to its answer. */
  readonly answered: number[];
}

/**
 * Runs something on the lab's worker, in a page that has been opened, and edits it on its way: before the steps that are said, one edit
 * after the other.
 * @param breakAt the step, behind all edits, at which the run is broken off: another worker goes on from its checkpoint.
 * @throws Error with the worker's sentence when the run fails or an edit is refused.
 */
export async function runOnWorker(
  page: Page,
  choice: EngineName,
  run: RunDescription,
  edits: readonly EditAt[],
  breakAt?: number,
): Promise<WorkerRun> {
  const url = page.workers()[0]!.url();
  return page.evaluate(
    async ([address, engine, description, changes, end]) => {
      let worker = new Worker(address, { type: 'module' });
      const send = (message: ToWorker): void => worker.postMessage(message);
      const recorded: WorkerRun = { V: [], spikes: [], probes: [], answered: [] };
      const runId = 1;
      let next = 0;
      let sentAt = 0;
      let from: Checkpoint | undefined;
      const until = (): number | undefined => changes[next]?.at ?? (from ? undefined : end);
      const pacing = (): { until?: number } => ({ until: until() });
      const edit = (): void => {
        sentAt = performance.now();
        send({ type: 'edit', runId, edit: changes[next]!.edit });
      };
      try {
        await new Promise<void>((resolve, reject) => {
          const hear = ({ data }: MessageEvent<FromWorker>): void => {
            switch (data.type) {
              case 'engines': {
                const asked = { choice: engine };
                send({
                  type: 'start',
                  runId,
                  run: description,
                  engine: asked,
                  pacing: pacing(),
                  ...(from && { from }),
                });
                return send({ type: 'pull', runId });
              }
              case 'checkpoint':
                worker.terminate();
                from = data.checkpoint;
                return begin(new Worker(address, { type: 'module' }));
              case 'batch': {
                const { voltage, probes = [], spikeNeuron, spikeStep } = data.batch;
                recorded.V.push(...voltage);
                recorded.probes.push(...probes);
                spikeStep.forEach((step, s) => recorded.spikes.push(step, spikeNeuron[s]!));
                return send({ type: 'pull', runId });
              }
              case 'paused':
                return next < changes.length ? edit() : send({ type: 'readCheckpoint', runId });
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
          const begin = (one: Worker): void => {
            worker = one;
            worker.onerror = ({ message }) => reject(new Error(message));
            worker.onmessage = hear;
            send({ type: 'probe' });
          };
          begin(worker);
        });
      } finally {
        worker.terminate();
      }
      return recorded;
    },
    [url, choice, run, edits, breakAt] as const,
  );
}

/** What the page and its worker told each other of runs. */
interface Overheard extends WorkerRun {
  /** The runs that were started. */
  readonly runs: RunDescription[];
  /** The edits, each with the step from which on it counted. */
  readonly edits: EditAt[];
}

/** Listens to the workers that a page is going to make; to be called before the page is opened. */
export async function listenToWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Overheard = { V: [], spikes: [], probes: [], answered: [], runs: [], edits: [] };
    const sent: { edit: RunEdit; at: number }[] = [];
    Object.assign(globalThis, { heard });
    globalThis.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        this.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
          if (data.type === 'batch') {
            heard.V.push(...data.batch.voltage);
            data.batch.spikeStep.forEach((step, s) => heard.spikes.push(step, data.batch.spikeNeuron[s]!));
          } else if (data.type === 'edited') {
            const { edit, at } = sent.shift()!;
            heard.answered.push(performance.now() - at);
            heard.edits.push({ at: data.step, edit });
          }
        });
      }

      override postMessage(message: ToWorker): void {
        if (message.type === 'start') {
          heard.runs.push(message.run);
          heard.V.length = 0;
          heard.spikes.length = 0;
        } else if (message.type === 'edit') sent.push({ edit: message.edit, at: performance.now() });
        super.postMessage(message);
      }
    };
  });
}

/** What has been heard since the page was opened; V and spikes since its last run began. */
export function overheard(page: Page): Promise<Overheard> {
  return page.evaluate(() => (globalThis as unknown as { heard: Overheard }).heard);
}
