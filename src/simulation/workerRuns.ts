import type { EngineReport } from '../engine/engineInfo.ts';
import { DivergenceError } from '../engine/engine.ts';
import type { Batch } from '../recording/batch.ts';
import { buffersOf } from './checkpoint.ts';
import type { Replay, ReplayStart } from './longRun/openReplay.ts';
import type { OpenRun, RunDisk, RunningSession } from './longRun/runDisk.ts';
import { Pace } from './pace.ts';
import type { FromWorker, Pacing, ToWorker } from './protocol.ts';
import type { RunEdit } from './runEdit.ts';
import { Session, type OpenEngine } from './session.ts';
import { messageOf } from '../wording/messageOf.ts';

/** What the worker's runs need from outside: a way to answer, and engines. */
export interface WorkerParts {
  send(message: FromWorker, transfer: Transferable[]): void;
  readonly openEngine: OpenEngine;
  probeEngines(): Promise<readonly EngineReport[]>;
  /** Where runs go to disk; it comes with the first that does. */
  readonly openDisk?: () => Promise<RunDisk>;
}

type Start = Extract<ToWorker, { type: 'start' }>;

/** One run in the worker, from 'start' until it finishes, fails or is stopped. */
interface Run {
  readonly id: number;
  credits: number;
  isPaused: boolean;
  /** Whether the page knows that the run is paused, or has finished. */
  saidPaused: boolean;
  saidFinished: boolean;
  /** Of how many batches the page knows that they are on disk. */
  saidConfirmed: number | undefined;
  isStopped: boolean;
  pacing: Pacing;
  /** Keeps the pace that was asked for; undefined where it is not known yet, or none was. */
  pace: Pace | undefined;
  /** What is to be changed before the next step, in order. */
  edits: RunEdit[];
  /** How many requests for the state, and for a checkpoint, wait for their answer. */
  statesWanted: number;
  checkpointsWanted: number;
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
        run.saidPaused = false;
        run.pacing = message.pacing ?? {};
        run.pace = undefined;
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
      case 'readCheckpoint':
        run.checkpointsWanted++;
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
      saidPaused: false,
      saidFinished: false,
      saidConfirmed: undefined,
      isStopped: false,
      pacing: message.pacing ?? {},
      pace: undefined,
      edits: [],
      statesWanted: 0,
      checkpointsWanted: 0,
      wake: () => {},
    };
    this.run = run;
    this.last = this.last.then(() => this.simulate(run, message)).catch((error: unknown) => this.fail(run, error));
  }

  private async edit({ id: runId }: Run, session: RunningSession, edit: RunEdit): Promise<void> {
    try {
      await session.edit(edit);
      const { network, notices, progress } = session;
      this.parts.send({ type: 'edited', runId, step: progress.step, network, notices }, []);
    } catch (error) {
      this.parts.send({ type: 'editRefused', runId, message: messageOf(error) }, []);
    }
  }

  /** The step that no batch of a run with a pace may go beyond for now. */
  private grant(run: Run, session: RunningSession, msPerSecond: number): number {
    const { step } = session.progress;
    const now = performance.now();
    run.pace ??= new Pace(msPerSecond, session.dt, step, now);
    return run.pace.grant(step, now);
  }

  /** Says once that the run has finished; an edit may make it longer, or end it where it is. */
  private tellEnd(run: Run, session: RunningSession): void {
    if (session.isDone && !run.saidFinished) {
      // Neither a pause that came with the last batch nor one that was to be there outlives the run.
      run.isPaused = false;
      run.pacing = { msPerSecond: run.pacing.msPerSecond };
      this.parts.send({ type: 'finished', runId: run.id, progress: session.progress }, []);
    }
    run.saidFinished = session.isDone;
  }

  private fail(run: Run, error: unknown): void {
    if (run.isStopped) return;
    const isDivergence = error instanceof Error && error.cause instanceof DivergenceError;
    const message = messageOf(error);
    this.parts.send({ type: 'failed', runId: run.id, message, ...(isDivergence && { isDivergence }) }, []);
  }

  private keep(run: Run, session: RunningSession): void {
    const checkpoint = session.takeKept();
    if (checkpoint) this.parts.send({ type: 'kept', runId: run.id, checkpoint }, buffersOf(checkpoint));
  }

  /** Says how much of a run that goes to disk is there, where it has become more. */
  private tellDisk(run: Run, { longRun: progress }: RunningSession): void {
    if (!progress || progress.confirmed === run.saidConfirmed) return;
    run.saidConfirmed = progress.confirmed;
    this.parts.send({ type: 'confirmed', runId: run.id, progress }, []);
  }

  private async openSession(
    { run, engine, longRun, from, earlier }: Start,
    onSilent: (seconds: number) => void,
  ): Promise<OpenRun> {
    const { openEngine, openDisk } = this.parts;
    if (longRun && !openDisk) throw new Error('runs cannot go to disk here');
    const disk = longRun || earlier ? await openDisk?.() : undefined;
    const opened: OpenRun = longRun
      ? await disk!.open({ run, engine, longRun }, openEngine, onSilent)
      : { session: await Session.open(run, engine, openEngine, onSilent, from) };
    if (!earlier || opened.replay) return opened;
    // Recorded as the run that goes on is.
    const { recordEvery, probes = [] } = run;
    const shown = { ...earlier, run: { ...earlier.run, recordEvery, probes } };
    return { ...opened, replay: await disk?.replay?.(shown, opened.session.progress.step) };
  }

  /** Says that the run is there, and where what it sends begins. */
  private tellReady({ id: runId }: Run, session: RunningSession, shown?: ReplayStart): void {
    const { engine, network, notices, dt, progress } = session;
    const { firstStep: step = progress.step, completeStep = step, problem } = shown ?? {};
    const time = Number((step * dt).toFixed(6));
    const why = problem === undefined ? [] : [`what the disk shows begins at ${time} ms: ${problem}`];
    this.parts.send({ type: 'ready', runId, step, completeStep, engine, network, notices: [...notices, ...why] }, []);
  }

  /** Sends what is on disk of a run, as fast as the page takes it; pauses and edits wait until all of it is there. */
  private async show(run: Run, replay: Replay, session: RunningSession): Promise<void> {
    const { progress } = session;
    for await (const batch of replay.batches()) {
      if (run.isStopped) return;
      if (!('voltage' in batch)) {
        this.tellReady(run, session, batch);
        continue;
      }
      while (run.credits <= 0 && !run.isStopped) await woken(run);
      if (run.isStopped) return;
      run.credits--;
      this.parts.send({ type: 'batch', runId: run.id, batch, progress }, buffersOfBatch(batch));
      await nextTask();
    }
  }

  private async simulate(run: Run, start: Start): Promise<void> {
    const { send } = this.parts;
    const runId = run.id;
    let session: RunningSession | undefined;
    let letGo: (() => void) | undefined;
    try {
      if (run.isStopped) return;
      let replay: Replay | undefined;
      ({ session, replay, letGo } = await this.openSession(start, (seconds) => {
        // The next run is not kept waiting for a device that hangs.
        if (run.isStopped) session?.giveUp();
        else send({ type: 'stalled', runId, seconds }, []);
      }));
      this.tellReady(run, session, replay);
      this.tellDisk(run, session);
      if (replay) await this.show(run, replay, session);
      if (session.isDone) letGo?.();
      let paced: number | undefined;
      while (!run.isStopped) {
        const { step } = session.progress;
        const { until = Infinity, msPerSecond } = run.pacing;
        if (!session.isDone && step >= until) run.isPaused = true;
        // What is under way goes out first, on credit: a state, a pause and a new pace are those of the last batch that the page has.
        const isStateWanted = run.statesWanted + run.checkpointsWanted > 0;
        const isAsked = isStateWanted || run.edits.length > 0 || paced !== msPerSecond;
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
        if (!isOwed && run.checkpointsWanted > 0) {
          run.checkpointsWanted--;
          const checkpoint = await session.readCheckpoint();
          send({ type: 'checkpoint', runId, checkpoint }, buffersOf(checkpoint));
          continue;
        }
        this.tellEnd(run, session);
        if (!isOwed && (session.isDone || run.isPaused || run.credits <= 0)) {
          if (run.isPaused && !session.isDone && !run.saidPaused) {
            run.saidPaused = true;
            send({ type: 'paused', runId }, []);
          }
          // A run with a pace that the page keeps waiting does not keep it.
          if (session.isDone || run.isPaused || msPerSecond === undefined) session.halt();
          await woken(run);
          continue;
        }
        if (!isOwed && paced !== msPerSecond) {
          paced = msPerSecond;
          session.changePace();
        }
        const granted = isOwed || paced === undefined ? Infinity : this.grant(run, session, paced);
        if (!session.isUnderWay && granted <= step) {
          await woken(run, run.pace!.delay(performance.now()));
          continue;
        }
        run.credits--;
        const batch = await (isOwed ? session.deliver() : session.advance(Math.min(until, granted)));
        // A run that was stopped meanwhile has nothing to say any more; whoever receives it would drop it anyway.
        if (run.isStopped) break;
        // What goes to disk may still be written there: the page gets a copy.
        const transfer = session.longRun ? [] : buffersOfBatch(batch);
        send({ type: 'batch', runId, batch, progress: session.progress }, transfer);
        this.keep(run, session);
        this.tellDisk(run, session);
        // All of it is there: who wants to merge it need not wait until the run is off the screen.
        if (session.isDone) letGo?.();
        this.tellEnd(run, session);
        await nextTask();
      }
    } catch (error) {
      this.fail(run, error);
    } finally {
      await session?.dispose();
      letGo?.();
    }
  }
}

function buffersOfBatch({ voltage, spikeNeuron, spikeStep, probes }: Batch): ArrayBuffer[] {
  return [voltage.buffer, spikeNeuron.buffer, spikeStep.buffer, ...(probes ? [probes.buffer] : [])];
}

/** The longest that a timer is set for, ms: longer ones overflow. */
const LONGEST_TIMER = 10_000;

/** Resolves at the next message for the run, or after some ms of quiet. */
function woken(run: Run, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(resolve, Math.min(Math.ceil(ms), LONGEST_TIMER));
    run.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
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
