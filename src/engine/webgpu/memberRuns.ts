import { parameterVector } from '../../compiler/layout.ts';
import { BATCH_FIELDS, BINDINGS } from '../../compiler/targets/wgsl.ts';
import type { DivergenceError, EngineBatch, Problem } from '../engine.ts';
import { startOf, toFloat32, type EngineState } from '../engineState.ts';
import { decodeSpikeBits, findFault } from '../gpuEvents.ts';
import { Owned } from '../owned.ts';
import { recordedRows, type RecordedRows } from '../recordedRows.ts';
import { SpikeClock } from '../spikeClock.ts';
import { StimulusWindow } from '../stimulusWindow.ts';
import { differentStimuli, fitsWiring, packWiring } from './packWiring.ts';
import { SLICE, type MemberPlan } from './planMembers.ts';
import { MOST_IN_FLIGHT, columnsOf, findMisfit, labelOf, type BufferName } from './planMemory.ts';
import { ProbeGather } from './probeGather.ts';
import { makeTensorBuffer, makeWebGpuCurrent, type WebGpuDevice } from './webGpuDevice.ts';
import { compileProgram, type WebGpuProgram } from './webGpuProgram.ts';

/** One submission on its way: what was asked for, and the staging buffer that its results come back in. */
interface Submission {
  readonly firstStep: number;
  readonly steps: number;
  readonly recorded: RecordedRows;
  readonly staging: GPUBuffer;
  /** Where what probes need comes back. */
  readonly probed: { readonly staging: GPUBuffer; readonly bytes: number } | undefined;
}

/** Steps that follow each other without a halt; before them, where there are probes, a row of theirs is recorded. */
interface Slice {
  /** Counted from the submission's first. */
  readonly step: number;
  readonly steps: number;
  readonly probedRow: number | undefined;
}

/**
 * Networks of one layout that run at once on a WebGPU device: one of any size, or several that fit a workgroup each. Many steps per
 * submission and one readback of what was recorded. All buffers are made once; a submission makes none.
 */
export class MemberRuns {
  private readonly plannedSteps: number;
  private problems: readonly Problem[];
  private readonly program: WebGpuProgram;
  private readonly gpu: WebGpuDevice;
  private readonly pipelines: readonly GPUComputePipeline[];
  private readonly buffers: Readonly<Record<Exclude<BufferName, 'staging'>, GPUBuffer>>;
  private readonly staging: readonly GPUBuffer[];
  private readonly bindGroup: GPUBindGroup;
  private windows: readonly StimulusWindow[];
  private readonly schedule: Int32Array<ArrayBuffer>;
  private readonly mostColumns: number;
  private readonly clocks: readonly SpikeClock[];
  /** Why a member is not simulated any more. */
  private readonly failures: (DivergenceError | undefined)[];
  private readonly owned: Owned;
  /** Of the only member; several have no probes. */
  private gather: ProbeGather | undefined;
  /** Steps handed to the device, and submissions made and read. */
  private submittedSteps: number;
  private submissions = 0;
  private readonly underWay = new Set<Promise<unknown>>();
  private latest: Promise<unknown> = Promise.resolve();

  /** @throws RangeError with the need and the limit when the networks do not fit; Error when the device refuses them. */
  static async create(plan: MemberPlan, gpu: WebGpuDevice): Promise<MemberRuns> {
    const { device } = gpu;
    const misfit = findMisfit(plan.memory, device.limits);
    if (misfit !== undefined) throw new RangeError(misfit);
    const { pipelines, bindings } = await compileProgram(plan.program, device);
    await makeWebGpuCurrent();
    const owned = new Owned();
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    let runs: MemberRuns | undefined;
    let refusal: unknown;
    try {
      runs = new MemberRuns(plan, gpu, pipelines, bindings, owned);
    } catch (error) {
      refusal = error;
    }
    const errors = [await device.popErrorScope(), await device.popErrorScope()].filter((error) => error !== null);
    if (runs !== undefined && errors.length === 0) {
      try {
        await runs.probe(plan.problems);
        return runs;
      } catch (error) {
        refusal = error;
      }
    }
    owned.free();
    throw refusal ?? new Error(`the GPU has no room for this network: ${errors[0]!.message}`);
  }

  private constructor(
    { problems, program, memory }: MemberPlan,
    gpu: WebGpuDevice,
    pipelines: readonly GPUComputePipeline[],
    bindings: GPUBindGroupLayout,
    owned: Owned,
  ) {
    const { layout, dt, firstStep } = problems[0]!;
    const { n } = layout;
    const { device } = gpu;
    const { mostSteps, mostColumns, bytes } = memory;
    this.problems = problems;
    this.program = program;
    this.gpu = gpu;
    this.pipelines = pipelines;
    this.owned = owned;
    this.plannedSteps = mostSteps;
    this.mostColumns = mostColumns;
    this.submittedSteps = firstStep;
    this.failures = problems.map(() => undefined);
    this.clocks = problems.map((problem) => new SpikeClock(startOf(problem).t_fire, dt));
    const stimuli = differentStimuli(problems);
    this.windows = stimuli.map(
      (stimulus) =>
        new StimulusWindow(stimulus, dt, {
          values: new Float32Array(mostColumns * n),
          schedule: new Int32Array(2 * mostSteps + 1),
        }),
    );
    this.schedule = new Int32Array(stimuli.length * (2 * mostSteps + 1));

    const tensor = (name: BufferName, values?: Float32Array | Int32Array): GPUBuffer =>
      makeTensorBuffer(gpu, owned, labelOf(name), values ?? { length: bytes[name] / 4, dtype: 'float32' });
    const own = (descriptor: GPUBufferDescriptor): GPUBuffer =>
      owned.add(device.createBuffer(descriptor), (one) => one.destroy());
    const { COPY_DST, MAP_READ, UNIFORM } = GPUBufferUsage;
    this.buffers = {
      state: tensor('state', this.statesAtStart()),
      parameters: tensor('parameters', this.parameters()),
      wiring: tensor('wiring', new Int32Array(packWiring(problems, program.wiring, stimuli).buffer)),
      memory: tensor('memory', this.firingMemories()),
      stimulus: tensor('stimulus'),
      schedule: tensor('schedule'),
      voltage: tensor('voltage'),
      events: tensor('events'),
      batch: own({ label: labelOf('batch'), size: bytes.batch, usage: UNIFORM | COPY_DST }),
    };
    this.staging = Array.from({ length: MOST_IN_FLIGHT }, () =>
      own({ label: labelOf('staging'), size: bytes.staging, usage: MAP_READ | COPY_DST }),
    );
    this.bindGroup = device.createBindGroup({
      layout: bindings,
      entries: BINDINGS.map(({ name }, binding) => ({
        binding,
        resource: name === 'batch' ? { buffer: this.buffers.batch, size: SLICE } : { buffer: this.buffers[name] },
      })),
    });
  }

  /** Steps that one submission may take: fewer while probes need much. */
  get mostSteps(): number {
    const { gather, plannedSteps } = this;
    return Math.min(plannedSteps, gather ? (gather.mostRows - 1) * this.problems[0]!.recordEvery : Infinity);
  }

  private get members(): number {
    return this.problems.length;
  }

  /**
   * Advances every member by `steps` · dt, on from where the call before it ends. Up to MOST_IN_FLIGHT calls may be under way;
   * they resolve in order. A member that diverged answers with its error from then on.
   */
  async advance(steps: number): Promise<(EngineBatch | DivergenceError)[]> {
    if (steps > this.mostSteps)
      throw new RangeError(`${steps} steps at once: this engine takes up to ${this.mostSteps}`);
    if (this.underWay.size === MOST_IN_FLIGHT)
      throw new Error(`more than ${MOST_IN_FLIGHT} batches were asked for at once`);
    if (this.gpu.problem !== undefined) throw new Error(this.gpu.problem);
    const submission = this.submit(steps);
    const before = this.latest;
    const results = this.readResults(submission).then(async ([bytes, probed]) => {
      await before;
      return this.decode(submission, bytes, probed);
    });
    this.latest = results;
    this.underWay.add(results);
    try {
      return await results;
    } finally {
      this.underWay.delete(results);
    }
  }

  /**
   * Goes on with the parameters, synapses, stimuli and probes of other problems, one for each member; no call of `advance` may be under way.
   * @returns false where they do not fit what was made for those before: nothing has changed then.
   */
  async update(problems: readonly Problem[]): Promise<boolean> {
    const { wiring } = this.program;
    const stimuli = differentStimuli(problems);
    const fits =
      problems.every((problem) => fitsWiring(problem, wiring)) &&
      stimuli.length === this.windows.length &&
      stimuli.every((stimulus) => columnsOf(stimulus, problems[0]!.dt, this.plannedSteps) <= this.mostColumns);
    if (!fits) return false;
    const isSameNetwork = this.members === 1 && problems[0]!.network === this.problems[0]!.network;
    const synapses = isSameNetwork ? undefined : packWiring(problems, wiring, stimuli);
    if (synapses && synapses.byteLength > this.buffers.wiring.size) return false;
    await this.probe(problems);
    // Whether the device compensates, it was asked when the run began.
    this.problems = problems.map((problem, member) => ({ ...problem, integrator: this.problems[member]!.integrator }));
    this.windows = this.windows.map((window, s) => window.of(stimuli[s]!));
    const { queue } = this.gpu.device;
    if (synapses) {
      queue.writeBuffer(this.buffers.parameters, 0, this.parameters());
      queue.writeBuffer(this.buffers.wiring, 0, synapses);
    }
    return true;
  }

  /** Records what the probes of these problems need from the next submission on. @throws Error when the device has no room for it */
  private async probe(problems: readonly Problem[]): Promise<void> {
    const [{ recordEvery, probes }] = problems as [Problem];
    const addresses = probes?.addresses ?? new Uint32Array(0);
    const rows = Math.ceil(this.plannedSteps / recordEvery) + 1;
    const gather =
      addresses.length > 0 && problems.length === 1
        ? await ProbeGather.create(this.gpu.device, this.buffers.state, addresses, rows)
        : undefined;
    this.gather?.dispose();
    this.gather = gather;
  }

  /** The state of a member; no call of `advance` may be under way. */
  async readState(member: number): Promise<EngineState> {
    const { layout } = this.problems[member]!;
    const { stateLength, low } = this.program;
    const { device } = this.gpu;
    const length = layout.stateLength;
    const [staging] = this.staging;
    const encoder = device.createCommandEncoder();
    for (const [part, at] of [0, low].entries()) {
      encoder.copyBufferToBuffer(
        this.buffers.state,
        4 * (member * stateLength + at),
        staging!,
        4 * part * length,
        4 * length,
      );
    }
    device.queue.submit([encoder.finish()]);
    const parts = new Float32Array(await this.readStaging(staging!, 8 * length));
    return { high: parts.slice(0, length), low: parts.slice(length), t_fire: this.clocks[member]!.times() };
  }

  dispose(): void {
    this.gather?.dispose();
    this.owned.free();
  }

  private submit(steps: number): Submission {
    const { recordEvery } = this.problems[0]!;
    const { n } = this.problems[0]!.layout;
    const { device } = this.gpu;
    const { batch, stimulus, schedule, events, voltage } = this.buffers;
    const firstStep = this.submittedSteps;
    const recorded = recordedRows(firstStep, steps, recordEvery);
    const submission = this.submissions++;
    const staging = this.staging[submission % MOST_IN_FLIGHT]!;
    const slices = this.slicesOf(firstStep, steps, recorded);
    this.submittedSteps += steps;

    // What is written here is written after the submission before has run: the queue keeps the order.
    const halfSteps = 2 * steps + 1;
    this.windows.forEach((window, s) => {
      const first = s * this.mostColumns;
      if (window.fill(firstStep, steps)) {
        device.queue.writeBuffer(stimulus, 4 * first * n, window.values, 0, window.count * n);
      }
      for (let h = 0; h < halfSteps; h++) this.schedule[s * halfSteps + h] = first + window.schedule[h]!;
    });
    device.queue.writeBuffer(schedule, 0, this.schedule, 0, this.windows.length * halfSteps);
    device.queue.writeBuffer(batch, 0, this.batchSlices(slices, firstStep, steps, recorded));

    const encoder = device.createCommandEncoder();
    const eventBytes = this.eventBytes(steps);
    encoder.clearBuffer(events, 0, eventBytes);
    const pass = encoder.beginComputePass();
    slices.forEach(({ probedRow }, slice) => {
      if (probedRow !== undefined) this.gather!.encode(pass, probedRow);
      pass.setBindGroup(0, this.bindGroup, [slice * SLICE]);
      for (const pipeline of this.pipelines) {
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(...this.program.grid);
      }
    });
    pass.end();
    encoder.copyBufferToBuffer(events, 0, staging, 0, eventBytes);
    const voltageBytes = 4 * recorded.rows * this.members * n;
    if (voltageBytes > 0) encoder.copyBufferToBuffer(voltage, 0, staging, eventBytes, voltageBytes);
    const probed = this.gather?.encodeCopy(encoder, submission, recorded.rows);
    device.queue.submit([encoder.finish()]);
    return { firstStep, steps, recorded, staging, probed };
  }

  /** Faults of all members, then the words of spike bits that so many steps fill. */
  private eventBytes(steps: number): number {
    const { n, items } = this.problems[0]!.layout;
    return 4 * this.members * (2 * items + Math.ceil(steps / 32) * n);
  }

  private bytesOf({ steps, recorded }: Submission): number {
    return this.eventBytes(steps) + 4 * recorded.rows * this.members * this.problems[0]!.layout.n;
  }

  private decode(
    { firstStep, steps, recorded }: Submission,
    bytes: ArrayBuffer,
    probed: EngineBatch['probed'],
  ): (EngineBatch | DivergenceError)[] {
    const { members } = this;
    const { n, items } = this.problems[0]!.layout;
    const { rows, firstRecordedStep } = recorded;
    const words = Math.ceil(steps / 32);
    const faults = new Uint32Array(bytes, 0, members * 2 * items);
    const spikes = new Uint32Array(bytes, faults.byteLength, words * members * n);
    const voltages = new Float32Array(bytes, faults.byteLength + spikes.byteLength, rows * members * n);
    return this.problems.map((problem, member) => {
      const known = this.failures[member];
      if (known !== undefined) return known;
      const fault = findFault(problem, firstStep, faults.subarray(member * 2 * items, (member + 1) * 2 * items));
      if (fault !== undefined) {
        this.failures[member] = fault;
        return fault;
      }
      const own = takeMember(spikes, words, members, member, n);
      const { spikeNeuron, spikeStep } = decodeSpikeBits(own, n, firstStep, steps);
      this.clocks[member]!.record(spikeNeuron, spikeStep);
      const voltage = takeMember(voltages, rows, members, member, n);
      return { firstStep, steps, firstRecordedStep, voltage, ...(probed && { probed }), spikeNeuron, spikeStep };
    });
  }

  private async readResults(submission: Submission): Promise<[ArrayBuffer, EngineBatch['probed']]> {
    const { gather } = this;
    const { staging, probed } = submission;
    const [bytes, rows] = await Promise.all([
      this.readStaging(staging, this.bytesOf(submission)),
      probed && (probed.bytes > 0 ? this.readStaging(probed.staging, probed.bytes) : new ArrayBuffer(0)),
    ]);
    return [bytes, rows && gather!.unpack(rows)];
  }

  private async readStaging(staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    try {
      await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    } catch (error) {
      // The mapping fails a moment before the device says that, and why, it was lost.
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error(this.gpu.problem ?? `the GPU gave nothing back: ${(error as Error).message}`, { cause: error });
    }
    // A refused submission leaves the buffer as it was: what stands in it is no result.
    if (this.gpu.problem !== undefined) throw new Error(this.gpu.problem);
    const copy = staging.getMappedRange(0, bytes).slice(0);
    staging.unmap();
    return copy;
  }

  /** The loop of one workgroup takes all steps at once, or halts for each row of the probes; many workgroups take one step at a time. */
  private slicesOf(firstStep: number, steps: number, { firstRecordedStep, rows }: RecordedRows): Slice[] {
    const { recordEvery } = this.problems[0]!;
    const isStepwise = this.program.path === 'many workgroups';
    const first = firstRecordedStep - firstStep;
    const probedRow = (step: number): number | undefined => {
      const row = (step - first) / recordEvery;
      return this.gather && Number.isInteger(row) && row >= 0 ? row : undefined;
    };
    const halts = Array.from({ length: this.gather ? rows : 0 }, (_, row) => first + row * recordEvery);
    const starts = isStepwise ? Array.from({ length: steps }, (_, k) => k) : [...new Set([0, ...halts])];
    return starts.map((step, k) => ({
      step,
      steps: (starts[k + 1] ?? steps) - step,
      probedRow: probedRow(step),
    }));
  }

  /** The uniforms of each slice. */
  private batchSlices(
    slices: readonly Slice[],
    firstStep: number,
    steps: number,
    { phase, firstRow }: RecordedRows,
  ): ArrayBuffer {
    const bytes = new DataView(new ArrayBuffer(slices.length * SLICE));
    const common = {
      parity: firstStep % 2,
      phase,
      firstRow,
      members: this.members,
      scheduleLength: 2 * steps + 1,
      dt: this.problems[0]!.dt,
    };
    slices.forEach((slice, k) => {
      const fields = { ...common, step: slice.step, steps: slice.steps };
      BATCH_FIELDS.forEach(([name, type], w) => {
        const at = k * SLICE + 4 * w;
        if (type === 'f32') bytes.setFloat32(at, fields[name], true);
        else bytes.setUint32(at, fields[name], true);
      });
    });
    return bytes.buffer;
  }

  private statesAtStart(): Float32Array {
    const { stateLength, low: lowAt } = this.program;
    const values = new Float32Array(this.members * stateLength);
    this.problems.forEach((problem, member) => {
      const { high, low } = toFloat32(startOf(problem));
      values.set(high, member * stateLength);
      values.set(low, member * stateLength + lowAt);
    });
    return values;
  }

  private parameters(): Float32Array<ArrayBuffer> {
    const { parameterLength } = this.problems[0]!.layout;
    const values = new Float32Array(this.members * parameterLength);
    this.problems.forEach(({ network, layout }, member) =>
      values.set(parameterVector(network, layout), member * parameterLength),
    );
    return values;
  }

  private firingMemories(): Int32Array {
    const { memoryLength, path } = this.program;
    const { n } = this.problems[0]!.layout;
    const values = new Int32Array(this.members * memoryLength);
    const parity = path === 'one workgroup' ? 0 : this.submittedSteps % 2;
    this.clocks.forEach((clock, member) =>
      values.set(clock.ages(this.submittedSteps), member * memoryLength + parity * n),
    );
    return values;
  }
}

/** The rows [n] of one member out of rows of all, [row, member, n]. */
function takeMember<T extends Float32Array | Uint32Array>(
  all: T,
  rows: number,
  members: number,
  member: number,
  n: number,
): T {
  const own = all.slice(0, rows * n) as T;
  if (members === 1) return own;
  for (let row = 0; row < rows; row++) {
    const at = (row * members + member) * n;
    own.set(all.subarray(at, at + n), row * n);
  }
  return own;
}
