import { initialStateVector, readStateVector } from '../../compiler/layout.ts';
import { gpuRegions, splitFloat32 } from '../../compiler/targets/float32.ts';
import { FLAT_WIDTH, VERTEX_SHADER, packTextures, writeGlsl, type Packing } from '../../compiler/targets/glsl.ts';
import type { NetworkState } from '../../model/network.ts';
import type { Batch } from '../../recording/batch.ts';
import { faultError } from '../gpuEvents.ts';
import type { DivergenceError, Engine, Problem } from '../engine.ts';
import type { Owned } from '../owned.ts';
import { recordedRows } from '../recordedRows.ts';
import { SpikeClock } from '../spikeClock.ts';
import { StimulusWindow } from '../stimulusWindow.ts';
import { packConstants, packState, packWiring, unpackState } from './packNetwork.ts';
import { linkProgram, makeTexture, type DeviceTexture, type WebGlContext } from './webGlContext.ts';

/** Steps between two captures at most: so many spike bits are exact in a float32. */
const MOST_CAPTURE_INTERVAL = 16;
const MOST_STEPS = 512;
/** Bytes of the recording of one batch. */
const MOST_RECORDING = 2 ** 26;
/** Room for the stimulus of one batch, in numbers. */
const MOST_STIMULUS = 2 ** 22;

/** Which textures a program reads: copies of several layers each, by number, then single ones. */
const COPY_SAMPLERS = { state: 0, stage: 1, sum: 2, low: 3 } as const;
const COPIES = Object.keys(COPY_SAMPLERS).length;
const SINGLE_SAMPLERS = ['constants', 'wiring', 'stimulus'] as const;

/** A program with the places of its uniforms. */
interface Draw {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

/** A copy of the state (or of the sum of derivatives) in as many textures as it needs. */
type Copy = readonly DeviceTexture[];

/** A capture of all items in the recording: what it shows, and the steps since the capture before it. */
interface Capture {
  readonly step: number;
  readonly interval: number;
}

/**
 * RK4 steps as four draws each into multiple render targets, on the context and the tensors of tfjs's WebGL backend. Nothing is
 * read back but the recording, once per batch, through a pixel buffer and a fence.
 */
export class WebGlEngine implements Engine {
  step: number;
  readonly mostSteps: number;
  readonly mostInFlight = 1;
  private readonly problem: Problem;
  private readonly context: WebGlContext;
  private readonly packing: Packing;
  private readonly inner: Draw;
  private readonly last: Draw;
  private readonly capture: Draw;
  /** The state before and after a step, by the parity of the steps done here. */
  private readonly states: readonly [Copy, Copy];
  /** Their low parts. */
  private readonly lows: readonly [Copy, Copy];
  private readonly stages: readonly [Copy, Copy];
  private readonly sums: readonly [Copy, Copy];
  private readonly constants: DeviceTexture;
  private readonly wiring: DeviceTexture;
  private readonly stimulus: DeviceTexture;
  private readonly recording: DeviceTexture;
  private readonly framebuffers = new Map<readonly DeviceTexture[], WebGLFramebuffer>();
  /** Where stages 0 and 2, and where stage 1 draw: the next stage's state and the sum so far. */
  private readonly stageTargets: readonly (readonly DeviceTexture[])[];
  /** Where the last stage draws: the state after the step and its low part. */
  private readonly stepTargets: readonly (readonly DeviceTexture[])[];
  private readonly captureTarget: readonly DeviceTexture[];
  private readonly pixels: WebGLBuffer;
  private readonly vertices: WebGLVertexArrayObject;
  private readonly window: StimulusWindow;
  private readonly clock: SpikeClock;
  /** The texture of each unit, as far as known. */
  private readonly bound: WebGLTexture[] = [];
  private current = 0;
  private sinceCapture = 0;

  private readonly owned: Owned;

  /**
   * @param owned receives what the engine holds, also when the constructor throws: the caller frees it then.
   * @throws Error with a sentence when the network does not fit into this context.
   */
  constructor(problem: Problem, context: WebGlContext, owned: Owned) {
    const { network, system, layout, integrator, stimulus, dt, recordEvery } = problem;
    const { gl } = context;
    this.problem = problem;
    this.context = context;
    this.owned = owned;
    checkContext(gl);
    this.step = problem.firstStep;
    const packing = packTextures(system, layout);
    this.packing = packing;
    const mostLayers = Math.min(
      Math.floor((gl.getParameter(gl.MAX_DRAW_BUFFERS) as number) / 2),
      Math.floor(((gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS) as number) - SINGLE_SAMPLERS.length) / COPIES),
    );
    if (packing.layers > mostLayers) {
      const most = 4 * mostLayers - 2;
      throw new Error(
        `WebGL here takes neurons of up to ${most} variables, this model has ${layout.slots}: use another engine`,
      );
    }
    const programs = writeGlsl(system, layout, integrator);
    [this.inner, this.last, this.capture] = [programs.inner, programs.last, programs.capture].map((source) =>
      makeDraw(gl, owned, source),
    ) as [Draw, Draw, Draw];

    for (const draw of [this.inner, this.last, this.capture]) this.assignUnits(draw);

    this.clock = new SpikeClock(network.initialState.t_fire, dt);
    const mostRows = Math.min(
      Math.floor((gl.getParameter(gl.MAX_TEXTURE_SIZE) as number) / packing.height),
      Math.floor(MOST_RECORDING / (16 * packing.width * packing.height)),
    );
    let mostSteps = Math.min(MOST_STEPS, Math.max(8, Math.floor(MOST_STIMULUS / (2 * layout.n))));
    while (mostSteps > 1 && mostCaptures(mostSteps, recordEvery) > mostRows) mostSteps >>= 1;
    this.mostSteps = mostSteps;
    this.window = StimulusWindow.ofFloat32(stimulus, dt, this.mostSteps);

    const { width, height, layers } = packing;
    const empty = new Float32Array(0);
    const copy = (values: readonly Float32Array[]): Copy =>
      values.map((layer) => makeTexture(context, owned, layer, width, height));
    const blank = Array.from({ length: layers }, () => empty);
    const { high, low } = splitFloat32(initialStateVector(system, network, layout));
    const start = packState(layout, packing, high);
    this.clock.ages(this.step).forEach((age, i) => (start[packing.ageSlot >> 2]![4 * i + (packing.ageSlot & 3)] = age));
    this.states = [copy(start), copy(blank)];
    this.lows = [copy(packState(layout, packing, low)), copy(blank)];
    this.stages = [copy(blank), copy(blank)];
    this.sums = [copy(blank), copy(blank)];
    this.constants = makeTexture(
      context,
      owned,
      packConstants(problem, packing),
      width,
      height * packing.constantTexels,
    );
    this.wiring = this.uploadFlat(packWiring(problem));
    this.stimulus = this.uploadFlat(this.window.values);
    const recordingRows = height * mostCaptures(mostSteps, recordEvery);
    this.recording = makeTexture(context, owned, empty, width, recordingRows);
    this.stageTargets = [0, 1].map((s) => [...this.stages[s]!, ...this.sums[s]!]);
    this.captureTarget = [this.recording];
    this.stepTargets = [0, 1].map((s) => [...this.states[s]!, ...this.lows[s]!]);
    for (const target of [...this.stageTargets, ...this.stepTargets, this.captureTarget]) {
      this.framebuffers.set(target, makeFramebuffer(gl, owned, target));
    }
    this.pixels = owned.add(gl.createBuffer(), (one) => gl.deleteBuffer(one));
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.pixels);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, 16 * width * recordingRows, gl.STREAM_READ);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.vertices = owned.add(gl.createVertexArray(), (one) => gl.deleteVertexArray(one));
    checkErrors(gl);
  }

  async advance(steps: number): Promise<Batch> {
    const { layout, recordEvery } = this.problem;
    const { gl } = this.context;
    if (steps > this.mostSteps)
      throw new RangeError(`${steps} steps at once: this engine takes up to ${this.mostSteps}`);
    checkContext(gl);
    const firstStep = this.step;
    const recorded = recordedRows(firstStep, steps, recordEvery);
    if (this.window.fill(firstStep, steps)) this.updateStimulus();

    const captures: Capture[] = [];
    // tfjs may have bound its own meanwhile.
    this.bound.length = 0;
    SINGLE_SAMPLERS.forEach((name, k) => this.bindUnit(COPIES * this.packing.layers + k, this[name]));
    gl.bindVertexArray(this.vertices);
    gl.disable(gl.SCISSOR_TEST);
    gl.disable(gl.BLEND);
    for (let k = 0; k <= steps; k++) {
      const isRecorded = k < steps && (firstStep + k) % recordEvery === 0;
      if (k === steps || isRecorded || this.sinceCapture === MOST_CAPTURE_INTERVAL) {
        this.drawCapture(captures.length);
        captures.push({ step: firstStep + k, interval: this.sinceCapture });
        this.sinceCapture = 0;
      }
      if (k < steps) this.drawStep(k);
    }
    const texels = await this.readRecording(captures.length);
    this.step += steps;

    const { n } = layout;
    const items = this.packing.width * this.packing.height;
    const voltage = new Float32Array(recorded.rows * n);
    const spikeNeuron: number[] = [];
    const spikeStep: number[] = [];
    let row = 0;
    captures.forEach(({ step, interval }, c) => {
      const here = texels.subarray(4 * c * items, 4 * (c + 1) * items);
      const fault = this.findFault(here, step - interval);
      if (fault !== undefined) throw fault;
      for (let back = interval; back > 0; back--) {
        for (let neuron = 0; neuron < n; neuron++) {
          if ((here[4 * neuron + 1]! & (1 << (back - 1))) === 0) continue;
          spikeNeuron.push(neuron);
          spikeStep.push(step - back);
        }
      }
      if (step % recordEvery !== 0 || step >= firstStep + steps) return;
      for (let neuron = 0; neuron < n; neuron++) voltage[row * n + neuron] = here[4 * neuron]!;
      row++;
    });
    const batch: Batch = {
      firstStep,
      steps,
      firstRecordedStep: recorded.firstRecordedStep,
      voltage,
      spikeNeuron: Int32Array.from(spikeNeuron),
      spikeStep: Float64Array.from(spikeStep),
    };
    this.clock.record(batch.spikeNeuron, batch.spikeStep);
    return batch;
  }

  async readState(): Promise<NetworkState> {
    const { system, layout } = this.problem;
    const { gl } = this.context;
    checkContext(gl);
    const { width, height, layers } = this.packing;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffers.get(this.stepTargets[this.current]!)!);
    // The high parts, then the low ones.
    const textures = Array.from({ length: 2 * layers }, (_, l) => {
      const texels = new Float32Array(4 * width * height);
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + l);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
      return texels;
    });
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    const low = unpackState(layout, textures.slice(layers));
    const x = Float64Array.from(unpackState(layout, textures), (high, k) => high + low[k]!);
    return { ...readStateVector(system, layout, x), t_fire: this.clock.times() };
  }

  dispose(): void {
    this.owned.free();
  }

  /** One step: a draw per stage. `k` counts from the first step of the batch. */
  private drawStep(k: number): void {
    const { integrator, dt } = this.problem;
    const { gl } = this.context;
    const state = this.states[this.current]!;
    const lastStage = integrator.stages.length - 1;
    integrator.stages.forEach(({ halfSteps, weight }, s) => {
      const isLast = s === lastStage;
      const draw = isLast ? this.last : this.inner;
      gl.useProgram(draw.program);
      this.bind('state', state);
      this.bind('stage', s === 0 ? state : this.stages[(s - 1) % 2]!);
      // The first stage has no sum yet, but a texture that is also drawn into must not be bound.
      this.bind('sum', this.sums[(s + 1) % 2]!);
      gl.uniform1i(draw.uniform('column'), this.window.schedule[2 * k + halfSteps]!);
      gl.uniform1f(draw.uniform('halfSteps'), halfSteps);
      gl.uniform1f(draw.uniform('weight'), weight);
      if (isLast) {
        gl.uniform1f(draw.uniform('dt_divided'), dt / integrator.divisor);
        gl.uniform1f(draw.uniform('sinceCapture'), this.sinceCapture);
        this.bind('low', this.lows[this.current]!);
        this.drawInto(this.stepTargets[1 - this.current]!, 0);
      } else {
        gl.uniform1f(draw.uniform('a_dt'), integrator.stages[s + 1]!.a * dt);
        gl.uniform1i(draw.uniform('isFirst'), s === 0 ? 1 : 0);
        this.drawInto(this.stageTargets[s % 2]!, 0);
      }
    });
    this.current = 1 - this.current;
    this.sinceCapture++;
  }

  private drawCapture(capture: number): void {
    const { gl } = this.context;
    gl.useProgram(this.capture.program);
    this.bind('state', this.states[this.current]!);
    gl.uniform1i(this.capture.uniform('firstRow'), capture * this.packing.height);
    this.drawInto(this.captureTarget, capture * this.packing.height);
  }

  /** Draws all items into a target, from row `firstRow` on. */
  private drawInto(target: readonly DeviceTexture[], firstRow: number): void {
    const { gl } = this.context;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffers.get(target)!);
    gl.viewport(0, firstRow, this.packing.width, this.packing.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Binds a copy's textures to the units that belong to its samplers, where they are not bound already. */
  private bind(sampler: keyof typeof COPY_SAMPLERS, copy: Copy): void {
    const first = COPY_SAMPLERS[sampler] * this.packing.layers;
    for (let l = 0; l < copy.length; l++) this.bindUnit(first + l, copy[l]!);
  }

  private bindUnit(unit: number, { texture }: DeviceTexture): void {
    if (this.bound[unit] === texture) return;
    const { gl } = this.context;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    this.bound[unit] = texture;
  }

  /** Tells a program's samplers their texture units, once and for all. */
  private assignUnits({ program, uniform }: Draw): void {
    const { gl } = this.context;
    const { layers } = this.packing;
    gl.useProgram(program);
    for (const [name, copy] of Object.entries(COPY_SAMPLERS)) {
      for (let l = 0; l < layers; l++) gl.uniform1i(uniform(`${name}_${l}`), copy * layers + l);
    }
    SINGLE_SAMPLERS.forEach((name, k) => gl.uniform1i(uniform(name), COPIES * layers + k));
  }

  private updateStimulus(): void {
    const { gl } = this.context;
    const texels = Math.ceil((this.window.count * this.problem.layout.n) / 4);
    const rows = Math.ceil(texels / FLAT_WIDTH);
    const padded = new Float32Array(4 * FLAT_WIDTH * rows);
    padded.set(this.window.values.subarray(0, this.window.count * this.problem.layout.n));
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.stimulus.texture);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, FLAT_WIDTH, rows, gl.RGBA, gl.FLOAT, padded);
  }

  /** The first `captures` captures as RGBA texels: V, events, and the firing memory or a faulty value. */
  private async readRecording(captures: number): Promise<Float32Array> {
    const { gl } = this.context;
    const { width, height } = this.packing;
    const texels = new Float32Array(4 * width * height * captures);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffers.get(this.captureTarget)!);
    gl.readBuffer(gl.COLOR_ATTACHMENT0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.pixels);
    gl.readPixels(0, 0, width, height * captures, gl.RGBA, gl.FLOAT, 0);
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)!;
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.bindVertexArray(null);
    gl.flush();
    await signalled(gl, fence);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.pixels);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, texels);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    gl.enable(gl.SCISSOR_TEST); // as tfjs left it
    checkErrors(gl);
    return texels;
  }

  private findFault(texels: Float32Array, firstStep: number): DivergenceError | undefined {
    const { layout, integrator } = this.problem;
    const { faultSlots } = gpuRegions(layout, integrator);
    let first: { item: number; step: number; slot: number } | undefined;
    for (let item = 0; item < layout.items; item++) {
      const events = texels[4 * item + 1]!;
      if (events >= 0) continue;
      const code = -events - 1;
      const step = Math.floor(code / faultSlots);
      if (first === undefined || step < first.step) first = { item, step, slot: code % faultSlots };
    }
    return (
      first && faultError(this.problem, first.item, first.slot, texels[4 * first.item + 2]!, firstStep + first.step)
    );
  }

  private uploadFlat(values: Float32Array): DeviceTexture {
    const rows = Math.max(1, Math.ceil(values.length / (4 * FLAT_WIDTH)));
    return makeTexture(this.context, this.owned, values, FLAT_WIDTH, rows);
  }
}

function makeDraw(gl: WebGL2RenderingContext, owned: Owned, fragment: string): Draw {
  const program = linkProgram(gl, owned, VERTEX_SHADER, fragment);
  const places = new Map<string, WebGLUniformLocation | null>();
  return {
    program,
    uniform(name) {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name)!;
    },
  };
}

function makeFramebuffer(gl: WebGL2RenderingContext, owned: Owned, target: readonly DeviceTexture[]): WebGLFramebuffer {
  const framebuffer = owned.add(gl.createFramebuffer(), (one) => gl.deleteFramebuffer(one));
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  target.forEach(({ texture }, l) => {
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + l, gl.TEXTURE_2D, texture, 0);
  });
  gl.drawBuffers(target.map((_, l) => gl.COLOR_ATTACHMENT0 + l));
  const status = gl.checkFramebufferStatus(gl.FRAMEBUFFER);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  if (status !== gl.FRAMEBUFFER_COMPLETE)
    throw new Error(`WebGL cannot draw into ${target.length} float32 textures at once`);
  return framebuffer;
}

/** Resolves when the GPU has passed a fence. */
async function signalled(gl: WebGL2RenderingContext, fence: WebGLSync): Promise<void> {
  for (;;) {
    const status = gl.clientWaitSync(fence, 0, 0);
    checkContext(gl);
    if (status === gl.WAIT_FAILED) checkErrors(gl);
    if (status !== gl.TIMEOUT_EXPIRED) break;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  gl.deleteSync(fence);
}

/** How many captures a batch may need: the recorded steps, those that bound the spike bits, and both ends. */
function mostCaptures(steps: number, recordEvery: number): number {
  return Math.ceil(steps / recordEvery) + Math.floor(steps / MOST_CAPTURE_INTERVAL) + 2;
}

/** @throws Error when the browser has taken the context away. */
function checkContext(gl: WebGL2RenderingContext): void {
  if (gl.isContextLost()) {
    throw new Error('the GPU was taken away from WebGL: press Run to start again, or choose another engine');
  }
}

/** @throws Error when the context has refused something: what stands in its buffers is no result then. */
function checkErrors(gl: WebGL2RenderingContext): void {
  const error = gl.getError();
  if (error === gl.NO_ERROR) return;
  checkContext(gl);
  const reason = error === gl.OUT_OF_MEMORY ? 'out of memory' : `error 0x${error.toString(16)}`;
  throw new Error(`WebGL refused the work (${reason}): use fewer neurons or another engine`);
}
