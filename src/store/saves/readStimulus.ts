import { samplesReader, currentReader } from '../../experiment/readStimulus.ts';
import { asObject, listOf, objectOf, text, wholeFrom } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';
import type { StimulusUpload } from '../../files/stimulusProtocol.ts';
import type { ArrayStimulus } from '../../model/description.ts';
import type { NetworkModel } from '../../model/model.ts';
import type { StimulusEntry } from '../labDocument.ts';

const count = wholeFrom(0, 2 ** 31);

/** The entries of a stimulus as a save holds them, with what the page knows of their files: see `currentReader`. */
export function entryReader(
  model: NetworkModel,
  array: Read<unknown>,
  tellLost: (name: string) => void,
): Read<StimulusEntry> {
  const current = currentReader(model, array, tellLost);
  const upload = uploadReader(samplesReader(array));
  return (value) => {
    const read = current(value);
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
