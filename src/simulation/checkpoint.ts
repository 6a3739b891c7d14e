import type { StateShape } from '../compiler/layout.ts';
import type { EngineState } from '../engine/engineState.ts';

/**
 * A run at the start of a step, exact to the bit: all that an engine needs to go on as if it had never stopped. Random streams and the
 * position in the stimulus are functions of their seeds and of the step, so the step is enough for them.
 */
export interface Checkpoint {
  /** Steps done since t = 0. */
  readonly step: number;
  /** ms. */
  readonly dt: number;
  readonly state: EngineState;
  /** Where the state's entries lie. */
  readonly shape: StateShape;
}

/** What a checkpoint may be sent with, its state taken away from the sender. */
export function buffersOf({ state: { high, low, t_fire, byTables } }: Checkpoint): ArrayBuffer[] {
  return [high, t_fire, ...(low ? [low] : []), ...(byTables ? [byTables] : [])].map(({ buffer }) => buffer);
}

/**
 * Holds a checkpoint against the run that is to go on from it.
 * @throws RangeError with a sentence when it is that of another network or dt.
 */
export function checkCheckpoint({ step, dt, state, shape }: Checkpoint, run: { dt: number; shape: StateShape }): void {
  if (!Number.isInteger(step) || step < 0) {
    throw new RangeError(`the checkpoint was taken at step ${step}: expected a whole number from 0 on`);
  }
  if (dt !== run.dt) {
    throw new RangeError(`the checkpoint was taken with dt = ${dt} ms, the run has ${run.dt} ms: expected the same`);
  }
  const [held, needed] = [describeShape(shape), describeShape(run.shape)];
  if (held !== needed || shape.n !== run.shape.n) {
    throw new RangeError(`the checkpoint is of another network: it holds ${held}, the run has ${needed}`);
  }
  const length = shape.slots * shape.n + shape.openFractions.reduce((sum, one) => sum + one.presynaptic.length, 0);
  const { high, low, t_fire } = state;
  const isRight = high.length === length && (low ?? high).length === length && t_fire.length === shape.n;
  if (!isRight) {
    throw new RangeError(
      `the checkpoint's state holds ${high.length}${low ? ` and ${low.length}` : ''} values and ${t_fire.length} spike times: ` +
        `expected ${length} and ${shape.n}`,
    );
  }
}

/** '90 PN and 30 LN of up to 6 variables with ACh and GABA synapses'. */
function describeShape({ populations, slots, openFractions }: StateShape): string {
  const neurons = populations.map(({ name, count }) => `${count} ${name}`).join(' and ');
  const types = openFractions.map(({ type }) => type).join(' and ');
  return `${neurons} of up to ${slots} variables with ${types || 'no'} synapses`;
}
