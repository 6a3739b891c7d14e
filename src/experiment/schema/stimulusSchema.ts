import { MOST_NEURONS } from '../../model/buildNetwork.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import { MOST_ENTRIES, MOST_SAMPLES } from '../experimentFormat.ts';
import { STIMULUS_LIMITS } from '../stimulusLimits.ts';
import type { StimulusNumber } from '../stimulusLimits.ts';
import { defined, kinds, list, number, object, seed, text, whole } from './jsonSchema.ts';
import type { Schema } from './jsonSchema.ts';

/** Who receives a current. */
export const RECEIVERS: Schema = kinds('Who receives it.', {
  all: object('All of one population, or all there are.', {}, { population: defined('population') }),
  share: object(
    'A share of them.',
    { share: number('The share, rounded down to whole neurons.', 0, 1), seed: seed('Draws who.') },
    { population: defined('population') },
  ),
  list: object('Single neurons.', { neurons: defined('neurons') }),
});

export function stimulusSchema(): Schema {
  const current = object(
    'One current.',
    {
      id: text('Tells it from the others.'),
      isOn: { description: 'Whether it takes part.', type: 'boolean' },
      part: kinds('What is injected.', { odour: odour(), waveform: waveform(), array: array() }),
    },
    { name: text("What it stands for: 'Odour A'.") },
  );
  return list('The currents that are added up.', current, MOST_ENTRIES);
}

/** A number as the field of the page has it. */
function field(name: StimulusNumber): Schema {
  const { label, unit, meaning, least, most, isWhole } = STIMULUS_LIMITS[name];
  const description = `${label}${unit && `, ${unit}`}. ${meaning}`;
  return isWhole ? whole(description, least, most) : number(description, least, most);
}

function odour(): Schema {
  const { amplitude, share, seed: ofOdour, onset, offset, tauRise, tauDecay } = DEFAULT_ODOUR;
  return object(
    'The odour pulse of the tutorial: rises exponentially from the onset, decays from the offset.',
    {},
    {
      amplitude: { ...field('amplitude'), default: amplitude },
      share: { ...field('share'), default: share },
      seed: { ...field('odourSeed'), default: ofOdour },
      receivers: defined('receivers', { description: 'Who receives it instead of the share.' }),
      onset: { ...field('onset'), default: onset },
      offset: { ...field('offset'), default: offset },
      tauRise: { ...field('tauRise'), default: tauRise },
      tauDecay: { ...field('tauDecay'), default: tauDecay },
    },
  );
}

function waveform(): Schema {
  const [amplitude, mean] = [field('amplitude'), field('mean')];
  return object('A current from the onset to the offset, 0 before and after.', {
    waveform: kinds('Its course.', {
      step: object('Constant.', { amplitude }),
      ramp: object('Linear.', { from: field('from'), to: field('to') }),
      sine: object('mean + amplitude · sin(2π · frequency · (t - onset) / 1000 + phase).', {
        mean,
        amplitude,
        frequency: field('frequency'),
        phase: field('phase'),
      }),
      pulseTrain: object('Pulses.', { amplitude, width: field('width'), period: field('period') }),
      noise: object('Ornstein-Uhlenbeck noise, another one for each receiver.', {
        mean,
        deviation: field('deviation'),
        tau: field('tau'),
        seed: field('noiseSeed'),
      }),
    }),
    receivers: defined('receivers'),
    onset: field('onset'),
    offset: field('offset'),
  });
}

function array(): Schema {
  return object('Samples from a file.', {
    name: text('The name of the file that they came from.'),
    n: whole('How many neurons they are for.', 1, MOST_NEURONS),
    samples: whole('How many samples there are.', 1, MOST_SAMPLES),
    samplesPerMs: field('samplesPerMs'),
    values: defined('array', { description: '[samples, n], µA/cm², as float32 or float64.' }),
  });
}
