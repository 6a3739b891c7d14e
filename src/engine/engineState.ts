import { initialStateVector, readStateVector, type Layout } from '../compiler/layout.ts';
import type { System } from '../compiler/system.ts';
import { splitFloat32 } from '../compiler/targets/float32.ts';
import type { Network, NetworkState } from '../model/network.ts';

/** The state of an engine at the start of a step, exact to the bit, in the order of its layout. */
export interface EngineState {
  /** float64, or the float32 of an engine that computes in it, [stateLength]. */
  readonly high: Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /**
   * What float32 could not hold of each entry, [stateLength]; missing where the engine keeps no such part. The value is high + low, which
   * float64 cannot always hold: between the last digit of one and the first of the other there may be a gap.
   */
  readonly low?: Float32Array<ArrayBuffer>;
  /** Time of each neuron's last spike, ms, [n]. */
  readonly t_fire: Float64Array<ArrayBuffer>;
  /**
   * Of `cpu`, [type, population]: 1 where it adds up open fractions by tables of partial sums. Their order decides the last bits, and after
   * edits it need not be what a new engine would choose.
   */
  readonly byTables?: Uint8Array<ArrayBuffer>;
}

/** What a problem has an engine begin with. */
export function startOf({
  start,
  system,
  network,
  layout,
}: {
  readonly start?: EngineState;
  readonly system: System;
  readonly network: Network;
  readonly layout: Layout;
}): EngineState {
  if (start !== undefined) return start;
  return { high: initialStateVector(system, network, layout), t_fire: Float64Array.from(network.initialState.t_fire) };
}

/** The state as float64, for engines that compute in it, and to be looked at, [stateLength]. */
export function toFloat64({ high, low }: EngineState): Float64Array<ArrayBuffer> {
  const values = Float64Array.from(high);
  low?.forEach((rest, k) => (values[k]! += rest));
  return values;
}

/** The state as a high and a low float32, for engines that compute in it, [stateLength] each. */
export function toFloat32({ high, low }: EngineState): {
  readonly high: Float32Array<ArrayBuffer>;
  readonly low: Float32Array<ArrayBuffer>;
} {
  if (high instanceof Float64Array) return splitFloat32(high);
  return { high, low: low ?? new Float32Array(high.length) };
}

/** The state by variable and synapse, in float64. */
export function toNetworkState(
  { system, layout }: { readonly system: System; readonly layout: Layout },
  state: EngineState,
): NetworkState {
  return { ...readStateVector(system, layout, toFloat64(state)), t_fire: state.t_fire };
}

/**
 * The state in another layout.
 * @param from of each entry there, the address of what it continues here; -1 where there was none, and it starts at 0, [its stateLength].
 */
export function moveState({ high, low, t_fire }: EngineState, from: Int32Array): EngineState {
  const move = <T extends EngineState['high']>(values: EngineState['high'], moved: T): T => {
    from.forEach((address, k) => (moved[k] = address < 0 ? 0 : values[address]!));
    return moved;
  };
  const { length } = from;
  return {
    high: move(high, high instanceof Float64Array ? new Float64Array(length) : new Float32Array(length)),
    ...(low && { low: move(low, new Float32Array(length)) }),
    t_fire,
  };
}
