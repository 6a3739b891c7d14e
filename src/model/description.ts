/**
 * What a run is made of, as plain data small enough to be sent to the worker, saved in a file or put in a link:
 * seeds and generators, not matrices, unless the matrices came from a file.
 */
export type PresetName = 'nerveflow' | 'psst';

export interface NetworkDescription {
  readonly preset: PresetName;
  /** Number of neurons; PN first: 3/4 n PNs, the rest LNs. */
  readonly n: number;
  /** Seeds the connectivity and the initial state. */
  readonly seed: number;
  /** Own matrices by synapse type, [n, n] row-major, row = postsynaptic, 0/1; instead of generated ones. */
  readonly matrices?: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** Own initial state in the layout of `stateLayout`; instead of the drawn one. */
  readonly initialState?: Float64Array<ArrayBuffer>;
  /** Where parameters differ from the model's values; applied one after the other. */
  readonly changes?: readonly ParameterChange[];
}

/** One parameter set to a value (in its unit) or multiplied by a factor. */
export type ParameterChange = {
  /** Its symbol, a neuron's or a synapse's: 'g_GABA', 'alpha_ACh'. */
  readonly parameter: string;
  /**
   * The one population that is meant; all where it is left out. A parameter that each synapse has (alpha, beta) changes for
   * the synapses onto that population.
   */
  readonly population?: string;
} & ({ readonly kind: 'set'; readonly value: number } | { readonly kind: 'scale'; readonly factor: number });

/** The odour pulse of the NerveFlow tutorial: rises at `onset`, decays from `offset`. */
export interface OdourStimulus {
  readonly kind: 'odour';
  /** µA/cm²; 10 by default. */
  readonly amplitude: number;
  /** Share of all neurons that receive it, 0 … 1; 0.33 by default. */
  readonly share: number;
  /** Seeds who receives it. */
  readonly seed: number;
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

export type StimulusDescription = OdourStimulus | ArrayStimulus;

export interface RunDescription {
  readonly network: NetworkDescription;
  readonly stimulus: StimulusDescription;
  /** ms. */
  readonly dt: number;
  /** ms. */
  readonly duration: number;
  /** V is recorded at the start of every recordEvery-th step. */
  readonly recordEvery: number;
}
