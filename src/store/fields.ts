import type { StartDescription } from '../model/description.ts';
import { MOST_SEED } from '../model/random.ts';
import { withNetwork } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';
import { checkLimits } from '../experiment/numberLimits.ts';
import type { NumberLimits } from '../experiment/numberLimits.ts';
import { withNeurons } from './edits/resizeNetwork.ts';

/** A number of the document, and where it stands. */
export interface Field extends NumberLimits {
  read(document: LabDocument): number;
  write(document: LabDocument, value: number): LabDocument;
}

type NumberKey = 'duration' | 'dt' | 'recordEvery';

function ofDocument(key: NumberKey): Pick<Field, 'read' | 'write'> {
  return {
    read: (document) => document[key],
    write: (document, value) => ({ ...document, [key]: value }),
  };
}

const ofNeurons: Pick<Field, 'read' | 'write'> = {
  read: ({ network }) => network.n,
  write: withNeurons,
};

const ofSeed: Pick<Field, 'read' | 'write'> = {
  read: ({ network }) => network.seed,
  write: (document, seed) => withNetwork(document, { seed }),
};

/** Of the drawn initial state; what is the model's is left out. */
function ofStart(key: keyof StartDescription, byDefault: number): Pick<Field, 'read' | 'write'> {
  return {
    read: ({ network }) => network.start?.[key] ?? byDefault,
    write: (document, value) => {
      const { [key]: _, ...others } = document.network.start ?? {};
      const start = value === byDefault ? others : { ...others, [key]: value };
      return withNetwork(document, { start: Object.keys(start).length > 0 ? start : undefined });
    },
  };
}

export const FIELDS = {
  n: {
    label: 'Neurons',
    unit: '',
    least: 1,
    most: 4096,
    isWhole: true,
    meaning: 'Size of the network. The populations keep their shares of it.',
    ...ofNeurons,
  },
  seed: {
    label: 'Seed',
    unit: '',
    least: 0,
    most: MOST_SEED,
    isWhole: true,
    meaning: 'Draws the connections and the initial state; the same seed gives the same network.',
    ...ofSeed,
  },
  startV: {
    label: 'V at start',
    unit: 'mV',
    least: -120,
    most: 60,
    isWhole: false,
    meaning:
      'Membrane potential of every neuron at t = 0; gates are closed then. At rest PNs are at −66.8 mV, LNs at −55.2 mV.',
    ...ofStart('V', -70),
  },
  noise: {
    label: 'Noise',
    unit: '',
    least: 0,
    most: 0.5,
    isWhole: false,
    meaning:
      'Every value of the initial state is multiplied by 1 + noise · N(0, 1): 0.01 is 1 %, 0 makes all neurons of a population alike.',
    ...ofStart('noise', 0.01),
  },
  duration: {
    label: 'Duration',
    unit: 'ms',
    least: 1,
    most: 100_000,
    isWhole: false,
    meaning: 'Simulated time from start to end.',
    ...ofDocument('duration'),
  },
  dt: {
    label: 'Time step dt',
    unit: 'ms',
    least: 0.0001,
    most: 0.1,
    isWhole: false,
    meaning: 'Step of the Runge-Kutta integration (RK4). The published network uses 0.01 ms.',
    ...ofDocument('dt'),
  },
  recordEvery: {
    label: 'Record every',
    unit: 'steps',
    least: 1,
    most: 10_000,
    isWhole: true,
    meaning: 'V is kept once in this many steps. Spikes are found in every step.',
    ...ofDocument('recordEvery'),
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** Why `value` is not accepted, in one sentence that quotes what was `typed`; undefined where it is. */
export function checkField(name: FieldName, value: number, typed = String(value)): string | undefined {
  return checkLimits(FIELDS[name], value, typed);
}
