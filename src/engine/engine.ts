import type { Integrator } from '../compiler/integrator.ts';
import type { Layout } from '../compiler/layout.ts';
import type { System } from '../compiler/system.ts';
import type { Network } from '../model/network.ts';
import type { StimulusColumns } from '../model/stimulus/stimulus.ts';
import type { Batch } from '../recording/batch.ts';
import type { EngineState } from './engineState.ts';

/** Everything an engine needs to run a network, compiled and laid out. */
export interface Problem {
  readonly network: Network;
  readonly system: System;
  readonly layout: Layout;
  readonly integrator: Integrator;
  readonly stimulus: StimulusColumns;
  /** ms. */
  readonly dt: number;
  /** V is recorded at the start of every recordEvery-th step. */
  readonly recordEvery: number;
  /** The step at whose start an engine begins: 0, or that of a checkpoint. */
  readonly firstStep: number;
  /** The state that it begins with, of an engine of the same layout; missing where that is the network's initial state. */
  readonly start?: EngineState;
  /** What is recorded besides V; missing where nothing is. */
  readonly probes?: {
    /** In the layout's state. */
    readonly addresses: Uint32Array<ArrayBuffer>;
  };
}

/** What an engine recorded on the way. */
export interface EngineBatch extends Omit<Batch, 'probes'> {
  /** The entries of the state that the problem's probes need, in the rows of V, [rows, addresses]; missing where there are none. */
  readonly probed?: Batch['voltage'];
}

/**
 * One contract for all engines: the same steps, the same recordings, whatever the device. The engine is the state at step
 * `step` and moves forward; nothing but what is recorded leaves the device.
 */
export interface Engine {
  /** Steps done since t = 0: those whose batches were handed out. */
  readonly step: number;
  /** How many steps one call of `advance` may take: what the engine's buffers hold, fewer while probes need much. The session sizes batches by time. */
  readonly mostSteps: number;
  /** How many calls of `advance` may be under way at once: with two, the device has work while the first is read back. */
  readonly mostInFlight: number;
  /**
   * Advances by `steps` · dt, on from where the call before it ends, and resolves with what was recorded on the way.
   * Up to `mostInFlight` calls may overlap; they resolve in order, and when one fails, those behind it fail with the same error.
   * @throws DivergenceError when a variable left its bounds or is no number any more.
   * @throws RangeError when `steps` is more than `mostSteps`.
   * @throws Error with a sentence when the device was lost or refused the work.
   */
  advance(steps: number): Promise<EngineBatch>;
  /**
   * Goes on from where it is with the parameters, synapses, stimulus and probes of another problem of the same layout (`isSameLayout`), model,
   * dt and recordEvery; the state and the step that it starts with count for nothing. No call of `advance` may be under way. Lists of synapses
   * (rowStart, presynaptic, weights, ofSynapse) that are the same objects as before have not changed.
   * @returns false where this engine has to be made anew for it: it has changed nothing then.
   */
  update(problem: Problem): Promise<boolean>;
  /**
   * Reads the whole state back, exact to the bit: an engine of the same kind that starts with it goes on as this one does. No call of
   * `advance` may be under way.
   */
  readState(): Promise<EngineState>;
  /** Frees what the engine holds on the device; it cannot be used any more. */
  dispose(): void;
}

/** The run left the range in which its numbers mean something. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';
  /** Index of the neuron, or of the presynaptic neuron of the open fraction. */
  readonly neuron: number;
  /** 'V', 'm_A', 'O_GABA'. */
  readonly variable: string;
  readonly value: number;
  /** The step after which the value was seen. */
  readonly step: number;

  constructor(neuron: number, variable: string, value: number, step: number) {
    super(`neuron ${neuron}: ${variable} reached ${value} in step ${step}`);
    this.neuron = neuron;
    this.variable = variable;
    this.value = value;
    this.step = step;
  }
}
