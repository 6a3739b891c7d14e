import { shapeOf } from '../compiler/layout.ts';
import { DivergenceError, type Engine, type EngineBatch, type Problem } from '../engine/engine.ts';
import { sameEngine, type EngineInfo, type EngineRequest } from '../engine/engineInfo.ts';
import { startOf, toNetworkState, type EngineState } from '../engine/engineState.ts';
import { SpikeClock } from '../engine/spikeClock.ts';
import type { RecordingPlan, RunDescription } from '../model/description.ts';
import { writeSavedState } from '../model/savedState.ts';
import { stimulusNotice } from '../model/stimulus/stimulus.ts';
import type { Batch } from '../recording/batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { explainDivergence } from './explainDivergence.ts';
import type { StateRows } from './longRun/stateRows.ts';
import { countSteps } from './countSteps.ts';
import { Problems, type RunProblem } from './problems.ts';
import { applyEdit, type RunEdit } from './runEdit.ts';
import type { NetworkSummary, Progress } from './protocol.ts';
import { RunClock } from './runClock.ts';
import { Watchdog } from './watchdog.ts';

/** Opens the engine that was asked for; the thread border's worker and the command line bring it along. */
export type OpenEngine = (
  problem: Problem,
  request: EngineRequest,
  ahead?: { /** Steps of the whole run. */ readonly steps: number },
) => Promise<{ engine: Engine; info: EngineInfo }>;

/** A batch should keep the device busy for about this long, in ms: well below what a browser takes a GPU away for. */
const BATCH_MS = 30;
/** Steps of the first batch: so few that a software adapter with 10,000 neurons comes back from them. */
const FIRST_STEPS = 8;
/** A GPU that has not answered for this long is given up, ms; a program that plays a GPU may really be at work. */
const GPU_PATIENCE = 20_000;
const SOFTWARE_PATIENCE = 600_000;
/** A checkpoint is read back once per this much simulated time, ms: where to look back from when a run diverges. */
const CHECKPOINT_EVERY = 10;
/** The run goes on for at least this many times what its last checkpoint took. */
const CHECKPOINT_SHARE = 30;

/** A batch as the page gets to see it. */
export interface SessionBatch extends Batch {
  /** All that the engine recorded of a run that goes to disk: V and entries of the state as often as its plan needs them. */
  readonly recorded?: EngineBatch;
}

/** The newest checkpoint is given away for keeps once in so much time of the wall clock, ms. */
const KEEP_EVERY = 2000;
/** Steps that the engine was told to take, and what will come of them. */
interface Submission {
  readonly steps: number;
  /** Whether they are fewer than the device would take: the run was to go no further. */
  readonly isCut: boolean;
  readonly answer: Promise<{ readonly batch: EngineBatch; readonly deviceMs: number }>;
}

/**
 * One run: batches of steps on an engine, their size tuned to the device, and the state now and then. While a batch is waited
 * for the next is queued behind it, where the engine takes two, so that the device never waits for the page.
 */
export class Session {
  readonly engine: EngineInfo;
  private readonly openEngine: OpenEngine;
  private readonly problems: Problems;
  private run: RunDescription;
  private steps: number;
  private backend: Engine;
  private readonly watchdog: Watchdog;
  /** Spikes of the batches that were delivered. */
  private readonly clock: SpikeClock;
  /** The oldest first. */
  private submissions: Submission[] = [];
  /** Steps that the engine was told to take, and those whose batches were delivered. */
  private submitted: number;
  private delivered: number;
  private batchSteps = FIRST_STEPS;
  /** ms: where the run began, or went on. */
  private readonly since: number;
  private readonly runClock = new RunClock();
  /** performance.now() when the engine last came back. */
  private lastAnswer = 0;
  /** performance.now() before which no checkpoint is taken. */
  private nextCheckpoint = 0;
  private checkpoint: { readonly step: number; readonly state: EngineState };
  /** Whether the run was edited since its checkpoint. */
  private isCheckpointOld = false;
  /** Whether the checkpoint is to be given away, and performance.now() from which on the next is. */
  private isToBeKept = false;
  private nextKept = performance.now() + KEEP_EVERY;

  /**
   * @param onSilent Hears every two seconds for how many seconds the device has not answered.
   * @param from Where the run goes on; from t = 0 where it is left out.
   * @param plan What goes to disk: `rows` makes it out of what batches recorded.
   * @throws Error with a sentence for the user when the description or the checkpoint does not fit or the engine is not to be had.
   */
  static async open(
    run: RunDescription,
    request: EngineRequest,
    openEngine: OpenEngine,
    onSilent: (seconds: number) => void = () => {},
    from?: Checkpoint,
    plan?: RecordingPlan,
  ): Promise<Session> {
    const problems = new Problems(run, from, plan);
    const ahead = { steps: Math.max(0, countSteps(run) - problems.problem.firstStep) };
    const { engine, info } = await openEngine(problems.problem, request, ahead);
    return new Session(run, problems, engine, info, openEngine, onSilent);
  }

  private constructor(
    run: RunDescription,
    problems: Problems,
    backend: Engine,
    engine: EngineInfo,
    openEngine: OpenEngine,
    onSilent: (seconds: number) => void,
  ) {
    this.run = run;
    this.problems = problems;
    const { problem } = problems;
    this.delivered = this.submitted = problem.firstStep;
    this.steps = Math.max(countSteps(run), problem.firstStep);
    this.backend = backend;
    this.engine = engine;
    this.openEngine = openEngine;
    this.watchdog = new Watchdog(patienceWith(engine), onSilent, (seconds) => explainSilence(engine, seconds));
    this.since = problem.firstStep * problem.dt;
    const state = startOf(problem);
    this.clock = new SpikeClock(state.t_fire, problem.dt);
    this.checkpoint = { step: problem.firstStep, state };
  }

  /** Of the network as it is now. */
  get network(): NetworkSummary {
    const { network, layout } = this.problem;
    return {
      n: network.n,
      populations: network.populations,
      synapses: layout.openFractions.map(({ type, ofSynapse, count }) => ({
        type,
        count: ofSynapse.length,
        openFractions: count,
      })),
    };
  }

  get notices(): readonly string[] {
    const notice = stimulusNotice(this.run.stimulus, this.run.duration);
    return notice === undefined ? [] : [notice];
  }

  private get problem(): RunProblem {
    return this.problems.problem;
  }

  get isDone(): boolean {
    return this.delivered >= this.steps;
  }

  /** What makes the rows that go to disk, where some do. */
  get rows(): StateRows | undefined {
    return this.problem.rows;
  }

  /** Whether batches are under way that were not delivered yet. */
  get isUnderWay(): boolean {
    return this.submissions.length > 0;
  }

  /** As of the last batch that was delivered. */
  get progress(): Progress {
    const { delivered: step, steps, since, runClock } = this;
    const { seconds: wallSeconds, speed } = runClock;
    const time = step * this.problem.dt;
    return { step, steps, time, wallSeconds, ...(since > 0 && { since }), speed };
  }

  /** ms. */
  get dt(): number {
    return this.problem.dt;
  }

  /** Until the next batch is asked for no time counts but the device's: the run is paused, or waits for somebody. */
  halt(): void {
    this.runClock.halt(performance.now());
  }

  /** From now on the run goes at another pace: the speed is measured anew. */
  changePace(): void {
    this.runClock.changePace(performance.now());
  }

  /**
   * Keeps the engine supplied and resolves with the next batch.
   * @param until the step that no batch goes beyond; it must be ahead of what was delivered.
   * @throws Error with a sentence for the user when the run diverged (which neuron, which variable, when, what dt would do),
   * and when the device is gone or does not answer. What was queued behind is dropped then.
   */
  async advance(until = this.steps): Promise<SessionBatch> {
    const now = performance.now();
    this.runClock.goOn(now, this.watchdog.isWaiting ? now : this.lastAnswer);
    const end = Math.min(until, this.steps);
    while (this.submissions.length < this.backend.mostInFlight && this.submitted < end) {
      if (this.isCheckpointDue()) {
        if (this.submissions.length > 0) break; // it has to be delivered before the state can be read
        await this.takeCheckpoint();
      }
      this.submit(Math.min(this.batchSteps, this.backend.mostSteps, end - this.submitted));
    }
    return this.deliver();
  }

  /** The next batch of those under way; the engine gets nothing new to do. Throws like `advance`. */
  async deliver(): Promise<SessionBatch> {
    const { steps, isCut, answer } = this.submissions[0]!;
    try {
      const { batch, deviceMs } = await this.watchdog.orGivenUp(answer);
      this.submissions.shift();
      this.delivered += steps;
      this.runClock.add(steps * this.problem.dt, performance.now());
      this.tuneBatches(steps, deviceMs, isCut);
      return this.withProbes(batch);
    } catch (error) {
      this.submissions = [];
      this.watchdog.stop();
      if (!(error instanceof DivergenceError)) throw error;
      throw new Error(explainDivergence(error, this.problem, this.checkpoint), { cause: error });
    }
  }

  /** What the page gets to see, and what goes to disk. */
  private withProbes(recorded: EngineBatch): SessionBatch {
    const { probed: _, ...batch } = recorded;
    const { probeReader, rows, recordEvery, network } = this.problem;
    const probes = probeReader?.read(recorded, this.clock, this.run.recordEvery);
    this.clock.record(batch.spikeNeuron, batch.spikeStep);
    const seen = rows ? thinned(batch, network.n, recordEvery, this.run.recordEvery) : batch;
    return { ...seen, ...(probes && { probes }), ...(rows && { recorded }) };
  }

  /**
   * Changes the run before its next step: parameters, synapses, stimulus and probes of the engine where it can take them, else a new engine goes
   * on from the state of the old one. No batch may be under way.
   * @throws Error with a sentence when the edited run does not fit or the engine cannot be had; the run is as it was then.
   */
  async edit(edit: RunEdit): Promise<void> {
    if (this.isUnderWay) throw new TypeError('an edit while batches are under way: deliver them first');
    const run = applyEdit(this.run, edit);
    const { problem, isSameLayout } = this.problems.edit(run);
    if (isSameLayout && (await this.watch(this.backend.update(problem)))) {
      this.accept(run, problem);
      this.isCheckpointOld = true;
      return;
    }
    const state = await this.watch(this.backend.readState());
    const next = this.problems.startFrom(problem, run, state, this.delivered);
    const { engine } = await this.openEngine(next, sameEngine(this.engine));
    this.backend.dispose();
    this.backend = engine;
    this.accept(run, next);
    this.checkpoint = { step: this.delivered, state: startOf(next) };
    this.isCheckpointOld = false;
    this.markKept();
  }

  private accept(run: RunDescription, problem: RunProblem): void {
    this.problems.accept(run, problem);
    this.run = run;
    this.steps = Math.max(countSteps(run), this.delivered);
  }

  private submit(steps: number): void {
    const start = performance.now();
    this.submitted += steps;
    this.watchdog.begin();
    const answer = this.backend
      .advance(steps)
      .finally(() => this.watchdog.end())
      .then((batch) => {
        const end = performance.now();
        // Behind another batch it did not run before that came back.
        const deviceMs = end - Math.max(start, this.lastAnswer);
        this.lastAnswer = end;
        return { batch, deviceMs };
      });
    // An error is heard when the batch is to be delivered; what is dropped behind it fails unheard.
    answer.catch(() => {});
    this.submissions.push({ steps, isCut: steps < this.batchSteps, answer });
  }

  private tuneBatches(steps: number, deviceMs: number, isCut: boolean): void {
    const wanted = deviceMs > 0 ? (steps * BATCH_MS) / deviceMs : Infinity;
    // A run at a slow pace keeps the size of its batches: those that were cut only tell whether so many steps are too many already.
    if (isCut && wanted > steps) return;
    // Half-way towards the wanted size: one slow batch (a tab in the background, a busy processor) is no measure.
    const next = Math.round((steps + Math.min(wanted, 4 * steps)) / 2);
    this.batchSteps = Math.max(1, Math.min(this.backend.mostSteps, next));
  }

  /** As often as asked for, but never so often that checkpoints cost more than a few per cent of the run. */
  private isCheckpointDue(): boolean {
    if (this.isCheckpointOld) return true;
    const steps = this.submitted - this.checkpoint.step;
    const now = performance.now();
    const isOld = steps * this.problem.dt >= CHECKPOINT_EVERY || (steps > 0 && now >= this.nextKept);
    return isOld && now >= this.nextCheckpoint;
  }

  private async takeCheckpoint(): Promise<void> {
    const start = performance.now();
    this.checkpoint = { step: this.submitted, state: await this.watch(this.backend.readState()) };
    const end = performance.now();
    if (this.isCheckpointOld || end >= this.nextKept) this.markKept();
    this.isCheckpointOld = false;
    this.nextCheckpoint = end + CHECKPOINT_SHARE * (end - start);
  }

  private markKept(): void {
    this.isToBeKept = true;
    this.nextKept = performance.now() + KEEP_EVERY;
  }

  /**
   * The newest of the checkpoints that are taken anyway, as a copy that may be sent away: once every two seconds, and after every edit.
   */
  takeKept(): Checkpoint | undefined {
    if (!this.isToBeKept) return undefined;
    this.isToBeKept = false;
    const { step, state } = this.checkpoint;
    const { high, low, t_fire, byTables } = state;
    return {
      step,
      dt: this.problem.dt,
      state: {
        high: high.slice(),
        t_fire: t_fire.slice(),
        ...(low && { low: low.slice() }),
        ...(byTables && { byTables: byTables.slice() }),
      },
      shape: shapeOf(this.problem.layout),
    };
  }

  /** The state after all batches, also those still to be delivered, in the layout of `writeSavedState`. */
  async readState(): Promise<Float64Array<ArrayBuffer>> {
    const { state } = await this.readCheckpoint();
    return writeSavedState(this.problem.network, toNetworkState(this.problem, state));
  }

  /** The run after all batches, also those still to be delivered: one that is opened `from` there goes on as this one does. */
  async readCheckpoint(): Promise<Checkpoint> {
    const answers = Promise.all(this.submissions.map(({ answer }) => answer));
    await this.watchdog.orGivenUp(answers);
    const { dt, layout } = this.problem;
    return { step: this.submitted, dt, state: await this.watch(this.backend.readState()), shape: shapeOf(layout) };
  }

  /** Waits for the device, but not for ever. */
  private async watch<T>(answer: Promise<T>): Promise<T> {
    this.watchdog.begin();
    try {
      return await this.watchdog.orGivenUp(answer);
    } finally {
      this.watchdog.end();
    }
  }

  /** Stops waiting for a device that is silent; whoever waits for a batch hears of it. */
  giveUp(): void {
    this.watchdog.giveUp();
  }

  /** Frees the engine, once it has come back from what it is at. */
  async dispose(): Promise<void> {
    const answers = Promise.allSettled(this.submissions.map(({ answer }) => answer));
    await this.watchdog.orGivenUp(answers).catch(() => {});
    this.watchdog.stop();
    this.backend.dispose();
  }
}

/** A batch whose V was recorded every `from` steps, as if it had been recorded every `to` steps, a multiple. */
function thinned(batch: Batch, n: number, from: number, to: number): Batch {
  if (from === to) return batch;
  const { firstRecordedStep: recorded, voltage } = batch;
  const firstRecordedStep = Math.ceil(recorded / to) * to;
  const end = recorded + (voltage.length / n) * from;
  const rows = Math.max(0, Math.ceil((end - firstRecordedStep) / to));
  const thin = new (voltage instanceof Float64Array ? Float64Array : Float32Array)(rows * n);
  for (let row = 0; row < rows; row++) {
    const start = ((firstRecordedStep + row * to - recorded) / from) * n;
    thin.set(voltage.subarray(start, start + n), row * n);
  }
  return { ...batch, firstRecordedStep, voltage: thin };
}

/** How long a device may be silent before it is given up, ms. */
function patienceWith({ kind, isSoftware }: EngineInfo): number {
  const isGpu = kind === 'webgpu' || kind === 'webgl';
  if (!isGpu) return Infinity;
  return isSoftware ? SOFTWARE_PATIENCE : GPU_PATIENCE;
}

function explainSilence({ device }: EngineInfo, seconds: number): string {
  return `the GPU has not answered for ${seconds} s (${device}): press Run to start again, with fewer neurons or on another engine`;
}
