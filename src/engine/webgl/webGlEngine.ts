import { gpuRegions } from '../../compiler/targets/float32.ts';
import { FLAT_WIDTH, VERTEX_SHADER, packTextures, writeGlsl, type Packing } from '../../compiler/targets/glsl.ts';
import { faultError } from '../gpuEvents.ts';
import type { DivergenceError, Engine, EngineBatch, Problem } from '../engine.ts';
import { startOf, toFloat32, type EngineState } from '../engineState.ts';
import type { Owned } from '../owned.ts';
import { recordedRows } from '../recordedRows.ts';
import { SpikeClock } from '../spikeClock.ts';
import { StimulusWindow } from '../stimulusWindow.ts';
import { weightedTypes } from '../weightedTypes.ts';
import { ProbePixels } from './probePixels.ts';
import { packConstants, packState, packWiring, unpackState } from './packNetwork.ts';
import { isLost, linkPrograms, makeTexture, type DeviceTexture, type WebGlContext } from './webGlContext.ts';

/** Steps between two captures at most: so many spike bits are exact in a float32. */
const MOST_CAPTURE_INTERVAL = 16;
const MOST_STEPS = 512;
/** Bytes of the recording of one batch. */
const MOST_RECORDING = 2 ** 26;
/** Room for the stimulus of one batch, in numbers. */
const MOST_STIMULUS = 2 ** 22;

/** The wiring has room for so many times its numbers: synapses that are made while the network runs. */
const ROOM = 5 / 4;

/** Samplers of a program: copies of several layers each, then single textures. */
const COPY_SAMPLERS = ['state', 'stage', 'sum', 'low'] as const;
const SINGLE_SAMPLERS = ['constants', 'wiring', 'stimulus'] as const;
/** Copies that an engine holds: two of each. */
const COPIES = 2 * COPY_SAMPLERS.length;

/** A program with the places of its uniforms, and what those that change in a batch hold at present. */
interface Program {
  readonly program: WebGLProgram;
  readonly place: (name: string) => WebGLUniformLocation | null;
  readonly held: Map<string, unknown>;
}

/** A draw over all items. */
interface Draw {
  readonly program: Program;
  readonly framebuffer: WebGLFramebuffer;
  /** The stage's place in the step, and what else makes the stage (see `writeGlsl`). */
  readonly halfSteps: number;
  readonly stageConstants: Float32Array;
  /** By sampler array: the units of the textures that it reads. */
  readonly reads: readonly (readonly [name: string, units: Int32Array])[];
}

/** A copy of the state (or of the sum of derivatives) in as many textures as it needs. */
type Copy = readonly DeviceTexture[];

/** A capture of all items in the recording: what it shows, and the steps since the capture before it. */
interface Capture {
  readonly step: number;
  readonly interval: number;
}

/** Steps that were handed to the device, and where their recording will be. */
interface Submission {
  readonly firstStep: number;
  readonly steps: number;
  readonly captures: readonly Capture[];
  readonly pixels: WebGLBuffer;
  readonly fence: WebGLSync;
  /** How many batches were before it. */
  readonly number: number;
}

/**
 * RK4 steps as four draws each into multiple render targets, on the context and the tensors of tfjs's WebGL backend. Nothing is
 * read back but the recording, once per batch, through a pixel buffer and a fence.
 *
 * A step makes few calls of the driver: every texture has a unit of its own, bound once per batch, so that a draw names what it
 * reads by one call per copy, and only what differs from the draw before.
 */
export class WebGlEngine implements Engine {
  step: number;
  readonly mostInFlight = 2;
  private readonly plannedSteps: number;
  private problem: Problem;
  private readonly context: WebGlContext;
  private readonly packing: Packing;
  /** By synapse type: whether the sums take weights. */
  private readonly hasWeights: readonly boolean[];
  /** By the parity of the steps done here: the draws of a step, and the one that captures the state before it. */
  private readonly stepDraws: readonly (readonly Draw[])[];
  private readonly captureDraws: readonly Draw[];
  private readonly programs: readonly Program[];
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
  /** Every texture that a program reads, by its unit. */
  private readonly units: readonly DeviceTexture[];
  /** By parity: the state after a step and its low part. */
  private readonly stateFramebuffers: readonly WebGLFramebuffer[];
  private readonly recordingFramebuffer: WebGLFramebuffer;
  /** Where recordings are read into, one for each batch under way. */
  private readonly pixels: readonly WebGLBuffer[];
  private readonly vertices: WebGLVertexArrayObject;
  private window: StimulusWindow;
  private probes: ProbePixels | undefined;
  private readonly clock: SpikeClock;
  /** The parity of the steps done here. */
  private current = 0;
  private sinceCapture = 0;
  /** The program that is in use, as far as known. */
  private inUse: Program | undefined;
  /** Steps handed to the device, and how many batches those came in. */
  private submitted: number;
  private submissions = 0;
  /** Settles when the batch before has been delivered. */
  private before: Promise<unknown> = Promise.resolve();
  private readonly owned: Owned;

  /**
   * @param owned receives what the engine holds, also when the constructor throws: the caller frees it then.
   * @throws Error with a sentence when the network does not fit into this context.
   */
  constructor(problem: Problem, context: WebGlContext, owned: Owned) {
    const { system, layout, integrator, stimulus, dt, recordEvery } = problem;
    const begin = startOf(problem);
    const { gl } = context;
    this.problem = problem;
    this.context = context;
    this.owned = owned;
    checkContext(gl);
    this.step = problem.firstStep;
    this.submitted = problem.firstStep;
    const packing = packTextures(system, layout);
    this.packing = packing;
    const mostLayers = Math.min(
      Math.floor((gl.getParameter(gl.MAX_DRAW_BUFFERS) as number) / 2),
      Math.floor(
        ((gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS) as number) - SINGLE_SAMPLERS.length) / COPY_SAMPLERS.length,
      ),
      Math.floor(((gl.getParameter(gl.MAX_COMBINED_TEXTURE_IMAGE_UNITS) as number) - SINGLE_SAMPLERS.length) / COPIES),
    );
    if (packing.layers > mostLayers) {
      const most = 4 * mostLayers - 2;
      throw new Error(
        `WebGL here takes neurons of up to ${most} variables, this model has ${layout.slots}: use another engine`,
      );
    }

    // Before anything is uploaded: it may not fit.
    this.hasWeights = weightedTypes([problem]);
    const wiring = packWiring(problem, this.hasWeights);

    this.clock = new SpikeClock(begin.t_fire, dt);
    const mostRows = Math.min(
      Math.floor((gl.getParameter(gl.MAX_TEXTURE_SIZE) as number) / packing.height),
      Math.floor(MOST_RECORDING / (16 * packing.width * packing.height)),
    );
    let mostSteps = Math.min(MOST_STEPS, Math.max(8, Math.floor(MOST_STIMULUS / (2 * layout.n))));
    while (mostSteps > 1 && mostCaptures(mostSteps, recordEvery) > mostRows) mostSteps >>= 1;
    this.plannedSteps = mostSteps;
    this.window = StimulusWindow.ofFloat32(stimulus, dt, mostSteps);

    const { width, height, layers } = packing;
    const empty = new Float32Array(0);
    const copy = (values: readonly Float32Array[]): Copy =>
      values.map((layer) => makeTexture(context, owned, layer, width, height));
    const blank = Array.from({ length: layers }, () => empty);
    const { high, low } = toFloat32(begin);
    const start = packState(layout, packing, high);
    this.clock.ages(this.step).forEach((age, i) => (start[packing.ageSlot >> 2]![4 * i + (packing.ageSlot & 3)] = age));
    this.states = [copy(start), copy(blank)];
    this.lows = [copy(packState(layout, packing, low)), copy(blank)];
    this.stages = [copy(blank), copy(blank)];
    this.sums = [copy(blank), copy(blank)];
    const constants = packConstants(problem, packing, wiring);
    this.constants = makeTexture(context, owned, constants, width, height * packing.constantTexels);
    this.wiring = this.uploadFlat(wiring.values, ROOM * wiring.values.length);
    this.stimulus = this.uploadFlat(this.window.values);
    const recordingRows = height * mostCaptures(mostSteps, recordEvery);
    this.recording = makeTexture(context, owned, empty, width, recordingRows);
    this.units = [
      ...[this.states, this.stages, this.sums, this.lows].flat(2),
      ...SINGLE_SAMPLERS.map((name) => this[name]),
    ];
    const framebuffer = (targets: readonly DeviceTexture[]): WebGLFramebuffer => makeFramebuffer(gl, owned, targets);
    const stageFramebuffers = [0, 1].map((s) => framebuffer([...this.stages[s]!, ...this.sums[s]!]));
    this.stateFramebuffers = [0, 1].map((s) => framebuffer([...this.states[s]!, ...this.lows[s]!]));
    this.recordingFramebuffer = framebuffer([this.recording]);
    const { inner, last, capture } = writeGlsl(system, layout, integrator, this.hasWeights);
    this.programs = this.makePrograms([inner, last, capture]);
    const parities = [0, 1] as const;
    this.stepDraws = parities.map((parity) => this.planStep(parity, stageFramebuffers));
    this.captureDraws = parities.map((parity) => ({
      program: this.programs[2]!,
      framebuffer: this.recordingFramebuffer,
      halfSteps: 0,
      stageConstants: new Float32Array(4),
      reads: this.unitsOf({ state: this.states[parity] }),
    }));
    this.pixels = Array.from({ length: this.mostInFlight }, () => {
      const pixels = owned.add(gl.createBuffer(), (one) => gl.deleteBuffer(one));
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels);
      gl.bufferData(gl.PIXEL_PACK_BUFFER, 16 * width * recordingRows, gl.STREAM_READ);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
      return pixels;
    });
    this.vertices = owned.add(gl.createVertexArray(), (one) => gl.deleteVertexArray(one));
    owned.add(this, () => this.probes?.dispose());
    this.probe(problem);
    checkErrors(gl);
  }

  /** Fewer while probes need much. */
  get mostSteps(): number {
    const { probes, plannedSteps, problem } = this;
    return Math.min(plannedSteps, probes ? (probes.mostRows - 1) * problem.recordEvery : Infinity);
  }

  async advance(steps: number): Promise<EngineBatch> {
    const submission = this.submit(steps);
    const { before } = this;
    const batch = (async () => {
      await before; // which throws what the batch before it failed with
      return this.deliver(submission);
    })();
    this.before = batch;
    return batch;
  }

  private submit(steps: number): Submission {
    const { recordEvery } = this.problem;
    const { gl } = this.context;
    const { width, height } = this.packing;
    if (steps > this.mostSteps)
      throw new RangeError(`${steps} steps at once: this engine takes up to ${this.mostSteps}`);
    checkContext(gl);
    const firstStep = this.submitted;
    if (this.window.fill(firstStep, steps)) {
      this.write(this.stimulus, this.window.values.subarray(0, this.window.count * this.problem.layout.n));
    }

    const captures: Capture[] = [];
    const number = this.submissions;
    let probedRows = 0;
    // tfjs may have bound its own meanwhile.
    this.inUse = undefined;
    this.units.forEach(({ texture }, unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
    });
    gl.bindVertexArray(this.vertices);
    gl.disable(gl.SCISSOR_TEST);
    gl.disable(gl.BLEND);
    gl.viewport(0, 0, width, height);
    for (let k = 0; k <= steps; k++) {
      const isRecorded = k < steps && (firstStep + k) % recordEvery === 0;
      if (k === steps || isRecorded || this.sinceCapture === MOST_CAPTURE_INTERVAL) {
        this.drawCapture(captures.length);
        captures.push({ step: firstStep + k, interval: this.sinceCapture });
        this.sinceCapture = 0;
      }
      if (isRecorded) this.probes?.capture(this.stateFramebuffers[this.current]!, number, probedRows++);
      if (k < steps) this.drawStep(k);
    }
    const pixels = this.pixels[number % this.pixels.length]!;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.recordingFramebuffer);
    gl.readBuffer(gl.COLOR_ATTACHMENT0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels);
    gl.readPixels(0, 0, width, height * captures.length, gl.RGBA, gl.FLOAT, 0);
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.bindVertexArray(null);
    gl.enable(gl.SCISSOR_TEST); // as tfjs left it
    gl.flush();
    // A context that was lost on the way makes no fence.
    checkContext(gl);
    this.submitted += steps;
    this.submissions++;
    return { firstStep, steps, captures, pixels, fence: fence!, number };
  }

  private async deliver({ firstStep, steps, captures, pixels, fence, number }: Submission): Promise<EngineBatch> {
    const { n } = this.problem.layout;
    const { recordEvery } = this.problem;
    const { gl } = this.context;
    const items = this.packing.width * this.packing.height;
    await signalled(gl, fence);
    const texels = new Float32Array(4 * items * captures.length);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, texels);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    const recorded = recordedRows(firstStep, steps, recordEvery);
    const probed = this.probes?.read(number, recorded.rows);
    checkErrors(gl);

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
    const batch: EngineBatch = {
      firstStep,
      steps,
      firstRecordedStep: recorded.firstRecordedStep,
      voltage,
      ...(probed && { probed }),
      spikeNeuron: Int32Array.from(spikeNeuron),
      spikeStep: Float64Array.from(spikeStep),
    };
    this.clock.record(batch.spikeNeuron, batch.spikeStep);
    this.step += steps;
    return batch;
  }

  async update(problem: Problem): Promise<boolean> {
    checkContext(this.context.gl);
    if (problem.network !== this.problem.network && !this.rewire(problem)) return false;
    // Whether the device compensates, it was asked when the run began.
    this.problem = { ...problem, integrator: this.problem.integrator };
    this.window = this.window.of(problem.stimulus);
    this.probe(problem);
    return true;
  }

  /** Writes parameters and synapses over those before. @returns false where they do not fit, and nothing was written */
  private rewire(problem: Problem): boolean {
    const { hasWeights, packing } = this;
    if (weightedTypes([problem]).some((isWeighted, t) => isWeighted && !hasWeights[t])) return false;
    const wiring = packWiring(problem, hasWeights);
    if (wiring.values.length > 4 * this.wiring.width * this.wiring.height) return false;
    this.write(this.wiring, wiring.values);
    this.write(this.constants, packConstants(problem, packing, wiring));
    return true;
  }

  /** Captures what the probes of a problem need from the next batch on. */
  private probe({ probes, layout, recordEvery }: Problem): void {
    this.probes?.dispose();
    const addresses = probes?.addresses ?? new Uint32Array(0);
    const rows = Math.ceil(this.plannedSteps / recordEvery) + 1;
    const { context, packing, mostInFlight } = this;
    this.probes =
      addresses.length > 0 ? new ProbePixels(context.gl, layout, packing, addresses, rows, mostInFlight) : undefined;
  }

  async readState(): Promise<EngineState> {
    const { layout } = this.problem;
    const { gl } = this.context;
    checkContext(gl);
    const { width, height, layers } = this.packing;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.stateFramebuffers[this.current]!);
    // The high parts, then the low ones.
    const textures = Array.from({ length: 2 * layers }, (_, l) => {
      const texels = new Float32Array(4 * width * height);
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + l);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
      return texels;
    });
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    const high = unpackState(layout, textures);
    return { high, low: unpackState(layout, textures.slice(layers)), t_fire: this.clock.times() };
  }

  dispose(): void {
    this.owned.free();
  }

  /** One step: a draw per stage. `k` counts from the first step of the batch. */
  private drawStep(k: number): void {
    const { gl } = this.context;
    const { schedule } = this.window;
    for (const draw of this.stepDraws[this.current]!) {
      const { program, halfSteps, stageConstants } = draw;
      this.use(draw);
      if (isNews(program, 'stageConstants', stageConstants)) {
        gl.uniform4fv(program.place('stageConstants'), stageConstants);
      }
      const column = schedule[2 * k + halfSteps]!;
      if (isNews(program, 'column', column)) gl.uniform1i(program.place('column'), column);
      if (isNews(program, 'sinceCapture', this.sinceCapture)) {
        gl.uniform1f(program.place('sinceCapture'), this.sinceCapture);
      }
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
    this.current = 1 - this.current;
    this.sinceCapture++;
  }

  /** Draws all items into the recording, below the captures before. */
  private drawCapture(capture: number): void {
    const { gl } = this.context;
    const { width, height } = this.packing;
    const draw = this.captureDraws[this.current]!;
    this.use(draw);
    gl.uniform1i(draw.program.place('firstRow'), capture * height);
    gl.viewport(0, capture * height, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.viewport(0, 0, width, height);
  }

  /** Makes a draw the next one, but for what is its own in every step. */
  private use({ program, framebuffer, reads }: Draw): void {
    const { gl } = this.context;
    if (this.inUse !== program) gl.useProgram(program.program);
    this.inUse = program;
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    for (const [name, units] of reads) {
      if (isNews(program, name, units)) gl.uniform1iv(program.place(name), units);
    }
  }

  /** The draws of one step: stages write the next stage's state and the sum so far, taking turns; the last writes the state after it. */
  private planStep(parity: 0 | 1, stageFramebuffers: readonly WebGLFramebuffer[]): Draw[] {
    const { integrator, dt } = this.problem;
    const state = this.states[parity];
    return integrator.stages.map(({ halfSteps, weight }, s) => {
      const next = integrator.stages[s + 1];
      // The first stage has no sum yet; it names the one that it does not draw into.
      const reads = { state, stage: s === 0 ? state : this.stages[(s - 1) % 2]!, sum: this.sums[(s + 1) % 2]! };
      return {
        program: this.programs[next === undefined ? 1 : 0]!,
        framebuffer: next === undefined ? this.stateFramebuffers[1 - parity]! : stageFramebuffers[s % 2]!,
        halfSteps,
        stageConstants: Float32Array.of(halfSteps, weight, (next?.a ?? 0) * dt, s === 0 ? 0 : 1),
        reads: this.unitsOf(next === undefined ? { ...reads, low: this.lows[parity] } : reads),
      };
    });
  }

  private unitsOf(copies: Readonly<Partial<Record<(typeof COPY_SAMPLERS)[number], Copy>>>): Draw['reads'] {
    return Object.entries(copies).map(([name, copy]) => [
      name,
      Int32Array.from(copy, (texture) => this.units.indexOf(texture)),
    ]);
  }

  /** Links programs and sets what never changes. */
  private makePrograms(fragments: readonly string[]): Program[] {
    const { gl } = this.context;
    const { integrator, dt } = this.problem;
    const shaders = fragments.map((fragment) => ({ vertex: VERTEX_SHADER, fragment }));
    return linkPrograms(gl, this.owned, shaders).map((program) => {
      const places = new Map<string, WebGLUniformLocation | null>();
      const place = (name: string): WebGLUniformLocation | null => {
        if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
        return places.get(name)!;
      };
      gl.useProgram(program);
      for (const name of SINGLE_SAMPLERS) gl.uniform1i(place(name), this.units.indexOf(this[name]));
      gl.uniform1f(place('dt_divided'), dt / integrator.divisor);
      return { program, place, held: new Map() };
    });
  }

  /** Writes values to the beginning of a texture, row by row. */
  private write({ texture, width }: DeviceTexture, values: Float32Array): void {
    const { gl } = this.context;
    const rows = Math.ceil(values.length / (4 * width));
    const padded = new Float32Array(4 * width * rows);
    padded.set(values);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, rows, gl.RGBA, gl.FLOAT, padded);
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

  /** @param room numbers that the texture should take, at least: as far as textures go here. */
  private uploadFlat(values: Float32Array, room = values.length): DeviceTexture {
    const rowsFor = (count: number): number => Math.max(1, Math.ceil(count / (4 * FLAT_WIDTH)));
    const most = this.context.gl.getParameter(this.context.gl.MAX_TEXTURE_SIZE) as number;
    const rows = Math.max(rowsFor(values.length), Math.min(rowsFor(room), most));
    return makeTexture(this.context, this.owned, values, FLAT_WIDTH, rows);
  }
}

/** Whether a uniform of a program has to be set; takes note of its value. */
function isNews({ held }: Program, name: string, value: unknown): boolean {
  if (held.get(name) === value) return false;
  held.set(name, value);
  return true;
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
  checkContext(gl);
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
  if (isLost(gl)) {
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
