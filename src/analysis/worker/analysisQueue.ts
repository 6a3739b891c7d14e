import { buffersOf } from './buffersOf.ts';
import type { MeasureAnswer, MeasureKind, MeasureQuestion, MeasureResults, RequestOf } from './measureRequest.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** The part of a Worker that is needed; it gets questions and sends answers. */
export type AnalysisPort = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror' | 'terminate'>;

/** Something to be measured when its turn comes. */
export interface Job<K extends MeasureKind = MeasureKind> {
  /** Copies what is needed then, so that it is of that moment; undefined: nothing can be measured any more. */
  prepare(): RequestOf<K> | undefined | Promise<RequestOf<K> | undefined>;
  /** @param ms how long the worker took */
  take(result: MeasureResults[K], ms: number): void;
  /** The numbers allow no measure, or the worker failed: a sentence. */
  refuse(message: string): void;
}

/**
 * Measures in a worker, one job at a time. Of the jobs of one name (a card) only the latest waits: whoever asks faster than can be answered
 * loses nothing but answers that are out of date.
 */
export class AnalysisQueue {
  readonly #createPort: () => AnalysisPort;
  /** By name, in the order in which they are to be done. */
  readonly #waiting = new Map<string, Job>();
  #port: AnalysisPort | undefined;
  #running: { readonly id: number; readonly job: Job } | undefined;
  #id = 0;

  /** @param createPort called when there is something to measure for the first time */
  constructor(createPort: () => AnalysisPort) {
    this.#createPort = createPort;
  }

  ask<K extends MeasureKind>(name: string, job: Job<K>): void {
    // Where one waits already the new one has its place in the order.
    this.#waiting.set(name, job as unknown as Job);
    void this.#next();
  }

  /** What waits is forgotten; what runs is not heard of any more. */
  close(): void {
    this.#waiting.clear();
    this.#running = undefined;
    this.#port?.terminate();
    this.#port = undefined;
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    const [first] = this.#waiting;
    if (!first) return;
    const [name, job] = first;
    this.#waiting.delete(name);
    const running = { id: ++this.#id, job };
    this.#running = running;
    try {
      const request = await job.prepare();
      if (this.#running !== running) return;
      if (request !== undefined) {
        this.#port ??= this.#open();
        const question: MeasureQuestion = { id: running.id, request };
        this.#port.postMessage(question, { transfer: buffersOf(request) });
        return;
      }
    } catch (error) {
      if (this.#running !== running) return;
      job.refuse(messageOf(error));
    }
    this.#running = undefined;
    void this.#next();
  }

  #open(): AnalysisPort {
    const port = this.#createPort();
    port.onmessage = ({ data: answer }: MessageEvent<MeasureAnswer>) => {
      const { id, job } = this.#running ?? {};
      if (job === undefined || answer.id !== id) return;
      this.#running = undefined;
      if (answer.kind === 'measured') job.take(answer.result, answer.ms);
      else job.refuse(answer.message);
      void this.#next();
    };
    port.onerror = ({ message }) => {
      const { job } = this.#running ?? {};
      // The next job gets a worker of its own.
      port.terminate();
      this.#port = undefined;
      this.#running = undefined;
      job?.refuse(`the worker of the measures failed: ${message}`);
      void this.#next();
    };
    return port;
  }
}

export function createAnalysisWorker(): AnalysisPort {
  return new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
}
