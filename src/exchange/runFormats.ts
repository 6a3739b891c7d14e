/** How much of a run there is to be written. */
export interface RunSize {
  /** Rows of V. */
  readonly rows: number;
  /** Neurons. */
  readonly n: number;
  readonly spikes: number;
  readonly probes: number;
}

/** A format that a recorded run is written in. */
export interface RunFormat {
  /** 'NWB'. */
  readonly title: string;
  /** '.nwb'. */
  readonly ending: string;
  /** What it holds, in one line. */
  readonly holds: string;
  /** Whether V, or the matrices, have to be read for it. */
  readonly needs: { readonly voltage: boolean; readonly matrices: boolean };
  /** About how many bytes the file will have. */
  readonly bytes: (size: RunSize) => number;
}

/** Bytes that HDF5 takes for the groups and attributes of a neuron in NWB, and of a population in SONATA. */
const NWB_NEURON = 4500;
const SONATA_POPULATION = 2500;

export const RUN_FORMATS = {
  nwb: {
    title: 'NWB 2',
    ending: '.nwb',
    holds: 'V of every neuron as current clamp series, spikes as units, injected current, probes, means; SI units',
    needs: { voltage: true, matrices: false },
    bytes: ({ rows, n, spikes, probes }) => 4 * rows * (n + probes + 2) + 16 * spikes + NWB_NEURON * n,
  },
  sonata: {
    title: 'SONATA spikes',
    ending: '-spikes.h5',
    holds: 'Spike times in ms and node ids, for BMTK, libsonata and whoever reads HDF5',
    needs: { voltage: false, matrices: false },
    bytes: ({ spikes }) => 16 * spikes + 2 * SONATA_POPULATION,
  },
  npz: {
    title: 'NumPy archive',
    ending: '.npz',
    holds:
      'Everything that was recorded, and the matrices; what each array is, and which way round, stands in about.json',
    needs: { voltage: true, matrices: true },
    // What zip makes of V is about nine tenths of it.
    bytes: ({ rows, n, spikes, probes }) => 3.6 * rows * (n + probes + 2) + 8 * spikes,
  },
  npy: {
    title: 'V as NumPy array',
    ending: '-voltage.npy',
    holds:
      '[samples, neurons], mV, float32, which the page keeps V in; voltage.npy of the command line has the precision of its engine',
    needs: { voltage: true, matrices: false },
    bytes: ({ rows, n }) => 128 + 4 * rows * n,
  },
  csv: {
    title: 'V as table',
    ending: '-voltage.csv',
    holds: 'A row for each sample: the time, then V of each neuron, with units in the heads',
    needs: { voltage: true, matrices: false },
    bytes: ({ rows, n }) => 10 * rows * (n + 1),
  },
  spikes: {
    title: 'Spikes as table',
    ending: '-spikes.csv',
    holds: 'Neuron and time in ms of each spike: spikes.csv as the command line writes it',
    needs: { voltage: false, matrices: false },
    bytes: ({ spikes }) => 15 + 11 * spikes,
  },
} as const satisfies Record<string, RunFormat>;

export type RunFormatName = keyof typeof RUN_FORMATS;
