/** What `experiment.json` begins with; schema/experimentSchema.ts says what follows. */
export const FORMAT = 'NerveFlow Lab experiment';

/** Raise it with every change of the schema, and migrate what is older in readExperiment.ts. */
export const VERSION = 1;

/** The description, in an archive or alone; its arrays stand beside it in a folder. */
export const DESCRIPTION_NAME = 'experiment.json';
export const ARRAYS_FOLDER = 'arrays/';

/** Keys of the file that are for people and their editors alone. */
export const FOR_HUMANS = ['$schema', 'software', 'conventions'] as const;

/** Entries that a list may have, of currents or of changes. */
export const MOST_ENTRIES = 1000;
/** Edits on top of a matrix: each stroke of a brush is one. */
export const MOST_PATCHES = 100_000;
/** Samples of a current, or steps from one recorded sample to the next. */
export const MOST_SAMPLES = 2 ** 31;

/** Whether a file may be an experiment, by its name. */
export function isExperimentName(name: string): boolean {
  return /\.(zip|json)$/i.test(name);
}
