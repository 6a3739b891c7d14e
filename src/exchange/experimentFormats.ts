/** A format that an experiment is written in for another program to run. */
export interface ExperimentFormat {
  readonly title: string;
  readonly ending: string;
  /** What it holds, in one line. */
  readonly holds: string;
}

export const EXPERIMENT_FORMATS = {
  numpy: {
    title: 'NumPy script',
    ending: '_numpy.py',
    holds:
      'A Python program that repeats the run in NumPy and needs nothing else, with every number in it; takes about 1 ms or more a step, minutes for 1000 ms',
  },
  brian2: {
    title: 'Brian2 script',
    ending: '_brian2.py',
    holds:
      'A Python program for Brian2: the same equations and numbers, with units, integrated by its RK4; takes about 1 ms or more a step, minutes for 1000 ms',
  },
  neuroml: {
    title: 'NeuroML 2',
    ending: '_neuroml.zip',
    holds:
      'Channels, cells and network in NeuroML, synapses and odours as types of LEMS; says what neither can express',
  },
} as const satisfies Record<string, ExperimentFormat>;

export type ExperimentFormatName = keyof typeof EXPERIMENT_FORMATS;
