import {
  MOST_HALF_STEPS,
  parameterVector,
  pulseTimes,
  boundsVectors,
  readStateVector,
  variableAt,
  type PulseTimes,
} from '../../compiler/layout.ts';
import { compileFloat64, type Derivative } from '../../compiler/targets/float64.ts';
import type { NetworkState } from '../../model/network.ts';
import { columnAt } from '../../model/stimulus/stimulus.ts';
import { DivergenceError, type Engine, type EngineBatch, type Problem } from '../engine.ts';
import { startOf, toFloat64, type EngineState } from '../engineState.ts';
import { SpikeClock } from '../spikeClock.ts';

/** The synapses of one type: where those onto each neuron start, the address of each one's open fraction in the state, its weight. */
interface Rows {
  readonly rowStart: Int32Array;
  readonly address: Int32Array;
  readonly weights: Float64Array | undefined;
}

const NONE = new Uint32Array(0);

/** The model's statements as they stand, in float64, one neuron after the other: slow, simple, and the judge of every other engine. */
export class ReferenceEngine implements Engine {
  step: number;
  readonly mostSteps = 10_000;
  readonly mostInFlight = 1;
  private problem: Problem;
  private readonly derive: Derivative;
  private parameters: Float64Array;
  private readonly clock: SpikeClock;
  private readonly ages: Int32Array;
  /** By type. */
  private rows: readonly Rows[];
  private pulses: readonly (PulseTimes | undefined)[];
  /** State at the start of the step, of the stage; derivative of the stage and their weighted sum. */
  private readonly x: Float64Array<ArrayBuffer>;
  private readonly stage: Float64Array;
  private readonly dx: Float64Array;
  private readonly sum: Float64Array;
  private readonly sums: Float64Array;
  private readonly I_stim: Float64Array;
  private readonly pulse: Uint8Array;
  private readonly V_before: Float64Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  private column = -1;

  constructor(problem: Problem) {
    const { network, system, layout, dt } = problem;
    const start = startOf(problem);
    this.problem = problem;
    this.step = problem.firstStep;
    this.derive = compileFloat64(system, layout);
    this.parameters = parameterVector(network, layout);
    this.clock = new SpikeClock(start.t_fire, dt);
    this.ages = this.clock.ages(this.step);
    this.rows = rowsOf(problem);
    this.pulses = pulsesOf(problem);
    this.x = toFloat64(start);
    this.stage = this.x.slice();
    this.dx = new Float64Array(layout.stateLength);
    this.sum = new Float64Array(layout.stateLength);
    this.sums = new Float64Array(layout.openFractions.length * layout.n);
    this.I_stim = new Float64Array(layout.n);
    this.pulse = new Uint8Array(layout.openFractionCount);
    this.V_before = new Float64Array(layout.n);
    [this.lower, this.upper] = boundsVectors(system, layout);
  }

  /**
   * dX/dt of the present state at the stimulus column of the present step, in the engine's layout. Each entry of the
   * result is per ms.
   */
  derivative(): NetworkState {
    const { system, layout, network } = this.problem;
    this.evaluate(this.x, 0);
    const rates = readStateVector(system, layout, this.dx);
    return { ...rates, t_fire: new Float64Array(network.n) };
  }

  async advance(steps: number): Promise<EngineBatch> {
    return this.advanceNow(steps);
  }

  /** `advance` without a promise, for callers that compare short stretches. @throws DivergenceError */
  advanceNow(steps: number): EngineBatch {
    const { n } = this.problem.layout;
    const { recordEvery, probes } = this.problem;
    const addresses = probes?.addresses ?? NONE;
    const firstStep = this.step;
    const rows = Math.ceil((firstStep + steps) / recordEvery) - Math.ceil(firstStep / recordEvery);
    const voltage = new Float64Array(rows * n);
    const probed = new Float64Array(rows * addresses.length);
    const spikeNeuron: number[] = [];
    const spikeStep: number[] = [];
    let row = 0;
    for (; this.step < firstStep + steps; this.step++) {
      if (this.step % recordEvery === 0) {
        voltage.set(this.x.subarray(0, n), n * row);
        addresses.forEach((address, k) => (probed[row * addresses.length + k] = this.x[address]!));
        row++;
      }
      this.takeStep(spikeNeuron, spikeStep);
    }
    const batch: EngineBatch = {
      firstStep,
      steps,
      firstRecordedStep: Math.ceil(firstStep / recordEvery) * recordEvery,
      voltage,
      ...(addresses.length > 0 && { probed }),
      spikeNeuron: Int32Array.from(spikeNeuron),
      spikeStep: Float64Array.from(spikeStep),
    };
    this.clock.record(batch.spikeNeuron, batch.spikeStep);
    return batch;
  }

  async update(problem: Problem): Promise<boolean> {
    this.problem = problem;
    this.parameters = parameterVector(problem.network, problem.layout);
    this.rows = rowsOf(problem);
    this.pulses = pulsesOf(problem);
    this.column = -1;
    return true;
  }

  readState(): Promise<EngineState> {
    return Promise.resolve({ high: this.x.slice(), t_fire: this.clock.times() });
  }

  dispose(): void {}

  private takeStep(spikeNeuron: number[], spikeStep: number[]): void {
    const { integrator, dt, layout, network } = this.problem;
    const { x, stage, dx, sum } = this;
    integrator.stages.forEach(({ halfSteps, a, weight }, s) => {
      if (s === 0) stage.set(x);
      else for (let k = 0; k < x.length; k++) stage[k] = x[k]! + a * dt * dx[k]!;
      this.evaluate(stage, halfSteps);
      if (s === 0) for (let k = 0; k < x.length; k++) sum[k] = weight * dx[k]!;
      else for (let k = 0; k < x.length; k++) sum[k]! += weight * dx[k]!;
    });
    const scale = dt / integrator.divisor;
    this.V_before.set(x.subarray(0, layout.n));
    for (let k = 0; k < x.length; k++) x[k]! += scale * sum[k]!;

    const { firingThreshold } = network.model.membrane;
    for (let i = 0; i < layout.n; i++) {
      const fired = this.V_before[i]! < firingThreshold && x[i]! >= firingThreshold;
      // The step after the one that crossed starts two half-steps after the spike.
      this.ages[i] = fired ? 2 : Math.min(this.ages[i]! + 2, MOST_HALF_STEPS);
      if (!fired) continue;
      spikeNeuron.push(i);
      spikeStep.push(this.step);
    }
    this.checkBounds();
  }

  /** dX/dt of a stage's state into `dx`. */
  private evaluate(x: Float64Array, halfSteps: number): void {
    const { layout, stimulus, dt } = this.problem;
    const { n } = layout;
    const column = columnAt(stimulus, 2 * this.step + halfSteps, dt);
    if (column !== this.column) stimulus.readColumn(column, this.I_stim, 0);
    this.column = column;
    layout.openFractions.forEach(({ first, presynaptic }, type) => {
      const { rowStart, address, weights } = this.rows[type]!;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        const end = rowStart[i + 1]!;
        if (weights === undefined) for (let s = rowStart[i]!; s < end; s++) sum += x[address[s]!]!;
        else for (let s = rowStart[i]!; s < end; s++) sum += weights[s]! * x[address[s]!]!;
        this.sums[type * n + i] = sum;
      }
      const pulses = this.pulses[type];
      if (pulses === undefined) return;
      for (let q = 0; q < presynaptic.length; q++) {
        const since = this.ages[presynaptic[q]!]! + halfSteps - pulses.delay[q]!;
        this.pulse[first + q] = since > 0 && since < pulses.length[q]! ? 1 : 0;
      }
    });
    this.derive(x, this.dx, this.parameters, this.sums, this.I_stim, this.pulse);
  }

  private checkBounds(): void {
    const { x, lower, upper } = this;
    for (let k = 0; k < x.length; k++) {
      // Written so that NaN counts as outside.
      if (!(x[k]! >= lower[k]! && x[k]! <= upper[k]!)) {
        const { neuron, variable } = variableAt(this.problem.system, this.problem.layout, k);
        throw new DivergenceError(neuron, variable, x[k]!, this.step);
      }
    }
  }
}

function rowsOf({ layout, network }: Problem): Rows[] {
  return layout.openFractions.map(({ first, ofSynapse }, type) => ({
    rowStart: Int32Array.from(network.synapses[type]!.rowStart),
    address: Int32Array.from(ofSynapse, (q) => layout.slots * layout.n + first + q),
    weights: network.synapses[type]!.weights,
  }));
}

function pulsesOf({ layout, network, dt }: Problem): (PulseTimes | undefined)[] {
  return layout.openFractions.map((_, type) => pulseTimes(network, layout, type, dt));
}
