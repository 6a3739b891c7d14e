/** What `experiment.json` begins with; its schema is the table in README.md. */
export const FORMAT = 'NerveFlow Lab experiment';

/** Raise it with every change of the schema, and migrate what is older in readExperiment.ts. */
export const VERSION = 1;

/** The description, in an archive or alone; its arrays stand beside it in a folder. */
export const DESCRIPTION_NAME = 'experiment.json';
export const ARRAYS_FOLDER = 'arrays/';

/** Keys of the file that are for its human readers alone. */
export const FOR_HUMANS = ['software', 'conventions'] as const;

/** Whether a file may be an experiment, by its name. */
export function isExperimentName(name: string): boolean {
  return /\.(zip|json)$/i.test(name);
}
