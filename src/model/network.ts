import type { NetworkModel, SynapseType } from './model.ts';
import type { PopulationRange } from './population.ts';

/** The state of a network at one moment, float64. */
export interface NetworkState {
  /** By state variable: one value per neuron, [n]; 0 where the neuron has no such variable. */
  readonly neurons: Readonly<Record<string, Float64Array>>;
  /** By synapse type: the open fraction of each synapse in row-major order of the matrix's ones, or one for all. */
  readonly openFractions: Readonly<Record<string, SynapseValues>>;
  /** Time of each neuron's last spike (start of the step in which V crossed F_b), ms, [n]. */
  readonly t_fire: Float64Array;
}

/** A parameter of every synapse of a type: one value for all, or one per synapse in row-major order of the matrix's ones. */
export type SynapseValues = number | Float64Array;

/** The synapses of one type as compressed rows: row = postsynaptic neuron. */
export interface Connectivity {
  readonly type: SynapseType;
  /** Synapses onto neuron i are rowStart[i] … rowStart[i + 1] - 1; length n + 1. */
  readonly rowStart: Uint32Array<ArrayBuffer>;
  /** The presynaptic neuron of each synapse, ascending within a row. */
  readonly presynaptic: Uint32Array<ArrayBuffer>;
  /** The weight of each synapse, a factor of its open fraction in the sum that the postsynaptic neuron feels; absent where all are 1. */
  readonly weights?: Float64Array;
  /** Parameters of type 'synapse' by symbol. */
  readonly parameters: Readonly<Record<string, SynapseValues>>;
}

/** A network ready to be laid out for an engine: everything has numbers. */
export interface Network {
  readonly model: NetworkModel;
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** Parameters with one value per neuron, by symbol, [n] each: those of membrane, currents, concentrations and neurons' synaptic ones. */
  readonly parameters: Readonly<Record<string, Float64Array>>;
  readonly synapses: readonly Connectivity[];
  readonly initialState: NetworkState;
}
