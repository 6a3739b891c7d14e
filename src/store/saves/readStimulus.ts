import { MOST_NEURONS } from '../../model/buildNetwork.ts';
import type {
  ArrayStimulus,
  OdourStimulus,
  Receivers,
  StimulusPart,
  Waveform,
  WaveformStimulus,
} from '../../model/description.ts';
import type { NetworkModel } from '../../model/model.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import type { StimulusUpload } from '../../files/stimulusProtocol.ts';
import type { StimulusEntry } from '../labDocument.ts';
import { PART_FIELDS } from '../edits/stimulusFields.ts';
import type { PartFieldName } from '../edits/stimulusFields.ts';
import { asObject, flag, kindOf, listOf, numberFrom, objectOf, oneOf, or, seed, text, wholeFrom } from './shape.ts';
import type { Read } from './shape.ts';

const count = wholeFrom(0, 2 ** 31);

/** A number within the limits of a field. */
function ofField(name: PartFieldName): Read<number> {
  const { least, most } = PART_FIELDS[name];
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

/**
 * The entries of a stimulus as a save holds them. Of an odour each number that is not right takes its default; of a file that is not
 * there any more the name is told.
 * @param array finds the typed array that a save refers to
 */
export function entryReader(
  model: NetworkModel,
  array: Read<unknown>,
  tellLost: (name: string) => void,
): Read<StimulusEntry> {
  const population = oneOf(...model.populations.map(({ name }) => name));
  const receivers: Read<Receivers> = kindOf({
    all: objectOf({}, { population }),
    share: objectOf({ share: numberFrom(0, 1), seed }, { population }),
    list: objectOf({ neurons: listOf(wholeFrom(0, MOST_NEURONS - 1), MOST_NEURONS) }),
  });

  const odour: Read<Omit<OdourStimulus, 'kind'>> = (value) => {
    const read = objectOf({
      amplitude: or(amplitude, DEFAULT_ODOUR.amplitude),
      share: or(ofField('share'), DEFAULT_ODOUR.share),
      seed: or(seed, DEFAULT_ODOUR.seed),
      onset: or(ofField('onset'), DEFAULT_ODOUR.onset),
      offset: or(ofField('offset'), DEFAULT_ODOUR.offset),
      tauRise: or(ofField('tauRise'), DEFAULT_ODOUR.tauRise),
      tauDecay: or(ofField('tauDecay'), DEFAULT_ODOUR.tauDecay),
    })(value);
    const own = receivers(asObject(value)['receivers']);
    return read && { ...read, ...(own && { receivers: own }) };
  };

  const pulse: Read<Omit<WaveformStimulus, 'kind'>> = objectOf({
    waveform,
    receivers,
    onset: ofField('onset'),
    offset: ofField('offset'),
  });

  const samples: Read<ArrayStimulus['values']> = (value) => {
    const found = array(value);
    const isRight = (found instanceof Float32Array || found instanceof Float64Array) && found.every(Number.isFinite);
    return isRight ? (found as ArrayStimulus['values']) : undefined;
  };
  const described = objectOf({
    name: text,
    n: wholeFrom(1, MOST_NEURONS),
    samples: wholeFrom(1, 2 ** 31),
    samplesPerMs: ofField('samplesPerMs'),
  });
  const file: Read<Omit<ArrayStimulus, 'kind'>> = (value) => {
    const read = described(value);
    if (!read) return undefined;
    const values = samples(asObject(value)['values']);
    if (values?.length === read.n * read.samples) return { ...read, values };
    tellLost(read.name);
    return undefined;
  };

  const part: Read<StimulusPart> = kindOf({ odour, waveform: pulse, array: file });
  const upload = uploadReader(samples);
  const head = objectOf({ id: text, isOn: flag, part }, { name: text });
  return (value) => {
    const read = head(value);
    if (!read || read.part.kind !== 'array') return read;
    const ofFile = upload(asObject(value)['upload']);
    const { n, samples: length, values, name, samplesPerMs } = read.part;
    if (ofFile?.preview.n === n && ofFile.preview.samples === length) {
      return {
        ...read,
        upload: { ...ofFile, stimulus: { kind: 'array', name, n, samples: length, samplesPerMs, values } },
      };
    }
    return read;
  };
}

/** What was assumed of a file, and its preview. */
function uploadReader(samples: Read<ArrayStimulus['values']>): Read<Omit<StimulusUpload, 'stimulus'>> {
  const bins: Read<Float32Array<ArrayBuffer>> = (value) => {
    const found = samples(value);
    return found instanceof Float32Array ? found : undefined;
  };
  const read = objectOf({
    notices: listOf(text, 100),
    preview: objectOf({ n: count, samples: count, min: bins, max: bins, mean: bins, driven: count }),
  });
  return (value) => {
    const found = read(value);
    const isWhole =
      found && [found.preview.min, found.preview.max].every(({ length }) => length === found.preview.mean.length);
    return isWhole && found.preview.mean.length > 0 ? found : undefined;
  };
}
