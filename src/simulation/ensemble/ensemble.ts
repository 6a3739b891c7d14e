import type { EngineInfo } from '../../engine/engineInfo.ts';
import type {
  NetworkDescription,
  ParameterChange,
  RunDescription,
  StimulusDescription,
  StimulusPart,
} from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { MOST_SEED } from '../../model/random.ts';

/** Several runs of networks of one size that differ in what their members say; plain data. */
export interface EnsembleDescription {
  readonly base: RunDescription;
  readonly members: readonly EnsembleMember[];
}

/**
 * How one member differs from the base. Matrices and samples may be large: members that have them in common hold the same objects, and a
 * worker gets those once.
 */
export interface EnsembleMember {
  /** In place of the base's; of the same size. */
  readonly network?: NetworkDescription;
  /** In place of the base's. */
  readonly stimulus?: StimulusDescription;
  /** Applied after those of the network. */
  readonly changes?: readonly ParameterChange[];
  /** Draws anew what is drawn: see `seededNetwork` and `seededParts`. */
  readonly seed?: number;
}

/** The run of one member, without probes: V alone is kept. One that has the stimulus of the base holds the same object. */
export function memberRun(
  base: RunDescription,
  { network = base.network, changes, seed, stimulus = base.stimulus }: EnsembleMember,
): RunDescription {
  const { probes: _, ...unprobed } = base;
  const isSeeded = seed !== undefined;
  return {
    ...unprobed,
    network: {
      ...(isSeeded ? seededNetwork(network, seed) : network),
      ...(changes !== undefined && { changes: [...(network.changes ?? []), ...changes] }),
    },
    stimulus: isSeeded ? seededStimulus(stimulus, seed) : stimulus,
  };
}

/** The network with an initial state drawn by the seed, an own one is left aside, and with the matrices that the network's seed draws. */
export function seededNetwork(whole: NetworkDescription, seed: number): NetworkDescription {
  const { initialState: _, initialStateName: __, ...network } = whole;
  return { ...network, seed };
}

/**
 * The currents with other seeds: the first that draws anything (who receives it, noise) gets this one, the others keep their distance from it,
 * so that two odours do not become one. What draws nothing, files among them, stays the same object.
 */
export function seededParts(parts: readonly StimulusPart[], seed: number): readonly StimulusPart[] {
  const [first] = parts.flatMap(seedsOf);
  if (first === undefined) return parts;
  const moved = (own: number): number => (own - first + seed + (MOST_SEED + 1)) % (MOST_SEED + 1);
  return parts.map((part) => withSeeds(part, moved));
}

function seededStimulus(stimulus: StimulusDescription, seed: number): StimulusDescription {
  if (stimulus.kind !== 'sum') return seededParts([stimulus], seed)[0]!;
  const parts = seededParts(stimulus.parts, seed);
  return parts === stimulus.parts ? stimulus : { ...stimulus, parts };
}

function seedsOf(part: StimulusPart): number[] {
  if (part.kind === 'array') return [];
  const ofReceivers = part.receivers?.kind === 'share' ? [part.receivers.seed] : [];
  if (part.kind === 'odour') return part.receivers === undefined ? [part.seed] : ofReceivers;
  return part.waveform.kind === 'noise' ? [part.waveform.seed, ...ofReceivers] : ofReceivers;
}

function withSeeds(part: StimulusPart, moved: (seed: number) => number): StimulusPart {
  if (part.kind === 'array' || seedsOf(part).length === 0) return part;
  const { receivers } = part;
  const drawn = receivers?.kind === 'share' ? { ...receivers, seed: moved(receivers.seed) } : receivers;
  if (part.kind === 'odour') return { ...part, seed: moved(part.seed), ...(drawn && { receivers: drawn }) };
  const { waveform } = part;
  return {
    ...part,
    receivers: drawn ?? part.receivers,
    waveform: waveform.kind === 'noise' ? { ...waveform, seed: moved(waveform.seed) } : waveform,
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
