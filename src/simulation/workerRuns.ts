import type { EngineReport } from '../engine/engineInfo.ts';
import type { FromWorker, Pacing, ToWorker } from './protocol.ts';
import type { RunEdit } from './runEdit.ts';
import { Session, type OpenEngine } from './session.ts';

/** What the worker's runs need from outside: a way to answer, and engines. */
export interface WorkerParts {
  send(message: FromWorker, transfer: Transferable[]): void;
  readonly openEngine: OpenEngine;
  probeEngines(): Promise<readonly EngineReport[]>;
}

type Start = Extract<ToWorker, { type: 'start' }>;

/** One run in the worker, from 'start' until it finishes, fails or is stopped. */
interface Run {
  readonly id: number;
  credits: number;
  isPaused: boolean;
  isStopped: boolean;
  pacing: Pacing;
  /** What is to be changed before the next step, in order. */
  edits: RunEdit[];
  /** How many requests for the state wait for their answer. */
  statesWanted: number;
  /** Wakes the loop where it waits for a credit, a resume or a stop. */
  wake: () => void;
}

/**
 * Runs sessions, one at a time, and talks the protocol: a new 'start' ends the run before it. Between two batches the loop
 * yields, so that messages are heard; it asks for more only while the page has granted credits.
 */
export class WorkerRuns {
  private readonly parts: WorkerParts;
  private run: Run | undefined;
  /** The loop of the run before must have let go of its engine before the next one opens its own. */
  private last: Promise<void> = Promise.resolve();

  constructor(parts: WorkerParts) {
    this.parts = parts;
  }

  receive(message: ToWorker): void {
    if (message.type === 'probe') {
      void this.parts.probeEngines().then((engines) => this.parts.send({ type: 'engines', engines }, []));
      return;
    }
    if (message.type === 'start') {
      this.start(message);
      return;
    }
    const { run } = this;
    if (run === undefined || run.id !== message.runId) return;
    switch (message.type) {
      case 'pull':
        run.credits++;
        break;
      case 'pause':
        run.isPaused = true;
        break;
      case 'resume':
        run.isPaused = false;
        run.pacing = message.pacing ?? {};
        break;
      case 'edit':
        run.edits.push(message.edit);
        break;
      case 'stop':
        run.isStopped = true;
        break;
      case 'readState':
        run.statesWanted++;
        break;
    }
    run.wake();
  }

  private start(message: Start): void {
    if (this.run !== undefined) {
      this.run.isStopped = true;
      this.run.wake();
    }
    const run: Run = {
      id: message.runId,
      credits: 0,
      isPaused: false,
      isStopped: false,
      pacing: message.pacing ?? {},
      edits: [],
      statesWanted: 0,
      wake: () => {},
    };
    this.run = run;
    this.last = this.last.then(() => this.simulate(run, message)).catch((error: unknown) => this.fail(run, error));
  }

  private async edit({ id: runId }: Run, session: Session, edit: RunEdit): Promise<void> {
    try {
      await session.edit(edit);
      const { network, notices, progress } = session;
      this.parts.send({ type: 'edited', runId, step: progress.step, network, notices }, []);
    } catch (error) {
      this.parts.send({ type: 'editRefused', runId, message: sentenceOf(error) }, []);
    }
  }

  private fail(run: Run, error: unknown): void {
    if (run.isStopped) return;
    this.parts.send({ type: 'failed', runId: run.id, message: sentenceOf(error) }, []);
  }

  private async simulate(run: Run, { run: description, engine }: Start): Promise<void> {
    const { send, openEngine } = this.parts;
    const runId = run.id;
    let session: Session | undefined;
    try {
      if (run.isStopped) return;
      session = await Session.open(description, engine, openEngine, (seconds) => {
        // The next run is not kept waiting for a device that hangs.
        if (run.isStopped) session?.giveUp();
        else send({ type: 'stalled', runId, seconds }, []);
      });
      const { network, notices } = session;
      send({ type: 'ready', runId, engine: session.engine, network, notices }, []);
      let saidPaused = false;
      while (!run.isStopped) {
        // What is under way goes out first, on credit: a state and a pause are those of the last batch that the page has.
        const isAsked = run.statesWanted > 0 || run.edits.length > 0;
        const isOwed = session.isUnderWay && (run.isPaused || isAsked);
        const edit = isOwed ? undefined : run.edits.shift();
        if (edit !== undefined) {
          await this.edit(run, session, edit);
          continue;
        }
        if (!isOwed && run.statesWanted > 0) {
          run.statesWanted--;
          const state = await session.readState();
          send({ type: 'state', runId, step: session.progress.step, state }, [state.buffer]);
          continue;
        }
        if (session.progress.step >= (run.pacing.until ?? Infinity)) run.isPaused = true;
        if (!isOwed && (session.isDone || run.isPaused || run.credits <= 0)) {
          if (run.isPaused && !session.isDone && !saidPaused) send({ type: 'paused', runId }, []);
          saidPaused = run.isPaused;
          await new Promise<void>((wake) => (run.wake = wake));
          continue;
        }
        saidPaused = false;
        run.credits--;
        const batch = await (isOwed ? session.deliver() : session.advance(run.pacing.until));
        // A run that was stopped meanwhile has nothing to say any more; whoever receives it would drop it anyway.
        if (run.isStopped) break;
        const { progress } = session;
        send({ type: 'batch', runId, batch, progress }, [
          batch.voltage.buffer,
          batch.spikeNeuron.buffer,
          batch.spikeStep.buffer,
        ]);
        if (session.isDone) send({ type: 'finished', runId, progress }, []);
        await nextTask();
      }
    } catch (error) {
      this.fail(run, error);
    } finally {
      await session?.dispose();
    }
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets waiting messages in: setTimeout is held back to 4 ms when nested, a message channel is not. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
