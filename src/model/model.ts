/**
 * WHAT is simulated, as plain data. Equations are text in the notation of mathjs (`+ - * / ^`, `exp(x)`, `a < b ? x : y`);
 * the compiler turns them into code for every engine, so that no equation is written twice.
 *
 * Symbols of an equation: V (mV), t-free by design; the parameters by their symbol; the gates and definitions of the same
 * current by their short name (`m`, `alpha_m`); every other current as I_<name> and every concentration by its name.
 */

/** A number with what a person has to know of it. One value per neuron (or per synapse) when it runs. */
export interface Parameter {
  readonly value: number;
  readonly unit: string;
  /** Least and greatest value that makes sense; the user interface refuses what lies outside. */
  readonly range: readonly [number, number];
  readonly meaning: string;
  readonly source: string;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** A gate x with dx/dt = (x_inf - x) / tau_x. */
export interface Gate {
  /** Steady state x_inf, an equation. */
  readonly inf: string;
  /** Time constant tau_x in ms, an equation. */
  readonly tau: string;
  readonly meaning: string;
}

/** An ionic current, outward positive, in µA/cm². */
export interface Current {
  /** 'Na': its gates become m_Na, h_Na; the current is I_Na. */
  readonly name: string;
  readonly title: string;
  /** The current itself: 'g_Na * m^3 * h * (V - E_Na)'. */
  readonly current: string;
  readonly parameters: Parameters;
  /** Named intermediate values, in any order: { u: 'V + 50', alpha_m: '…' }. */
  readonly definitions?: Readonly<Record<string, string>>;
  readonly gates?: Readonly<Record<string, Gate>>;
  readonly source: string;
}

/** A substance inside the cell. */
export interface Concentration {
  /** 'Ca'. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** d/dt, an equation that may use currents as I_<name>. */
  readonly derivative: string;
  readonly parameters: Parameters;
  readonly initial: number;
  /** Where the value cannot be right any more: the run is stopped as diverged. */
  readonly bounds: readonly [number, number];
  readonly source: string;
}

/** Whose value a synapse's parameter is: one per postsynaptic neuron, per presynaptic neuron, or per synapse. */
export type SynapseParameterOwner = 'postsynaptic' | 'presynaptic' | 'synapse';

export interface SynapseParameter extends Parameter {
  readonly of: SynapseParameterOwner;
}

/**
 * A type of synapse with one connectivity matrix. Row = postsynaptic, column = presynaptic neuron.
 * Each synapse has an open fraction O; a neuron feels the sum over its synapses, `sum_O`.
 */
export interface SynapseType {
  /** 'ACh'. */
  readonly name: string;
  readonly title: string;
  readonly sign: 'excitatory' | 'inhibitory';
  /** The populations that the generated matrix connects, and with which probability. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly probability: number;
  /** The file that holds the matrix: 'ach_mat.npy'. */
  readonly matrixFile: string;
  /** d[O]/dt in 1/ms; uses O, T (transmitter) and parameters of the synapse. */
  readonly openFraction: string;
  /**
   * [T], the transmitter released by the presynaptic neuron, in mM. Uses V (its membrane potential), parameters
   * of the presynaptic neuron, and `pulse`, where one is described.
   */
  readonly transmitter: string;
  /** `pulse` is 1 while 0 < t - t_fire - delay < duration and 0 otherwise; both name presynaptic parameters, in ms. */
  readonly pulse?: { readonly delay: string; readonly duration: string };
  /** The synaptic current of the postsynaptic neuron, µA/cm²: 'g_ACh * sum_O * (V - E_ACh)'. */
  readonly current: string;
  readonly parameters: Readonly<Record<string, SynapseParameter>>;
  readonly source: string;
}

export interface Population {
  /** 'PN'. */
  readonly name: string;
  readonly title: string;
  /** Share of the neurons; the last population takes what is left. */
  readonly share: number;
  /** Names of its currents, in the order in which they are listed on the screen and summed. */
  readonly currents: readonly string[];
  readonly concentrations: readonly string[];
  /** Where the population differs from a parameter's default. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** The equation of the membrane potential; it may use I_stim, I_ion (sum of the ionic) and I_syn (sum of the synaptic currents). */
export interface Membrane {
  readonly derivative: string;
  readonly parameters: Parameters;
  /** mV. */
  readonly initial: number;
  /** mV; outside the run is stopped as diverged. */
  readonly bounds: readonly [number, number];
  /** F_b, mV: a neuron fires in the step in which V crosses it upward. */
  readonly firingThreshold: number;
}

export interface NetworkModel {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly membrane: Membrane;
  readonly currents: readonly Current[];
  readonly concentrations: readonly Concentration[];
  readonly synapses: readonly SynapseType[];
  readonly populations: readonly Population[];
}

/**
 * Gates are fractions; outside of these bounds the integration has diverged. They are wide on purpose: at the peak of a spike RK4 at
 * dt = 0.01 ms is beyond its stability limit for m_A (tau_m is 0.0033 ms), which swings up to about 1.6 and comes back.
 */
export const GATE_BOUNDS: readonly [number, number] = [-4, 5];

/** Open fractions likewise. */
export const OPEN_FRACTION_BOUNDS: readonly [number, number] = [-4, 5];
