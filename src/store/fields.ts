import type { StartDescription } from '../model/description.ts';
import { DEFAULT_ODOUR, DEFAULT_SAMPLES_PER_MS } from '../model/stimulus.ts';
import { withEntry, withNetwork } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';
import { withNeurons } from './resizeNetwork.ts';

/** A number of the document that the user can type: what it means, what it may be, where it stands. */
export interface Field {
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly meaning: string;
  read(document: LabDocument): number;
  write(document: LabDocument, value: number): LabDocument;
}

type NumberKey = 'duration' | 'dt' | 'recordEvery';
type OdourKey = 'amplitude' | 'share' | 'seed' | 'onset' | 'offset' | 'tauRise' | 'tauDecay';

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

/** Of the first odour. */
function ofOdour(key: OdourKey): Pick<Field, 'read' | 'write'> {
  return {
    read: ({ stimulus }) => {
      const part = stimulus.find((entry) => entry.part.kind === 'odour')?.part;
      return part?.kind === 'odour' ? part[key] : DEFAULT_ODOUR[key];
    },
    write: (document, value) => {
      const entry = document.stimulus.find(({ part }) => part.kind === 'odour');
      if (entry?.part.kind !== 'odour') return document;
      return withEntry(document, entry.id, { ...entry, part: { ...entry.part, [key]: value } });
    },
  };
}

/** Of the first file. */
const ofFile: Pick<Field, 'read' | 'write'> = {
  read: ({ stimulus }) => {
    const part = stimulus.find((entry) => entry.part.kind === 'array')?.part;
    return part?.kind === 'array' ? part.samplesPerMs : DEFAULT_SAMPLES_PER_MS;
  },
  write: (document, value) => {
    const entry = document.stimulus.find(({ part }) => part.kind === 'array');
    if (entry?.part.kind !== 'array') return document;
    return withEntry(document, entry.id, { ...entry, part: { ...entry.part, samplesPerMs: value } });
  },
};

const MOST_SEED = 2 ** 32 - 1;

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
  amplitude: {
    label: 'Amplitude',
    unit: 'µA/cm²',
    least: -100,
    most: 100,
    isWhole: false,
    meaning: 'Plateau of the injected current; positive depolarises.',
    ...ofOdour('amplitude'),
  },
  share: {
    label: 'Share driven',
    unit: '',
    least: 0,
    most: 1,
    isWhole: false,
    meaning: 'Share of all neurons that receive the odour, chosen at random.',
    ...ofOdour('share'),
  },
  odourSeed: {
    label: 'Odour seed',
    unit: '',
    least: 0,
    most: MOST_SEED,
    isWhole: true,
    meaning: 'Draws which neurons receive the odour: another seed is another odour.',
    ...ofOdour('seed'),
  },
  onset: {
    label: 'Onset',
    unit: 'ms',
    least: 0,
    most: 100_000,
    isWhole: false,
    meaning: 'When the odour starts to rise.',
    ...ofOdour('onset'),
  },
  offset: {
    label: 'Offset',
    unit: 'ms',
    least: 0,
    most: 100_000,
    isWhole: false,
    meaning: 'When the odour starts to decay.',
    ...ofOdour('offset'),
  },
  tauRise: {
    label: 'Rise',
    unit: 'ms',
    least: 0.1,
    most: 10_000,
    isWhole: false,
    meaning: 'Time constant of the rise.',
    ...ofOdour('tauRise'),
  },
  tauDecay: {
    label: 'Decay',
    unit: 'ms',
    least: 0.1,
    most: 10_000,
    isWhole: false,
    meaning: 'Time constant of the decay.',
    ...ofOdour('tauDecay'),
  },
  samplesPerMs: {
    label: 'Samples per ms',
    unit: '1/ms',
    least: 0.001,
    most: 10_000,
    isWhole: false,
    meaning: 'How many columns of current.npy make one millisecond; NerveFlow saves 100.',
    ...ofFile,
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** Why `value` is not accepted, in one sentence that quotes what was `typed`; undefined where it is. */
export function checkField(name: FieldName, value: number, typed = String(value)): string | undefined {
  const { label, unit, least, most, isWhole }: Field = FIELDS[name];
  const isRight = Number.isFinite(value) && value >= least && value <= most && (!isWhole || Number.isInteger(value));
  if (isRight) return undefined;
  const kind = isWhole ? 'a whole number' : 'a number';
  return `${label} must be ${kind} from ${least} to ${most}${unit && ` ${unit}`}, got ${typed || 'nothing'}`;
}
