import type { FromRunsWorker, RunsAnswers, RunsRequest, ToRunsWorker } from './runsProtocol.ts';

/** The part of a Worker that the client uses. */
export interface RunsPort {
  postMessage(message: ToRunsWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromRunsWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface AskOptions {
  /** Hears how much is done, 0 … 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends it; the answer is refused then. */
  readonly signal?: AbortSignal;
}

interface Waiting extends AskOptions {
  resolve(value: RunsAnswers[RunsRequest['type']]): void;
  reject(error: Error): void;
}

/** The page's end of the worker that looks after the runs on disk. It is made with the first request, and ended when none waits any more. */
export class RunsClient {
  readonly #createWorker: () => RunsPort;
  readonly #waiting = new Map<number, Waiting>();
  #worker: RunsPort | undefined;
  #lastId = 0;

  constructor(createWorker: () => RunsPort) {
    this.#createWorker = createWorker;
  }

  /** @throws Error with a sentence for the user */
  ask<R extends RunsRequest>(request: R, options: AskOptions = {}): Promise<RunsAnswers[R['type']]> {
    const id = ++this.#lastId;
    const port = this.#port();
    const answer = new Promise<RunsAnswers[RunsRequest['type']]>((resolve, reject) => {
      this.#waiting.set(id, { ...options, resolve, reject });
      port.postMessage({ id, request });
    });
    options.signal?.addEventListener('abort', () => {
      if (this.#waiting.has(id)) port.postMessage({ id, isCancelled: true });
    });
    return answer as Promise<RunsAnswers[R['type']]>;
  }

  #port(): RunsPort {
    if (this.#worker) return this.#worker;
    const worker = this.#createWorker();
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = ({ message }) => {
      this.#worker = undefined;
      worker.terminate();
      const reason = message ? `stopped: ${message}` : 'could not be loaded; check the connection and reload the page';
      for (const { reject } of this.#waiting.values()) reject(new Error(`the worker of the runs on disk ${reason}`));
      this.#waiting.clear();
    };
    this.#worker = worker;
    return worker;
  }

  #receive(message: FromRunsWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if (message.type === 'progress') {
      waiting.onProgress?.(message.share);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.type === 'done') waiting.resolve(message.value);
    else waiting.reject(new Error(message.message));
    if (this.#waiting.size > 0) return;
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
