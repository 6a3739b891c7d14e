import type { StimulusPart } from '../../model/description.ts';
import { checkWaveform } from '../../model/stimulus/waveform.ts';
import { STIMULUS_LIMITS } from '../../experiment/stimulusLimits.ts';
import type { StimulusNumber } from '../../experiment/stimulusLimits.ts';
import { checkLimits } from '../../experiment/numberLimits.ts';
import type { NumberLimits } from '../../experiment/numberLimits.ts';
import { receiversOf, withReceivers } from './stimulusParts.ts';

/** A number of a part of the stimulus, and where it stands. */
export interface PartField extends NumberLimits {
  /** What an arrow key adds or takes. */
  readonly step: number;
  /** Undefined where the part has no such number. */
  read(part: StimulusPart): number | undefined;
  write(part: StimulusPart, value: number): StimulusPart;
}

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

/** In the order in which the page shows them. */
export const PART_FIELDS = {
  amplitude: {
    ...STIMULUS_LIMITS.amplitude,
    step: 1,
    read: (part) => ofWaveform('amplitude').read(part) ?? (part.kind === 'odour' ? part.amplitude : undefined),
    write: (part, value) => (part.kind === 'odour' ? ofPart : ofWaveform)('amplitude').write(part, value),
  },
  from: { ...STIMULUS_LIMITS.from, step: 1, ...ofWaveform('from') },
  to: { ...STIMULUS_LIMITS.to, step: 1, ...ofWaveform('to') },
  mean: { ...STIMULUS_LIMITS.mean, step: 1, ...ofWaveform('mean') },
  deviation: { ...STIMULUS_LIMITS.deviation, step: 1, ...ofWaveform('deviation') },
  frequency: { ...STIMULUS_LIMITS.frequency, step: 1, ...ofWaveform('frequency') },
  phase: { ...STIMULUS_LIMITS.phase, step: 0.1, ...ofWaveform('phase') },
  width: { ...STIMULUS_LIMITS.width, step: 1, ...ofWaveform('width') },
  period: { ...STIMULUS_LIMITS.period, step: 1, ...ofWaveform('period') },
  tau: { ...STIMULUS_LIMITS.tau, step: 1, ...ofWaveform('tau') },
  noiseSeed: { ...STIMULUS_LIMITS.noiseSeed, step: 1, ...ofWaveform('seed') },
  onset: { ...STIMULUS_LIMITS.onset, step: 10, ...ofPart('onset') },
  offset: { ...STIMULUS_LIMITS.offset, step: 10, ...ofPart('offset') },
  tauRise: { ...STIMULUS_LIMITS.tauRise, step: 5, ...ofPart('tauRise') },
  tauDecay: { ...STIMULUS_LIMITS.tauDecay, step: 5, ...ofPart('tauDecay') },
  share: { ...STIMULUS_LIMITS.share, step: 0.01, ...ofReceivers('share', undefined) },
  odourSeed: { ...STIMULUS_LIMITS.odourSeed, step: 1, ...ofReceivers('seed', true) },
  receiverSeed: { ...STIMULUS_LIMITS.receiverSeed, step: 1, ...ofReceivers('seed', false) },
  samplesPerMs: { ...STIMULUS_LIMITS.samplesPerMs, step: 10, ...ofPart('samplesPerMs') },
} as const satisfies Record<StimulusNumber, PartField>;

export type PartFieldName = StimulusNumber;

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
