import { formatBytes } from '../../wording/formatBytes.ts';
import { boundsVectors, variableAt } from '../../compiler/layout.ts';
import { FLOAT64_LIBRARY } from '../../compiler/targets/float64Module.ts';
import type { Precision } from '../../compiler/targets/wasm/precision.ts';
import { CONTROL, planWasm, positionsOf, suits, type WasmPlan } from '../../compiler/targets/wasm/wasmPlan.ts';
import { memoryPages, writeWat } from '../../compiler/targets/wasm/wat.ts';
import { DivergenceError, type Engine, type EngineBatch, type Problem } from '../engine.ts';
import { startOf, type EngineState } from '../engineState.ts';
import { decodeSpikeBits } from '../gpuEvents.ts';
import { recordedRows } from '../recordedRows.ts';
import { SpikeClock } from '../spikeClock.ts';
import { StimulusWindow } from '../stimulusWindow.ts';
import { assemble } from './assemble.ts';
import { fillMemory, numbersOf, refillMemory } from './fillMemory.ts';
import { ProbedRows } from './probedRows.ts';
import { ThreadTeam } from './threads.ts';

export interface CpuOptions {
  readonly precision: Precision;
  readonly threads: number;
  /** Whether float32 keeps the state as a high and a low part; float64 never does. */
  readonly isCompensated: boolean;
}

/** 4 GiB: what 32-bit addresses reach. */
const MOST_PAGES = 65_536;

type Run = (thread: number, steps: number, untilRecord: number, parity: number, buffer: number) => number;

/** WebAssembly SIMD on the processor, compiled from the model: two float64 or four float32 at a time, on one thread or several. */
export class CpuEngine implements Engine {
  step: number;
  readonly mostSteps: number;
  readonly mostInFlight = 1;
  private problem: Problem;
  private readonly plan: WasmPlan;
  private readonly options: CpuOptions;
  private readonly numbers: Float32Array | Float64Array;
  private readonly memory: WebAssembly.Memory;
  private readonly run: Run;
  private readonly team: ThreadTeam | undefined;
  private readonly clock: SpikeClock;
  private window: StimulusWindow<Float32Array | Float64Array, Int32Array>;
  private readonly neuronOf: Int32Array;
  private readonly positionOf: (neuron: number) => number;
  /** Copies what the probes need of a recorded step's state. */
  private readonly rows: ProbedRows;
  /** Which of the two copies of V and O is the present one. */
  private buffer = 0;
  /** Which of the two rows of ages is that of the next step's start. */
  private ageParity = 0;

  /** @throws RangeError with the need and the limit when the network does not fit; Error when a thread does not start. */
  static async create(problem: Problem, asked: CpuOptions): Promise<CpuEngine> {
    const options = { ...asked, isCompensated: asked.isCompensated && asked.precision === 'float32' };
    const { system, layout, network, integrator, dt, recordEvery } = problem;
    const start = startOf(problem);
    const { byTables } = start;
    const plan = planWasm(system, layout, network, { ...options, recordEvery, ...(byTables && { byTables }) });
    const pages = memoryPages(plan);
    if (pages > MOST_PAGES) {
      const need = formatBytes(plan.memoryBytes);
      throw new RangeError(
        `this network needs ${need} of memory, WebAssembly takes ${formatBytes(MOST_PAGES * 2 ** 16)}`,
      );
    }
    const { isCompensated } = options;
    const text = writeWat({ system, layout, plan, integrator, dt, recordEvery, isCompensated });
    const module = await assemble(text);
    let memory: WebAssembly.Memory;
    try {
      memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: options.threads > 1 });
    } catch (error) {
      throw new RangeError(`this network needs ${formatBytes(plan.memoryBytes)} of memory: no room here`, {
        cause: error,
      });
    }
    const clock = new SpikeClock(start.t_fire, dt);
    fillMemory(memory, plan, problem, start, clock.ages(problem.firstStep));
    const rows = new ProbedRows(numbersOf(memory, plan));
    const lab = { memory, onRecorded: () => rows.add() };
    const instance = await WebAssembly.instantiate(module, { lab, math: FLOAT64_LIBRARY });
    const team =
      options.threads > 1 ? await ThreadTeam.start(options.threads - 1, module, memory, CONTROL.command) : undefined;
    return new CpuEngine(problem, plan, options, memory, instance.exports['run'] as Run, rows, team, clock);
  }

  private constructor(
    problem: Problem,
    plan: WasmPlan,
    options: CpuOptions,
    memory: WebAssembly.Memory,
    run: Run,
    rows: ProbedRows,
    team: ThreadTeam | undefined,
    clock: SpikeClock,
  ) {
    this.problem = problem;
    this.plan = plan;
    this.options = options;
    this.memory = memory;
    this.run = run;
    this.rows = rows;
    this.team = team;
    this.clock = clock;
    this.step = problem.firstStep;
    this.mostSteps = plan.mostSteps;
    this.numbers = numbersOf(memory, plan);
    const columns = plan.stimulusColumns;
    const first = plan.stimulus / plan.bytes;
    this.window = new StimulusWindow(problem.stimulus, problem.dt, {
      values: this.numbers.subarray(first, first + columns * problem.layout.n),
      schedule: new Int32Array(memory.buffer, plan.schedule, columns),
    });
    this.neuronOf = new Int32Array(plan.positions).fill(-1);
    this.positionOf = positionsOf(plan.populations);
    for (let neuron = 0; neuron < problem.layout.n; neuron++) this.neuronOf[this.positionOf(neuron)] = neuron;
  }

  async advance(steps: number): Promise<EngineBatch> {
    const { plan, problem, numbers, memory } = this;
    const { layout, recordEvery, integrator } = problem;
    if (steps > this.mostSteps) {
      throw new RangeError(`${steps} steps at once: this engine takes up to ${this.mostSteps}`);
    }
    const firstStep = this.step;
    const recorded = recordedRows(firstStep, steps, recordEvery);
    this.window.fill(firstStep, steps);
    const spikes = new Uint32Array(memory.buffer, plan.spikes, plan.spikeBytes / 4);
    spikes.fill(0);
    const addresses = problem.probes?.addresses ?? [];
    const probed = this.rows.begin(
      Array.from(addresses, (address) => this.placeOf(address)),
      recorded.rows,
    );
    const untilRecord = recorded.firstRecordedStep - firstStep;
    const parameters = [steps, untilRecord, this.ageParity, this.buffer] as const;
    this.team?.order(parameters);
    const done = this.run(0, ...parameters);
    this.ageParity = (this.ageParity + done) % 2;
    this.buffer = (this.buffer + done * integrator.stages.length) % 2;
    this.step += done;
    if (new Int32Array(memory.buffer)[CONTROL.fault / 4] !== 0) throw this.findFault();

    const voltageStart = plan.voltage / plan.bytes;
    const found = decodeSpikeBits(spikes, plan.positions, firstStep, steps);
    const spikeNeuron = found.spikeNeuron.map((position) => this.neuronOf[position]!);
    this.clock.record(spikeNeuron, found.spikeStep);
    return {
      firstStep,
      steps,
      firstRecordedStep: recorded.firstRecordedStep,
      // A copy, in memory that can be transferred.
      voltage: (plan.precision === 'float64' ? Float64Array : Float32Array).from(
        numbers.subarray(voltageStart, voltageStart + recorded.rows * layout.n),
      ),
      ...(addresses.length > 0 && { probed }),
      spikeNeuron,
      spikeStep: found.spikeStep,
    };
  }

  async update(problem: Problem): Promise<boolean> {
    const { memory, plan } = this;
    if (problem.network !== this.problem.network) {
      if (!suits(plan, problem.system, problem.network, problem.layout)) return false;
      refillMemory(memory, plan, problem, this.problem);
    }
    this.window = this.window.of(problem.stimulus);
    this.problem = problem;
    return true;
  }

  readState(): Promise<EngineState> {
    const { plan, options } = this;
    const high = this.readParts(plan.x, plan.fractionX);
    // Without compensation the low part is no part of the state.
    const low = options.isCompensated && this.readParts(plan.low, plan.fractionLow);
    const byTables = new Uint8Array(plan.types.length * plan.populations.length);
    plan.types.forEach(({ sums }, t) => {
      for (const { population, form } of sums)
        byTables[t * plan.populations.length + population] = Number(form === 'table');
    });
    return Promise.resolve({
      high,
      ...(low instanceof Float32Array && { low }),
      t_fire: this.clock.times(),
      byTables,
    });
  }

  dispose(): void {
    this.team?.dispose();
  }

  /** What stands in the memory's rows over neurons and over open fractions from two addresses on, in the layout's order, [stateLength]. */
  private readParts(ofNeurons: number, ofFractions: number): Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
    const { plan, numbers } = this;
    const { layout } = this.problem;
    const x = new (plan.precision === 'float64' ? Float64Array : Float32Array)(layout.stateLength);
    for (let slot = 0; slot < layout.slots; slot++) {
      const row = ofNeurons / plan.bytes + slot * plan.positions;
      this.neuronOf.forEach((neuron, position) => {
        if (neuron >= 0) x[slot * layout.n + neuron] = numbers[row + position]!;
      });
    }
    plan.types.forEach(({ start, count }, t) => {
      const first = layout.slots * layout.n + layout.openFractions[t]!.first;
      for (let q = 0; q < count; q++) x[first + q] = numbers[ofFractions / plan.bytes + start + q]!;
    });
    return x;
  }

  /** Where an entry of the layout's state, its high part, lies among the memory's numbers. */
  private placeOf(address: number): number {
    const { plan, positionOf } = this;
    const { n, slots, openFractions } = this.problem.layout;
    const q = address - slots * n;
    if (q < 0) return plan.x / plan.bytes + Math.floor(address / n) * plan.positions + positionOf(address % n);
    const type = openFractions.findLastIndex(({ first }) => first <= q);
    return plan.fractionX / plan.bytes + plan.types[type]!.start + q - openFractions[type]!.first;
  }

  /** The variable that left its bounds in the last step. */
  private findFault(): DivergenceError {
    const { system, layout } = this.problem;
    const x = this.readParts(this.plan.x, this.plan.fractionX);
    const [lower, upper] = boundsVectors(system, layout);
    // Written so that NaN counts as outside.
    const address = x.findIndex((value, k) => !(value >= lower[k]! && value <= upper[k]!));
    const { neuron, variable } = variableAt(system, layout, address);
    return new DivergenceError(neuron, variable, x[address]!, this.step - 1);
  }
}
