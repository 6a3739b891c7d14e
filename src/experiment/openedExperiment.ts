import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type { ReadExperiment } from './readExperiment.ts';

/** An experiment out of a file, with what the page shows of its currents. */
export interface OpenedExperiment extends ReadExperiment {
  /** Name of the file. */
  readonly from: string;
  /** Of currents that are arrays, by their ids. */
  readonly uploads: Readonly<Record<string, StimulusUpload>>;
}
