import { rk4 } from '../compiler/integrator.ts';
import { layOut } from '../compiler/layout.ts';
import { compileModel } from '../compiler/system.ts';
import { DivergenceError, type Engine, type Problem } from '../engine/engine.ts';
import type { EngineInfo, EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { writeSavedState } from '../model/savedState.ts';
import type { NetworkState } from '../model/network.ts';
import { stimulusColumns, stimulusNotice } from '../model/stimulus.ts';
import type { Batch } from '../recording/batch.ts';
import { explainDivergence } from './explainDivergence.ts';
import type { NetworkSummary, Progress } from './protocol.ts';

/** Opens the engine that was asked for; the thread border's worker and the command line bring it along. */
export type OpenEngine = (problem: Problem, request: EngineRequest) => Promise<{ engine: Engine; info: EngineInfo }>;

/** A batch should keep the device busy for about this long, in ms: well below what a browser takes a GPU away for. */
const BATCH_MS = 30;
/** A checkpoint is read back once per this much simulated time, ms: where to look back from when a run diverges. */
const CHECKPOINT_EVERY = 10;
/** The run goes on for at least this many times what its last checkpoint took. */
const CHECKPOINT_SHARE = 30;
/** Step counts are whole numbers that shaders hold in 32 bits. */
const MOST_RECORD_EVERY = 1_000_000;

/** One run: batches of steps on an engine, their size tuned to the device, and the state now and then. */
export class Session {
  readonly engine: EngineInfo;
  readonly network: NetworkSummary;
  readonly notices: readonly string[];
  private readonly steps: number;
  private readonly problem: Problem;
  private readonly backend: Engine;
  private batchSteps = 8;
  private wallSeconds = 0;
  private speed = 0;
  /** Steps and wall milliseconds since the speed was last taken. */
  private pace = { steps: 0, wall: 0 };
  /** performance.now() before which no checkpoint is taken. */
  private nextCheckpoint = 0;
  private checkpoint: { readonly step: number; readonly state: NetworkState };

  /** @throws Error with a sentence for the user when the description does not fit or the engine is not to be had. */
  static async open(run: RunDescription, request: EngineRequest, openEngine: OpenEngine): Promise<Session> {
    const { dt, duration, recordEvery } = run;
    requirePositive('dt', dt, 'ms');
    requirePositive('the duration', duration, 'ms');
    if (!Number.isInteger(recordEvery) || recordEvery < 1 || recordEvery > MOST_RECORD_EVERY) {
      const expected = `a whole number from 1 to ${MOST_RECORD_EVERY}`;
      throw new RangeError(`recording every ${recordEvery} steps: expected ${expected}`);
    }
    const steps = Math.round(duration / dt);
    if (steps < 1) throw new RangeError(`the duration is ${duration} ms: expected at least one step of dt = ${dt} ms`);
    const network = buildNetwork(run.network, duration);
    const system = compileModel(network.model);
    const layout = layOut(system, network);
    const stimulus = stimulusColumns(run.stimulus, network.n, duration);
    const problem: Problem = { network, system, layout, stimulus, dt, recordEvery, firstStep: 0, integrator: rk4 };
    const { engine, info } = await openEngine(problem, request);
    const notice = stimulusNotice(run.stimulus, duration);
    return new Session(problem, steps, engine, info, notice === undefined ? [] : [notice]);
  }

  private constructor(
    problem: Problem,
    steps: number,
    backend: Engine,
    engine: EngineInfo,
    notices: readonly string[],
  ) {
    const { network, layout } = problem;
    this.problem = problem;
    this.steps = steps;
    this.backend = backend;
    this.engine = engine;
    this.notices = notices;
    this.network = {
      n: network.n,
      populations: network.populations,
      synapses: layout.openFractions.map(({ type, ofSynapse, count }) => ({
        type,
        count: ofSynapse.length,
        openFractions: count,
      })),
    };
    this.checkpoint = { step: 0, state: network.initialState };
  }

  get isDone(): boolean {
    return this.backend.step >= this.steps;
  }

  get progress(): Progress {
    const { step } = this.backend;
    const { wallSeconds, speed } = this;
    return { step, steps: this.steps, time: step * this.problem.dt, wallSeconds, speed };
  }

  /**
   * Simulates the next batch.
   * @throws Error with a sentence for the user when the run diverged: which neuron, which variable, when, what dt would do.
   */
  async advance(): Promise<Batch> {
    const steps = Math.min(this.batchSteps, this.steps - this.backend.step);
    const start = performance.now();
    let batch: Batch;
    try {
      batch = await this.backend.advance(steps);
    } catch (error) {
      if (error instanceof DivergenceError)
        throw new Error(explainDivergence(error, this.problem, this.checkpoint), { cause: error });
      throw error;
    }
    const elapsed = performance.now() - start;
    this.wallSeconds += elapsed / 1000;
    this.measureSpeed(steps, elapsed);
    const wanted = elapsed > 0 ? (steps * BATCH_MS) / elapsed : Infinity;
    // Half-way towards the wanted size: one slow batch (a tab in the background, a busy processor) is no measure.
    this.batchSteps = Math.max(
      1,
      Math.min(this.backend.mostSteps, Math.round((steps + Math.min(wanted, 4 * steps)) / 2)),
    );
    await this.takeCheckpoint();
    return batch;
  }

  /** × real time, averaged over about a second; a coarse clock shows no time at all for a single batch. */
  private measureSpeed(steps: number, elapsed: number): void {
    this.pace = { steps: this.pace.steps + steps, wall: this.pace.wall + elapsed };
    const { dt } = this.problem;
    const isFirst = this.speed === 0;
    if (this.pace.wall < (isFirst ? 5 : 100)) return;
    const speed = (this.pace.steps * dt) / this.pace.wall;
    this.speed = isFirst ? speed : this.speed + (1 - Math.exp(-this.pace.wall / 1000)) * (speed - this.speed);
    this.pace = { steps: 0, wall: 0 };
  }

  /** Reads the state back, as often as asked for but never so often that it costs more than a few per cent of the run. */
  private async takeCheckpoint(): Promise<void> {
    const { step } = this.backend;
    const isDue = (step - this.checkpoint.step) * this.problem.dt >= CHECKPOINT_EVERY;
    if (!isDue || performance.now() < this.nextCheckpoint) return;
    const start = performance.now();
    this.checkpoint = { step, state: await this.backend.readState() };
    const end = performance.now();
    this.nextCheckpoint = end + CHECKPOINT_SHARE * (end - start);
  }

  /** The present state, in the layout of `writeSavedState`. */
  async readState(): Promise<Float64Array<ArrayBuffer>> {
    return writeSavedState(this.problem.network, await this.backend.readState());
  }

  dispose(): void {
    this.backend.dispose();
  }
}

function requirePositive(what: string, value: number, unit: string): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new RangeError(`${what} is ${value} ${unit}: expected a positive number`);
}
