import { DivergenceError, type Engine, type Problem } from '../engine.ts';
import type { EngineInfo } from '../engineInfo.ts';
import { startOf, type EngineState } from '../engineState.ts';
import type { Batch } from '../../recording/batch.ts';

export interface FakeDevice {
  readonly mostInFlight: number;
  readonly mostSteps: number;
  /** How long a step takes, and how long an answer is under way after its last step, ms. */
  readonly stepMs: number;
  readonly latencyMs: number;
  /** The step that diverges. */
  readonly divergesAt: number;
  /** The step at which the device falls silent. */
  readonly hangsAt: number;
  /** Whether edits are taken in place. */
  readonly takesUpdates: boolean;
}

const DEVICE: FakeDevice = {
  mostInFlight: 2,
  mostSteps: 100_000,
  stepMs: 0.1,
  latencyMs: 5,
  divergesAt: Infinity,
  hangsAt: Infinity,
  takesUpdates: false,
};

/** An engine that does nothing but take its time (fake timers), one call of `advance` after the other like a GPU's queue. */
export class FakeEngine implements Engine {
  step: number;
  readonly mostInFlight: number;
  readonly mostSteps: number;
  /** The steps of each call of `advance`, what was the most at a time, and how often the state was read. */
  readonly calls: number[] = [];
  mostUnderWay = 0;
  statesRead = 0;
  /** The steps at which it was edited. */
  readonly updates: number[] = [];
  isDisposed = false;
  /** Device time spent at work, ms. */
  busyMs = 0;
  private readonly device: FakeDevice;
  private readonly state: EngineState;
  private submitted: number;
  private underWay = 0;
  private busyUntil = 0;
  private failure: Error | undefined;

  constructor(problem: Problem, changes: Partial<FakeDevice>) {
    this.state = startOf(problem);
    this.step = problem.firstStep;
    this.submitted = problem.firstStep;
    this.device = { ...DEVICE, ...changes };
    this.mostInFlight = this.device.mostInFlight;
    this.mostSteps = this.device.mostSteps;
  }

  async advance(steps: number): Promise<Batch> {
    const { stepMs, latencyMs, divergesAt, hangsAt } = this.device;
    if (this.underWay === this.mostInFlight) throw new TypeError('too many calls under way');
    const firstStep = this.submitted;
    this.submitted += steps;
    this.calls.push(steps);
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    this.busyUntil = Math.max(this.busyUntil, performance.now()) + steps * stepMs;
    this.busyMs += steps * stepMs;
    await new Promise((resolve) => setTimeout(resolve, this.busyUntil + latencyMs - performance.now()));
    if (firstStep + steps > hangsAt) await new Promise(() => {});
    this.underWay--;
    if (firstStep + steps > divergesAt) this.failure ??= new DivergenceError(0, 'V', 412, divergesAt);
    if (this.failure !== undefined) throw this.failure;
    this.step += steps;
    return {
      firstStep,
      steps,
      firstRecordedStep: firstStep,
      voltage: new Float32Array(0),
      spikeNeuron: new Int32Array(0),
      spikeStep: new Float64Array(0),
    };
  }

  async update(): Promise<boolean> {
    if (this.underWay > 0) throw new TypeError('an update while steps are under way');
    if (!this.device.takesUpdates) return false;
    this.updates.push(this.step);
    return true;
  }

  async readState(): Promise<EngineState> {
    if (this.underWay > 0) throw new TypeError('the state was asked for while steps are under way');
    this.statesRead++;
    return this.state;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

/** Opens fake engines for a Session; `engine()` is the last of them. */
export function fakeEngines(
  changes: Partial<FakeDevice> = {},
  info: Partial<EngineInfo> = {},
): { open: (problem: Problem) => Promise<{ engine: FakeEngine; info: EngineInfo }>; engine: () => FakeEngine } {
  let engine: FakeEngine;
  return {
    open: async (problem) => {
      engine = new FakeEngine(problem, changes);
      const own = { kind: 'webgpu', precision: 'float32', device: 'a fake', isSoftware: false, reason: '' } as const;
      return { engine, info: { ...own, ...info } };
    },
    engine: () => engine,
  };
}
