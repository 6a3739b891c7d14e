import { initialStateVector, parameterVector, pulseTimes, readStateVector } from '../../compiler/layout.ts';
import { gpuRegions, splitFloat32 } from '../../compiler/targets/float32.ts';
import { wiringAddresses, writeWgsl } from '../../compiler/targets/wgsl.ts';
import type { NetworkState } from '../../model/network.ts';
import type { Batch } from '../../recording/batch.ts';
import type { Engine, Problem } from '../engine.ts';
import { decodeSpikeBits, findFault } from '../gpuEvents.ts';
import { Owned } from '../owned.ts';
import { recordedRows } from '../recordedRows.ts';
import { SpikeClock } from '../spikeClock.ts';
import { StimulusWindow } from '../stimulusWindow.ts';
import { makeTensorBuffer, makeWebGpuCurrent, type WebGpuDevice } from './webGpuDevice.ts';

/** Up to this many items one workgroup takes the whole step; above, stages are dispatched one by one. */
const MOST_ITEMS_OF_ONE_WORKGROUP = 1024;
/** Invocations per workgroup; every WebGPU device takes 256. */
const LARGE_WORKGROUP = 256;
const SMALL_WORKGROUP = 64;
/** Room for the stimulus of one submission, in numbers. */
const MOST_STIMULUS = 2 ** 22;
/** Bytes of a uniform buffer's slice; dynamic offsets are multiples of 256. */
const SLICE = 256;

/** Fused RK4 steps on tfjs's WebGPU device: many steps per submission, one readback of what was recorded. */
export class WebGpuEngine implements Engine {
  step: number;
  readonly mostSteps: number;
  readonly mostInFlight: number = 1;
  private readonly problem: Problem;
  private readonly gpu: WebGpuDevice;
  /** One that loops over the steps in one workgroup, or one per stage. */
  private readonly pipelines: readonly GPUComputePipeline[];
  private readonly isOneWorkgroup: boolean;
  private readonly state: GPUBuffer;
  private readonly stimulus: GPUBuffer;
  private readonly schedule: GPUBuffer;
  private readonly voltage: GPUBuffer;
  private readonly events: GPUBuffer;
  private readonly batch: GPUBuffer;
  private readonly staging: GPUBuffer;
  private readonly bindGroup: GPUBindGroup;
  private readonly window: StimulusWindow;
  private readonly clock: SpikeClock;
  private readonly owned: Owned;

  /** @throws RangeError with the need and the limit when the network does not fit; Error when the device refuses it. */
  static async create(problem: Problem, gpu: WebGpuDevice): Promise<WebGpuEngine> {
    const { system, layout, integrator, recordEvery } = problem;
    const { device } = gpu;
    const mostItems = device.limits.maxComputeWorkgroupsPerDimension * SMALL_WORKGROUP;
    if (layout.items > mostItems) {
      throw new RangeError(
        `this network has ${layout.items} neurons and open fractions, WebGPU here takes up to ${mostItems}`,
      );
    }
    const isOneWorkgroup = layout.items <= MOST_ITEMS_OF_ONE_WORKGROUP;
    // One workgroup of a real GPU should hold all items side by side; a software adapter pays for every idle invocation.
    const workgroupSize = isOneWorkgroup && !gpu.isSoftware ? LARGE_WORKGROUP : SMALL_WORKGROUP;
    const code = writeWgsl(system, layout, integrator, recordEvery, workgroupSize);
    const module = device.createShaderModule({ code });
    const buffer = (binding: number, layoutOf: GPUBufferBindingLayout): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: layoutOf,
    });
    const readOnly = { type: 'read-only-storage' } as const;
    const readWrite = { type: 'storage' } as const;
    const bindings = device.createBindGroupLayout({
      entries: [
        buffer(0, { type: 'uniform', hasDynamicOffset: true }),
        ...[readWrite, readOnly, readOnly, readWrite, readOnly, readOnly, readWrite, readWrite].map((one, b) =>
          buffer(b + 1, one),
        ),
      ],
    });
    const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [bindings] });
    const entryPoints = isOneWorkgroup ? ['run'] : integrator.stages.map((_, s) => `stage_${s}`);
    const pipelines = await Promise.all(
      entryPoints.map((entryPoint) =>
        device.createComputePipelineAsync({ layout: pipelineLayout, compute: { module, entryPoint } }),
      ),
    );
    await makeWebGpuCurrent();
    const owned = new Owned();
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    let engine: WebGpuEngine | undefined;
    let refusal: unknown;
    try {
      engine = new WebGpuEngine(problem, gpu, pipelines, bindings, isOneWorkgroup, owned);
    } catch (error) {
      refusal = error;
    }
    const errors = [await device.popErrorScope(), await device.popErrorScope()].filter((error) => error !== null);
    if (engine !== undefined && errors.length === 0) return engine;
    owned.free();
    throw refusal ?? new Error(`the GPU has no room for this network: ${errors[0]!.message}`);
  }

  private constructor(
    problem: Problem,
    gpu: WebGpuDevice,
    pipelines: readonly GPUComputePipeline[],
    bindings: GPUBindGroupLayout,
    isOneWorkgroup: boolean,
    owned: Owned,
  ) {
    const { network, system, layout, integrator, stimulus, dt, recordEvery } = problem;
    const { n } = layout;
    const { device } = gpu;
    this.problem = problem;
    this.gpu = gpu;
    this.pipelines = pipelines;
    this.isOneWorkgroup = isOneWorkgroup;
    this.owned = owned;
    this.step = problem.firstStep;
    this.mostSteps = Math.max(8, Math.min(2048, Math.floor(MOST_STIMULUS / (2 * n)))) & ~7;
    this.clock = new SpikeClock(network.initialState.t_fire, dt);
    this.window = new StimulusWindow(stimulus, dt, this.mostSteps);

    const regions = gpuRegions(layout, integrator);
    const state = new Float32Array(regions.length);
    const { high, low } = splitFloat32(initialStateVector(system, network, layout));
    state.set(high);
    state.set(low, regions.low);
    const memory = new Int32Array(2 * n);
    memory.set(this.clock.ages(this.step), (this.step % 2) * n);
    const rows = Math.ceil(this.mostSteps / recordEvery) + 1;
    const make = (what: string, values: Float32Array | Int32Array): GPUBuffer =>
      makeTensorBuffer(gpu, owned, what, values);
    this.state = make('state variables', state);
    this.stimulus = make('stimulus columns', this.window.values);
    this.schedule = make('stimulus schedule', this.window.schedule);
    this.voltage = make('recorded voltages', new Float32Array(rows * n));
    this.events = make('recorded events', new Int32Array(this.spikeWords + 2 * layout.items));
    const buffers = [
      this.state,
      make('parameters', Float32Array.from(parameterVector(network, layout))),
      make('synapses', wiringVector(problem)),
      make('firing memories', memory),
      this.stimulus,
      this.schedule,
      this.voltage,
      this.events,
    ];
    const slices = this.isOneWorkgroup ? 1 : this.mostSteps;
    const own = (descriptor: GPUBufferDescriptor): GPUBuffer =>
      owned.add(device.createBuffer(descriptor), (one) => one.destroy());
    this.batch = own({ size: slices * SLICE, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.staging = own({
      size: Math.max(this.voltage.size + this.events.size, 8 * layout.stateLength),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    this.bindGroup = device.createBindGroup({
      layout: bindings,
      entries: [
        { binding: 0, resource: { buffer: this.batch, size: SLICE } },
        ...buffers.map((buffer, b) => ({ binding: b + 1, resource: { buffer } })),
      ],
    });
  }

  private get spikeWords(): number {
    return Math.ceil(this.mostSteps / 32) * this.problem.layout.n;
  }

  async advance(steps: number): Promise<Batch> {
    const { layout, recordEvery } = this.problem;
    const { n, items } = layout;
    const { device } = this.gpu;
    if (steps > this.mostSteps)
      throw new RangeError(`${steps} steps at once: this engine takes up to ${this.mostSteps}`);
    if (this.gpu.problem !== undefined) throw new Error(this.gpu.problem);
    const firstStep = this.step;
    const recorded = recordedRows(firstStep, steps, recordEvery);
    if (this.window.fill(firstStep, steps)) {
      device.queue.writeBuffer(this.stimulus, 0, this.window.values, 0, this.window.count * n);
    }
    device.queue.writeBuffer(this.schedule, 0, this.window.schedule, 0, 2 * steps + 1);
    device.queue.writeBuffer(this.batch, 0, this.batchSlices(firstStep, steps, recorded.phase, recorded.firstRow));

    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(this.events);
    const pass = encoder.beginComputePass();
    const workgroups = this.isOneWorkgroup ? 1 : Math.ceil(items / SMALL_WORKGROUP);
    for (let slice = 0; slice < (this.isOneWorkgroup ? 1 : steps); slice++) {
      pass.setBindGroup(0, this.bindGroup, [slice * SLICE]);
      for (const pipeline of this.pipelines) {
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(workgroups);
      }
    }
    pass.end();
    const voltageBytes = 4 * recorded.rows * n;
    if (voltageBytes > 0) encoder.copyBufferToBuffer(this.voltage, 0, this.staging, 0, voltageBytes);
    encoder.copyBufferToBuffer(this.events, 0, this.staging, voltageBytes, this.events.size);
    device.queue.submit([encoder.finish()]);

    const bytes = await this.readStaging(voltageBytes + this.events.size);
    const events = new Uint32Array(bytes, voltageBytes);
    const fault = findFault(this.problem, firstStep, events.subarray(events.length - 2 * items));
    if (fault !== undefined) throw fault;
    const { spikeNeuron, spikeStep } = decodeSpikeBits(events, n, firstStep, steps);
    this.clock.record(spikeNeuron, spikeStep);
    this.step += steps;
    const { firstRecordedStep } = recorded;
    const voltage = new Float32Array(bytes.slice(0, voltageBytes));
    return { firstStep, steps, firstRecordedStep, voltage, spikeNeuron, spikeStep };
  }

  async readState(): Promise<NetworkState> {
    const { system, layout, integrator } = this.problem;
    const { device } = this.gpu;
    const length = layout.stateLength;
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.state, 0, this.staging, 0, 4 * length);
    encoder.copyBufferToBuffer(
      this.state,
      4 * gpuRegions(layout, integrator).low,
      this.staging,
      4 * length,
      4 * length,
    );
    device.queue.submit([encoder.finish()]);
    const parts = new Float32Array(await this.readStaging(8 * length));
    const x = Float64Array.from(parts.subarray(0, length), (high, k) => high + parts[length + k]!);
    return { ...readStateVector(system, layout, x), t_fire: this.clock.times() };
  }

  dispose(): void {
    this.owned.free();
  }

  private async readStaging(bytes: number): Promise<ArrayBuffer> {
    try {
      await this.staging.mapAsync(GPUMapMode.READ, 0, bytes);
    } catch (error) {
      // The mapping fails a moment before the device says that, and why, it was lost.
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error(this.gpu.problem ?? `the GPU gave nothing back: ${(error as Error).message}`, { cause: error });
    }
    // A refused submission leaves the buffer as it was: what stands in it is no result.
    if (this.gpu.problem !== undefined) throw new Error(this.gpu.problem);
    const copy = this.staging.getMappedRange(0, bytes).slice(0);
    this.staging.unmap();
    return copy;
  }

  /** One slice of uniforms for the loop of one workgroup, or one per step. */
  private batchSlices(firstStep: number, steps: number, phase: number, firstRow: number): ArrayBuffer {
    const slices = this.isOneWorkgroup ? 1 : steps;
    const bytes = new DataView(new ArrayBuffer(slices * SLICE));
    for (let slice = 0; slice < slices; slice++) {
      const words = [slice, steps, firstStep % 2, phase, firstRow];
      words.forEach((word, w) => bytes.setUint32(slice * SLICE + 4 * w, word, true));
      bytes.setFloat32(slice * SLICE + 4 * words.length, this.problem.dt, true);
    }
    return bytes.buffer;
  }
}

/** Who is connected to whom, at the addresses of `wiringAddresses`. */
function wiringVector({ network, layout, dt }: Problem): Int32Array {
  const addresses = wiringAddresses(layout);
  const values = new Int32Array(addresses.length);
  layout.openFractions.forEach(({ first, presynaptic, ofSynapse }, t) => {
    values.set(presynaptic, addresses.presynaptic + first);
    const pulse = pulseTimes(network, layout, t, dt);
    if (pulse !== undefined) {
      values.set(pulse.delay, addresses.pulseDelay + first);
      values.set(pulse.length, addresses.pulseLength + first);
    }
    const { rowStart, openFraction } = addresses.rows[t]!;
    values.set(network.synapses[t]!.rowStart, rowStart);
    ofSynapse.forEach((q, s) => (values[openFraction + s] = first + q));
  });
  return values;
}
