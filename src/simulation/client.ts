import type { EngineReport, EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import type { Batch } from '../recording/batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CREDITS } from './protocol.ts';
import type { LongRunProgress } from './longRun/runRecorder.ts';
import type { EarlierRun, FromWorker, LongRunRequest, NetworkSummary, Pacing, Progress, ToWorker } from './protocol.ts';
import type { RunEdit } from './runEdit.ts';

/** The part of a Worker that the client uses. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** What the page hears, always of the newest run and in the order in which it happened. */
export interface SimulationListener {
  onEngines(engines: readonly EngineReport[]): void;
  onReady(ready: Extract<FromWorker, { type: 'ready' }>): void;
  onBatch(batch: Batch, progress: Progress): void;
  /** The device has not answered for so many seconds. */
  onStalled(seconds: number): void;
  onPaused(): void;
  /** How much of a run that goes to disk is there. */
  onConfirmed(progress: LongRunProgress): void;
  /** The oldest edit that had no answer yet counts from this step on. */
  onEdited(step: number, network: NetworkSummary, notices: readonly string[]): void;
  /** The run goes on without the oldest edit that had no answer yet. */
  onEditRefused(message: string): void;
  /** Where the run could go on if it failed now. */
  onKept(checkpoint: Checkpoint): void;
  onFinished(progress: Progress): void;
  /** @param isDivergence Whether the numbers themselves went wrong, so that they would again. */
  onFailed(message: string, isDivergence: boolean): void;
}

/** A whole state in the layout of `writeSavedState`, at the start of `step`. */
export interface StateReply {
  readonly step: number;
  readonly state: Float64Array<ArrayBuffer>;
}

interface Request<T> {
  resolve(reply: T): void;
  reject(error: Error): void;
}

/** How a run starts, where it is not an ordinary one. */
export interface StartOptions {
  readonly longRun?: LongRunRequest | undefined;
  /** Where it goes on; it starts from t = 0 where that is left out. */
  readonly from?: Checkpoint | undefined;
  /** The run on disk that `from` is a moment of. */
  readonly earlier?: EarlierRun | undefined;
}

export function createSimulationWorker(): WorkerPort {
  return new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });
}

/**
 * The page's end of the thread border. A batch waits here until `schedule` calls back (the next animation frame) and only
 * then is its credit given back: a page that cannot keep up slows the worker down instead of filling its memory.
 * Replies of earlier runs are dropped. A worker that crashes ends its run with a sentence; the next start makes a new one.
 */
export class SimulationClient {
  readonly #createWorker: () => WorkerPort;
  readonly #schedule: (callback: () => void) => void;
  readonly #listener: SimulationListener;
  #worker: WorkerPort | undefined;
  #lastRunId = 0;
  /** The run whose messages count; undefined between runs. */
  #runId: number | undefined;
  #arrived: { readonly batch: Batch; readonly progress: Progress }[] = [];
  #stateRequests: Request<StateReply>[] = [];
  #checkpointRequests: Request<Checkpoint>[] = [];

  constructor(createWorker: () => WorkerPort, schedule: (callback: () => void) => void, listener: SimulationListener) {
    this.#createWorker = createWorker;
    this.#schedule = schedule;
    this.#listener = listener;
  }

  /** Asks which engines this machine offers. */
  probe(): void {
    this.#port().postMessage({ type: 'probe' });
  }

  /** Starts a run, from t = 0 unless the options say otherwise; whatever ran before is stopped. */
  start(
    run: RunDescription,
    engine: EngineRequest,
    pacing: Pacing = {},
    { longRun, from, earlier }: StartOptions = {},
  ): void {
    this.stop();
    const runId = ++this.#lastRunId;
    this.#runId = runId;
    const port = this.#port();
    port.postMessage({
      type: 'start',
      runId,
      run,
      engine,
      pacing,
      ...(longRun && { longRun }),
      ...(from && { from }),
      ...(earlier && { earlier }),
    });
    for (let credit = 0; credit < CREDITS; credit++) port.postMessage({ type: 'pull', runId });
  }

  pause(): void {
    if (this.#runId !== undefined) this.#port().postMessage({ type: 'pause', runId: this.#runId });
  }

  /** Goes on with the run, or changes its pace while it goes. */
  resume(pacing: Pacing = {}): void {
    if (this.#runId !== undefined) this.#port().postMessage({ type: 'resume', runId: this.#runId, pacing });
  }

  /** Changes the run before its next step; `onEdited` or `onEditRefused` answers. */
  edit(edit: RunEdit): void {
    if (this.#runId !== undefined) this.#port().postMessage({ type: 'edit', runId: this.#runId, edit });
  }

  /** Ends the run; nothing of it is heard any more. */
  stop(): void {
    if (this.#runId === undefined) return;
    this.#port().postMessage({ type: 'stop', runId: this.#runId });
    this.#endRun('the run was stopped');
  }

  /**
   * Resolves with the whole state at the next border between batches.
   * @throws Error when there is no run, or it ends before the answer.
   */
  readState(): Promise<StateReply> {
    return this.#ask('readState', this.#stateRequests);
  }

  /**
   * Resolves with a checkpoint of the run at the next border between batches.
   * @throws Error when there is no run, or it ends before the answer.
   */
  readCheckpoint(): Promise<Checkpoint> {
    return this.#ask('readCheckpoint', this.#checkpointRequests);
  }

  #ask<T>(type: 'readState' | 'readCheckpoint', requests: Request<T>[]): Promise<T> {
    const runId = this.#runId;
    if (runId === undefined) return Promise.reject(new Error('there is no run whose state could be read'));
    return new Promise((resolve, reject) => {
      requests.push({ resolve, reject });
      this.#port().postMessage({ type, runId });
    });
  }

  #port(): WorkerPort {
    if (this.#worker) return this.#worker;
    const worker = this.#createWorker();
    worker.onmessage = (event) => this.#receive(event.data);
    // Without a message the script itself could not be fetched or parsed.
    worker.onerror = (event) =>
      this.#crash(
        event.message
          ? `The simulation worker stopped: ${event.message}. Run starts it again.`
          : 'The simulation worker could not be loaded; check the connection and reload the page.',
      );
    worker.onmessageerror = () =>
      this.#crash('The simulation worker sent data that this browser cannot read. Run starts it again.');
    this.#worker = worker;
    return worker;
  }

  #receive(message: FromWorker): void {
    if (message.type === 'engines') {
      this.#listener.onEngines(message.engines);
      return;
    }
    if (message.runId !== this.#runId) return;
    if (message.type === 'batch') {
      this.#arrived.push({ batch: message.batch, progress: message.progress });
      if (this.#arrived.length === 1) this.#schedule(() => this.#consume());
      return;
    }
    this.#consume();
    switch (message.type) {
      case 'ready':
        return this.#listener.onReady(message);
      case 'stalled':
        return this.#listener.onStalled(message.seconds);
      case 'paused':
        return this.#listener.onPaused();
      case 'edited':
        return this.#listener.onEdited(message.step, message.network, message.notices);
      case 'editRefused':
        return this.#listener.onEditRefused(message.message);
      case 'state':
        return this.#stateRequests.shift()?.resolve({ step: message.step, state: message.state });
      case 'checkpoint':
        return this.#checkpointRequests.shift()?.resolve(message.checkpoint);
      case 'kept':
        return this.#listener.onKept(message.checkpoint);
      case 'confirmed':
        return this.#listener.onConfirmed(message.progress);
      case 'finished':
        return this.#listener.onFinished(message.progress);
      case 'failed':
        this.#endRun(message.message);
        return this.#listener.onFailed(message.message, message.isDivergence ?? false);
      default:
        return message satisfies never;
    }
  }

  /** Hands the batches over and gives their credits back. */
  #consume(): void {
    const arrived = this.#arrived;
    const runId = this.#runId;
    this.#arrived = [];
    for (const { batch, progress } of arrived) {
      // The listener may have stopped the run while it took the batch before this one.
      if (runId === undefined || runId !== this.#runId) return;
      this.#listener.onBatch(batch, progress);
      if (runId === this.#runId) this.#port().postMessage({ type: 'pull', runId });
    }
  }

  #crash(message: string): void {
    this.#consume();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#endRun(message);
    this.#listener.onFailed(message, false);
  }

  #endRun(reason: string): void {
    this.#runId = undefined;
    this.#arrived = [];
    for (const requests of [this.#stateRequests, this.#checkpointRequests]) {
      for (const request of requests.splice(0)) request.reject(new Error(reason));
    }
  }
}
