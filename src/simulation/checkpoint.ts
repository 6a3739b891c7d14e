import type { NetworkState } from '../model/network.ts';

/**
 * A run at the start of a step, exact to the bit: all that an engine needs to go on as if it had never stopped. Random streams and the
 * position in the stimulus are functions of their seeds and of the step, so the step is enough for them.
 */
export interface Checkpoint {
  /** Steps done since t = 0. */
  readonly step: number;
  /** As `Engine.readState` gives it: of an engine that keeps a high and a low part, the high one. */
  readonly state: NetworkState;
  /** The low part of every entry, where the engine keeps one: value = high + low, which float64 cannot always hold. */
  readonly low?: Pick<NetworkState, 'neurons' | 'openFractions' | 'released'>;
}
