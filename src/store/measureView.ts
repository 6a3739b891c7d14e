/** The cards of measures, in the order in which they stand. */
export const MEASURE_NAMES = [
  'spectrum',
  'phase',
  'rates',
  'intervals',
  'synchrony',
  'triggeredAverage',
  'correlogram',
  'phasePlane',
  'trajectory',
  'fICurve',
  'synapse',
] as const;
export type MeasureName = (typeof MEASURE_NAMES)[number];

/** Where a card asks for a neuron. */
export const NEURON_PLACES = [
  'intervals',
  'trigger',
  'triggered',
  'reference',
  'target',
  'planeX',
  'planeY',
  'step',
  'synapse',
] as const;
export type NeuronPlace = (typeof NEURON_PLACES)[number];

/** How the measures are looked at. */
export interface MeasureView {
  /** The card that fills the panel; all of them where there is none. */
  readonly enlarged?: MeasureName | undefined;
  /** Neurons that were picked. Where none was, it is one that has a trace. */
  readonly neurons: Readonly<Partial<Record<NeuronPlace, number>>>;
  /** The population whose mean voltage is the field. */
  readonly field: string;
  /** Whose intervals: a population's name, or 'neuron'. */
  readonly intervalsOf: string;
  /** What is averaged around spikes: 'V' of a neuron, or the mean of a population, by its name. */
  readonly triggered: string;
  /** 'mean PN', 'V', 'dV/dt' or another variable of a neuron. */
  readonly planeX: string;
  readonly planeY: string;
  readonly trajectoryColour: 'time' | 'stimulus';
  /** Amplitudes in µA/cm², times in ms. */
  readonly fICurve: {
    readonly from: number;
    readonly to: number;
    readonly points: number;
    readonly duration: number;
  };
  /** The synapse type. */
  readonly synapse: string;
}

export const DEFAULT_MEASURES: MeasureView = {
  neurons: {},
  field: 'PN',
  intervalsOf: 'PN',
  triggered: 'PN',
  planeX: 'mean PN',
  planeY: 'mean LN',
  trajectoryColour: 'time',
  fICurve: { from: 0, to: 20, points: 11, duration: 500 },
  synapse: 'GABA',
};

/** What the numbers of the f–I curve may be. */
export const FI_LIMITS = {
  from: [-50, 200],
  to: [-50, 200],
  points: [2, 41],
  duration: [50, 5000],
} as const satisfies Record<keyof MeasureView['fICurve'], readonly [least: number, most: number]>;
