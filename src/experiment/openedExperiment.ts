import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type { ReadExperiment } from './readExperiment.ts';

/** An experiment out of a file, with what the page shows of its currents. */
export interface OpenedExperiment extends ReadExperiment {
  /** Name of the file. */
  readonly from: string;
  /** Of currents that are arrays, by their ids: those of a file may be any text, 'constructor' and '__proto__' too. */
  readonly uploads: ReadonlyMap<string, StimulusUpload>;
}
