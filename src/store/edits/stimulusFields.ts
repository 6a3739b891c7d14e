import type { StimulusPart } from '../../model/description.ts';
import { MOST_SEED } from '../../model/random.ts';
import { checkWaveform } from '../../model/stimulus/waveform.ts';
import { checkLimits } from '../numberLimits.ts';
import type { NumberLimits } from '../numberLimits.ts';
import { receiversOf, withReceivers } from './stimulusParts.ts';

/** A number of a part of the stimulus, and where it stands. */
export interface PartField extends NumberLimits {
  /** What an arrow key adds or takes. */
  readonly step: number;
  /** Undefined where the part has no such number. */
  read(part: StimulusPart): number | undefined;
  write(part: StimulusPart, value: number): StimulusPart;
}

const CURRENT = { unit: 'µA/cm²', least: -100, most: 100, isWhole: false, step: 1 } as const;
const TIME = { unit: 'ms', least: 0, most: 100_000, isWhole: false, step: 10 } as const;
const TIME_CONSTANT = { unit: 'ms', least: 0.1, most: 10_000, isWhole: false, step: 5 } as const;

type Place = Pick<PartField, 'read' | 'write'>;

function numberAt(object: object, key: string): number | undefined {
  const value: unknown = (object as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'number' ? value : undefined;
}

/** In the part itself. */
function ofPart(key: string): Place {
  return {
    read: (part) => numberAt(part, key),
    write: (part, value) => ({ ...part, [key]: value }),
  };
}

/** In the waveform, for an odour in the part. */
function ofWaveform(key: string): Place {
  return {
    read: (part) => (part.kind === 'waveform' ? numberAt(part.waveform, key) : undefined),
    write: (part, value) =>
      part.kind === 'waveform' ? { ...part, waveform: { ...part.waveform, [key]: value } } : part,
  };
}

function ofReceivers(key: 'share' | 'seed', isOdour: boolean | undefined): Place {
  return {
    read: (part) => {
      const receivers = receiversOf(part);
      const isMeant = isOdour === undefined || isOdour === (part.kind === 'odour');
      return isMeant && receivers?.kind === 'share' ? receivers[key] : undefined;
    },
    write: (part, value) => {
      const receivers = receiversOf(part);
      return receivers?.kind === 'share' ? withReceivers(part, { ...receivers, [key]: value }) : part;
    },
  };
}

const seed = { unit: '', least: 0, most: MOST_SEED, isWhole: true, step: 1 } as const;

/** In the order in which the page shows them. */
export const PART_FIELDS = {
  amplitude: {
    ...CURRENT,
    label: 'Amplitude',
    meaning: 'The injected current; positive depolarises.',
    read: (part) => ofWaveform('amplitude').read(part) ?? (part.kind === 'odour' ? part.amplitude : undefined),
    write: (part, value) => (part.kind === 'odour' ? ofPart : ofWaveform)('amplitude').write(part, value),
  },
  from: {
    ...CURRENT,
    label: 'From',
    meaning: 'The current at the onset; positive depolarises.',
    ...ofWaveform('from'),
  },
  to: { ...CURRENT, label: 'To', meaning: 'The current that is reached at the offset.', ...ofWaveform('to') },
  mean: { ...CURRENT, label: 'Mean', meaning: 'The current about which it varies.', ...ofWaveform('mean') },
  deviation: {
    ...CURRENT,
    least: 0,
    label: 'Deviation',
    meaning: 'Standard deviation of the noise, which is normally distributed.',
    ...ofWaveform('deviation'),
  },
  frequency: {
    label: 'Frequency',
    unit: 'Hz',
    least: 0.01,
    most: 10_000,
    isWhole: false,
    step: 1,
    meaning: 'Periods per second.',
    ...ofWaveform('frequency'),
  },
  phase: {
    label: 'Phase',
    unit: 'rad',
    least: -100,
    most: 100,
    isWhole: false,
    step: 0.1,
    meaning: 'Phase of the sine at the onset; π/2 = 1.571 makes it a cosine.',
    ...ofWaveform('phase'),
  },
  width: { ...TIME, step: 1, label: 'Width', meaning: 'How long each pulse lasts.', ...ofWaveform('width') },
  period: {
    ...TIME,
    least: 0.01,
    step: 1,
    label: 'Period',
    meaning: 'From the start of one pulse to the start of the next.',
    ...ofWaveform('period'),
  },
  tau: {
    ...TIME_CONSTANT,
    least: 0.01,
    step: 1,
    label: 'Correlation time',
    meaning: 'After this long the correlation of the noise with itself has fallen to 1/e.',
    ...ofWaveform('tau'),
  },
  noiseSeed: {
    ...seed,
    label: 'Noise seed',
    meaning: 'Draws the noise, another one for each neuron; the same seed gives the same noise.',
    ...ofWaveform('seed'),
  },
  onset: {
    ...TIME,
    label: 'Onset',
    meaning: 'When the current begins; that of an odour starts to rise.',
    ...ofPart('onset'),
  },
  offset: {
    ...TIME,
    label: 'Offset',
    meaning: 'When the current ends; that of an odour starts to decay.',
    ...ofPart('offset'),
  },
  tauRise: { ...TIME_CONSTANT, label: 'Rise', meaning: 'Time constant of the rise.', ...ofPart('tauRise') },
  tauDecay: { ...TIME_CONSTANT, label: 'Decay', meaning: 'Time constant of the decay.', ...ofPart('tauDecay') },
  share: {
    label: 'Share driven',
    unit: '',
    least: 0,
    most: 1,
    isWhole: false,
    step: 0.01,
    meaning: 'Share of the neurons that receive the current, chosen at random.',
    ...ofReceivers('share', undefined),
  },
  odourSeed: {
    ...seed,
    label: 'Odour seed',
    meaning: 'Draws which neurons receive the odour: another seed is another odour.',
    ...ofReceivers('seed', true),
  },
  receiverSeed: {
    ...seed,
    label: 'Receiver seed',
    meaning: 'Draws which neurons receive the current.',
    ...ofReceivers('seed', false),
  },
  samplesPerMs: {
    label: 'Samples per ms',
    unit: '1/ms',
    least: 0.001,
    most: 10_000,
    isWhole: false,
    step: 10,
    meaning: 'How many columns of the file make one millisecond; NerveFlow saves 100.',
    ...ofPart('samplesPerMs'),
  },
} as const satisfies Record<string, PartField>;

export type PartFieldName = keyof typeof PART_FIELDS;

/** The numbers that a part has, in the order in which the page shows them. */
export function fieldsOf(part: StimulusPart): PartFieldName[] {
  return (Object.keys(PART_FIELDS) as PartFieldName[]).filter((name) => PART_FIELDS[name].read(part) !== undefined);
}

/** Why a part's number is not accepted, in one sentence that quotes what was `typed`; undefined where it is. */
export function checkPartField(
  part: StimulusPart,
  name: PartFieldName,
  value: number,
  typed = String(value),
): string | undefined {
  const field: PartField = PART_FIELDS[name];
  const problem = checkLimits(field, value, typed);
  if (problem) return problem;
  const next = field.write(part, value);
  if (next.kind === 'array') return undefined;
  if (name === 'onset' && next.offset < value) {
    return `Onset must not lie behind the offset at ${next.offset} ms, got ${value} ms`;
  }
  if (name === 'offset' && value < next.onset) {
    return `Offset must not lie before the onset at ${next.onset} ms, got ${value} ms`;
  }
  const contradiction = next.kind === 'waveform' ? checkWaveform(next) : undefined;
  return contradiction && `${field.label}: ${contradiction}`;
}

/** The number of a part that says how strong it is: what the handle on the timeline sets. */
export function levelFieldOf(part: StimulusPart): PartFieldName | undefined {
  if (part.kind === 'array') return undefined;
  if (part.kind === 'odour') return 'amplitude';
  switch (part.waveform.kind) {
    case 'ramp':
      return 'to';
    case 'noise':
      return 'deviation';
    case 'step':
    case 'sine':
    case 'pulseTrain':
      return 'amplitude';
  }
}
