/**
 * What a run is made of, as plain data small enough to be sent to the worker, saved in a file or put in a link:
 * seeds and generators, not matrices, unless the matrices came from a file. All of it is immutable: what is edited is replaced, so that
 * two descriptions are compared by identity, part by part.
 */
export type PresetName = 'nerveflow' | 'psst';

export interface NetworkDescription {
  readonly preset: PresetName;
  /** Number of neurons; PN first. */
  readonly n: number;
  /** Neurons of each population in the model's order, n in all; without it 3/4 n PNs, the rest LNs. */
  readonly counts?: readonly number[];
  /** Seeds the initial state, and the matrices that no description says otherwise of. */
  readonly seed: number;
  /** By synapse type, where a matrix is not the one that the model and the seed draw. */
  readonly matrices?: Readonly<Record<string, MatrixDescription>>;
  /** How the drawn initial state differs from the model's. */
  readonly start?: StartDescription;
  /** Own initial state in the layout of `writeSavedState`; instead of the drawn one. */
  readonly initialState?: Float64Array<ArrayBuffer>;
  /** Where it came from, for the screen: 'initial_state.npy', '120.5 ms of a run'. */
  readonly initialStateName?: string;
  /** Where parameters differ from the model's values; applied one after the other. */
  readonly changes?: readonly ParameterChange[];
}

/** The drawn initial state: closed gates and V and [Ca] around their start, every entry times (1 + noise · N(0, 1)). */
export interface StartDescription {
  /** mV; -70 by default. */
  readonly V?: number;
  /** Relative standard deviation; 0.01 by default. */
  readonly noise?: number;
}

/** Neurons first, first + 1, … first + count - 1. */
export interface Span {
  readonly first: number;
  readonly count: number;
}

/**
 * The matrix of one synapse type, [n, n], row = postsynaptic, column = presynaptic neuron. An entry is the synapse's weight, a factor of its
 * open fraction in the sum that the postsynaptic neuron feels; 0 where there is no synapse, 1 for the model's synapses.
 */
export interface MatrixDescription {
  readonly start: MatrixStart;
  /** Edits on top of the start, one after the other. */
  readonly patches: readonly MatrixPatch[];
  /** Whether neurons may have synapses onto themselves; false where it is left out: the diagonal is 0 then, whatever start and patches say. */
  readonly allowsSelf?: boolean;
}

export type MatrixStart =
  /** Drawn as the model says, from the network's seed. */
  | { readonly kind: 'drawn' }
  | { readonly kind: 'none' }
  /** From a file. Uint8Array where every synapse has weight 1. */
  | {
      readonly kind: 'given';
      /** File name, for the screen. */
      readonly name: string;
      readonly n: number;
      /** [n, n] row-major, row = postsynaptic. */
      readonly weights: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
    }
  | GeneratedMatrix;

/** A rule that connects the neurons of some populations to those of others; what it draws depends on its own seed alone. */
export type GeneratedMatrix = {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly seed: number;
} & (
  | /** Each pair with the probability. */ { readonly kind: 'random'; readonly probability: number }
  | { readonly kind: 'allToAll' }
  /** The k-th presynaptic onto the k-th postsynaptic neuron, as far as both go. */
  | { readonly kind: 'oneToOne' }
  /** Each from its `neighbours` nearest on either side, both populations spread evenly over one ring. */
  | { readonly kind: 'ring'; readonly neighbours: number }
  /** Each pair with probability · exp(-d / length); d: distance on the ring of circumference 1, 0 … 0.5. */
  | { readonly kind: 'distance'; readonly probability: number; readonly length: number }
  /** The ring, each synapse of which is moved to a random presynaptic neuron with the probability `rewiring` (Watts and Strogatz, 1998). */
  | { readonly kind: 'smallWorld'; readonly neighbours: number; readonly rewiring: number }
  /** Each postsynaptic neuron from exactly so many different presynaptic ones, or from all where there are fewer. */
  | { readonly kind: 'inDegree'; readonly inDegree: number }
);

export type MatrixPatch =
  /** A list of cells, row · n + column; one weight for all or one each. */
  | {
      readonly kind: 'cells';
      /** The neurons for which the cells are numbered: they stay the same pairs of neurons in a network of another size. */
      readonly n: number;
      readonly cells: Uint32Array<ArrayBuffer>;
      readonly weights: number | Float32Array<ArrayBuffer>;
    }
  /** Every cell of rows × columns gets the weight; with a probability each gets it with that one, and 0 otherwise. */
  | {
      readonly kind: 'block';
      readonly rows: Span;
      readonly columns: Span;
      readonly weight: number;
      readonly probability?: number;
      readonly seed?: number;
    }
  /** The weights of the synapses in rows × columns, times the factor. */
  | { readonly kind: 'scale'; readonly rows: Span; readonly columns: Span; readonly factor: number }
  /** The weights of the synapses in rows × columns, drawn; one whose weight is drawn as 0 is no synapse any more. */
  | {
      readonly kind: 'draw';
      readonly rows: Span;
      readonly columns: Span;
      readonly distribution: Distribution;
      readonly seed: number;
    }
  | { readonly kind: 'transpose' };

/** One parameter set to a value (in its unit), multiplied by a factor, given as a list or drawn. */
export type ParameterChange = {
  /** Its symbol, a neuron's or a synapse's: 'g_GABA', 'alpha_ACh'. */
  readonly parameter: string;
  /**
   * The one population that is meant; all where it is left out. A parameter that each synapse has (alpha, beta) changes for
   * the synapses onto that population.
   */
  readonly population?: string;
  /** The neurons that are meant, by their index in the network, ascending; all of the population where it is left out. */
  readonly neurons?: readonly number[];
} & (
  | { readonly kind: 'set'; readonly value: number }
  | { readonly kind: 'scale'; readonly factor: number }
  /** One value for each neuron that is meant, in their order. */
  | { readonly kind: 'list'; readonly values: readonly number[] }
  | { readonly kind: 'draw'; readonly distribution: Distribution; readonly seed: number }
);

/** How values are spread over neurons or synapses; what leaves the parameter's range is brought back to its border. */
export type Distribution =
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly least: number; readonly most: number }
  /** Evenly from the first to the last. */
  | { readonly kind: 'gradient'; readonly first: number; readonly last: number };

/** The odour pulse of the NerveFlow tutorial: rises at `onset`, decays from `offset`. */
export interface OdourStimulus {
  readonly kind: 'odour';
  /** µA/cm²; 10 by default. */
  readonly amplitude: number;
  /** Share of all neurons that receive it, 0 … 1; 0.33 by default. */
  readonly share: number;
  /** Seeds who receives it. */
  readonly seed: number;
  /** Who receives it instead of the share of all. */
  readonly receivers?: Receivers;
  /** ms; 100 by default. */
  readonly onset: number;
  /** ms; 600 by default. */
  readonly offset: number;
  /** Time constant of the rise, ms; 75 by default. */
  readonly tauRise: number;
  /** Time constant of the decay, ms; 150 by default. */
  readonly tauDecay: number;
}

/** An uploaded current.npy. */
export interface ArrayStimulus {
  readonly kind: 'array';
  /** File name, for the screen. */
  readonly name: string;
  readonly n: number;
  readonly samples: number;
  /** Columns per ms; 100 by default. */
  readonly samplesPerMs: number;
  /** SAMPLE-major, [samples, n], µA/cm²; row c is the current of all neurons at sample c. */
  readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
}

/** A current from `onset` to `offset` into the receivers, 0 before and after. */
export interface WaveformStimulus {
  readonly kind: 'waveform';
  readonly waveform: Waveform;
  readonly receivers: Receivers;
  /** ms. */
  readonly onset: number;
  /** ms. */
  readonly offset: number;
}

/** Amplitudes in µA/cm², times in ms. */
export type Waveform =
  | { readonly kind: 'step'; readonly amplitude: number }
  /** Linear from the value at onset to that at offset. */
  | { readonly kind: 'ramp'; readonly from: number; readonly to: number }
  /** mean + amplitude · sin(2π · frequency · (t - onset) / 1000 + phase); frequency in Hz, phase in rad. */
  | {
      readonly kind: 'sine';
      readonly mean: number;
      readonly amplitude: number;
      readonly frequency: number;
      readonly phase: number;
    }
  /** Pulses of `width`, one every `period` from the onset on. */
  | { readonly kind: 'pulseTrain'; readonly amplitude: number; readonly width: number; readonly period: number }
  /** Ornstein-Uhlenbeck noise, an own one for each receiver: stationary mean and standard deviation, correlation time `tau`. */
  | {
      readonly kind: 'noise';
      readonly mean: number;
      readonly deviation: number;
      readonly tau: number;
      readonly seed: number;
    };

/** Who receives a current. */
export type Receivers =
  /** All of one population, or all there are. */
  | { readonly kind: 'all'; readonly population?: string }
  /** A share of them, 0 … 1, rounded down, drawn by the seed. */
  | { readonly kind: 'share'; readonly share: number; readonly seed: number; readonly population?: string }
  /** By index, ascending. */
  | { readonly kind: 'list'; readonly neurons: readonly number[] };

export type StimulusPart = OdourStimulus | ArrayStimulus | WaveformStimulus;

/** Several currents, added up. */
export interface SumStimulus {
  readonly kind: 'sum';
  readonly parts: readonly StimulusPart[];
}

export type StimulusDescription = StimulusPart | SumStimulus;

export interface RunDescription {
  readonly network: NetworkDescription;
  readonly stimulus: StimulusDescription;
  /** ms. */
  readonly dt: number;
  /** ms. */
  readonly duration: number;
  /** V is recorded at the start of every recordEvery-th step. */
  readonly recordEvery: number;
  /** What is recorded besides V, at the same steps; it changes nothing in the run. */
  readonly probes?: readonly Probe[];
}

/** A run that goes to disk batch by batch, so that it may be longer than memory holds and than anybody watches it. */
export interface LongRunDescription {
  /** How many batches the run is split into: a crash loses at most the one in progress. They are alike to a step. */
  readonly batches: number;
  readonly record: RecordingPlan;
}

/** What of the state goes to disk, as rows of float64 in the order of `writeSavedState`: whole, or what is left of it. */
export interface RecordingPlan {
  /** A row at the start of every `every`-th step; 1: of each, as NerveFlow does. */
  readonly every: number;
  /** State variables as states name them ('V', 'm_Na', 'o_ACh', 't_fire'); the full state where it is left out. */
  readonly variables?: readonly string[];
  /** The neurons whose variables are kept, by index, ascending; of open fractions those of the synapses onto them. All where it is left out. */
  readonly neurons?: readonly number[];
}

/** One number of one neuron over time; `describeProbe` says what it is. */
export interface Probe {
  readonly neuron: number;
  /**
   * A state variable as states name it ('m_Na', 'Ca'); the open fraction of the synapses that the neuron makes, or their transmitter
   * ('O_GABA', 'T_GABA'); or a current by its name ('I_Na', 'I_GABA', 'I_stim'), µA/cm², with the sign of its equation: C dV/dt = I_stim - all others.
   */
  readonly variable: string;
}
