import { MOST_NEURONS } from '../model/buildNetwork.ts';
import type {
  ArrayStimulus,
  OdourStimulus,
  Receivers,
  StimulusPart,
  Waveform,
  WaveformStimulus,
} from '../model/description.ts';
import type { NetworkModel } from '../model/model.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import type { ExperimentCurrent } from './experiment.ts';
import { MOST_SAMPLES } from './experimentFormat.ts';
import {
  asObject,
  flag,
  kindOf,
  listOf,
  misfit,
  numberFrom,
  objectOf,
  oneOf,
  or,
  seed,
  text,
  within,
  wholeFrom,
} from './shape.ts';
import type { Read } from './shape.ts';
import { STIMULUS_LIMITS } from './stimulusLimits.ts';
import type { StimulusNumber } from './stimulusLimits.ts';

/** A number within the limits of a field. */
function ofField(name: StimulusNumber): Read<number> {
  const { least, most } = STIMULUS_LIMITS[name];
  return numberFrom(least, most);
}

const amplitude = ofField('amplitude');
const mean = ofField('mean');

const waveform: Read<Waveform> = kindOf({
  step: objectOf({ amplitude }),
  ramp: objectOf({ from: ofField('from'), to: ofField('to') }),
  sine: objectOf({ mean, amplitude, frequency: ofField('frequency'), phase: ofField('phase') }),
  pulseTrain: objectOf({ amplitude, width: ofField('width'), period: ofField('period') }),
  noise: objectOf({ mean, deviation: ofField('deviation'), tau: ofField('tau'), seed }),
});

/** A list of finite samples, as a file of currents or its preview holds them. @param array finds the typed array that is meant */
export function samplesReader(array: Read<unknown>): Read<ArrayStimulus['values']> {
  return (value, tell) => {
    const found = array(value, tell);
    if (found === undefined) return undefined;
    const isRight = (found instanceof Float32Array || found instanceof Float64Array) && found.every(Number.isFinite);
    if (isRight) return found as ArrayStimulus['values'];
    tell?.(misfit(found, 'an array of finite numbers as float32 or float64'));
    return undefined;
  };
}

/**
 * Currents as files and saves hold them. Where nobody listens, each number of an odour that is not right takes its default.
 * @param array finds the typed array that one refers to
 * @param tellLost hears the name of a file whose samples are not there any more
 */
export function currentReader(
  model: NetworkModel,
  array: Read<unknown>,
  tellLost: (name: string) => void = () => {},
): Read<ExperimentCurrent> {
  const population = oneOf(...model.populations.map(({ name }) => name));
  const receivers: Read<Receivers> = kindOf({
    all: objectOf({}, { population }),
    share: objectOf({ share: numberFrom(0, 1), seed }, { population }),
    list: objectOf({ neurons: listOf(wholeFrom(0, MOST_NEURONS - 1), MOST_NEURONS) }),
  });

  const odourNumbers = objectOf({
    amplitude: or(amplitude, DEFAULT_ODOUR.amplitude),
    share: or(ofField('share'), DEFAULT_ODOUR.share),
    seed: or(seed, DEFAULT_ODOUR.seed),
    onset: or(ofField('onset'), DEFAULT_ODOUR.onset),
    offset: or(ofField('offset'), DEFAULT_ODOUR.offset),
    tauRise: or(ofField('tauRise'), DEFAULT_ODOUR.tauRise),
    tauDecay: or(ofField('tauDecay'), DEFAULT_ODOUR.tauDecay),
  });
  const odour: Read<Omit<OdourStimulus, 'kind'>> = (value, tell) => {
    const read = odourNumbers(value, tell);
    const ofOdour = asObject(value)['receivers'];
    if (!read || ofOdour === undefined) return read;
    const own = receivers(ofOdour, tell && within(tell, 'receivers'));
    if (own) return { ...read, receivers: own };
    return tell ? undefined : read;
  };

  const pulse: Read<Omit<WaveformStimulus, 'kind'>> = objectOf({
    waveform,
    receivers,
    onset: ofField('onset'),
    offset: ofField('offset'),
  });

  const samples = samplesReader(array);
  const described = objectOf({
    name: text,
    n: wholeFrom(1, MOST_NEURONS),
    samples: wholeFrom(1, MOST_SAMPLES),
    samplesPerMs: ofField('samplesPerMs'),
  });
  const file: Read<Omit<ArrayStimulus, 'kind'>> = (value, tell) => {
    const read = described(value, tell);
    if (!read) return undefined;
    const { n, samples: length, name } = read;
    const values = samples(asObject(value)['values'], tell && within(tell, 'values'));
    if (values?.length === n * length) return { ...read, values };
    if (values) tell?.({ at: 'values', problem: `are ${values.length}: expected [${length}, ${n}]` });
    tellLost(name);
    return undefined;
  };

  const part: Read<StimulusPart> = kindOf({ odour, waveform: pulse, array: file });
  return objectOf({ id: text, isOn: flag, part }, { name: text });
}
