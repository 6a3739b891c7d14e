import type { StimulusPreview } from '../../charts/stimulusPreview.ts';
import type { StimulusPreview as FilePreview } from '../../files/stimulusPreview.ts';
import type { RunDescription } from '../../model/description.ts';
import { odourTimeCourse } from '../../model/stimulus.ts';

const ODOUR_BINS = 2000;

/**
 * What the charts draw of a run's stimulus. An array's samples were condensed when the file was read (`ofFile`); an odour
 * is the same current in every driven neuron.
 */
export function previewOf(run: RunDescription, ofFile: FilePreview | undefined): StimulusPreview | undefined {
  const { stimulus, network, duration } = run;
  if (stimulus.kind === 'array') return ofFile && spread(ofFile, stimulus.samplesPerMs);
  if (stimulus.kind !== 'odour') return undefined;
  const interval = duration / ODOUR_BINS;
  const current = Float32Array.from(
    { length: ODOUR_BINS },
    (_, bin) => stimulus.amplitude * odourTimeCourse(stimulus, bin * interval),
  );
  const driven = Math.floor(stimulus.share * network.n);
  return { interval, min: current, max: current, mean: current, driven, n: network.n };
}

/** The file's preview has a mean over all neurons; the charts show that of the driven ones. */
function spread({ n, samples, min, max, mean, driven }: FilePreview, samplesPerMs: number): StimulusPreview {
  const interval = samples / mean.length / samplesPerMs;
  return { interval, min, max, mean: mean.map((value) => (driven > 0 ? (value * n) / driven : 0)), driven, n };
}
