import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { ParameterChange, RunDescription, StimulusDescription } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';

/** Several runs of networks of one size that differ in what their members say; plain data. */
export interface EnsembleDescription {
  readonly base: RunDescription;
  readonly members: readonly EnsembleMember[];
}

/** How one member differs from the base. */
export interface EnsembleMember {
  /** Applied after those of the base. */
  readonly changes?: readonly ParameterChange[];
  /** Seeds what is drawn: the initial state, the connectivity, and who receives the odour; what came from a file stays. */
  readonly seed?: number;
  readonly stimulus?: StimulusDescription;
}

/** The run of one member. One that has the stimulus of the base holds the same object. */
export function memberRun(
  base: RunDescription,
  { changes, seed, stimulus = base.stimulus }: EnsembleMember,
): RunDescription {
  const isSeeded = seed !== undefined;
  return {
    ...base,
    network: {
      ...base.network,
      ...(isSeeded && { seed }),
      ...(changes !== undefined && { changes: [...(base.network.changes ?? []), ...changes] }),
    },
    stimulus: isSeeded && stimulus.kind === 'odour' ? { ...stimulus, seed } : stimulus,
  };
}

/** What is kept of a member: little, since there may be thousands. Typed arrays, so that it crosses a thread border as it is. */
export interface MemberResult {
  readonly populations: readonly PopulationRange[];
  readonly engine: EngineInfo;
  /** Simulated time, ms: the whole run, or up to where it diverged. */
  readonly time: number;
  /** ms from one recorded row to the next; the first is at t = 0. */
  readonly rowInterval: number;
  /** Mean V by population at every recorded row, mV. */
  readonly meanVoltage: readonly Float64Array<ArrayBuffer>[];
  /** Upward crossings of F_b in the order of their time: neuron, and time in ms. */
  readonly spikeNeuron: Int32Array<ArrayBuffer>;
  readonly spikeTime: Float64Array<ArrayBuffer>;
  /** −20 mV events by population, as found in the recorded rows: every one of the LNs' broad potentials, few of the PNs' spikes. */
  readonly eventCounts: readonly number[];
  /** Where the run diverged: which neuron, which variable, when. */
  readonly diverged?: string;
}

/** What is heard of an ensemble while it runs. */
export type EnsembleEvent =
  /** A member came to its end; members end in any order, each once. */
  | { readonly kind: 'ended'; readonly index: number; readonly result: MemberResult }
  /** How much of the whole is done, 0 … 1. */
  | { readonly kind: 'progress'; readonly share: number };
