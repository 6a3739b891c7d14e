import type { OpenedExperiment } from '../experiment/openedExperiment.ts';
import { FIELDS, FIELD_NAMES, checkField } from './fields.ts';
import type { Field } from './fields.ts';
import type { Lab } from './lab.ts';
import type { LabDocument } from './labDocument.ts';
import { placeOf } from './placeOf.ts';
import { replaceLab } from './replaceLab.ts';
import { knowFile, mayReplace } from './unsavedWork.ts';

/**
 * Shows an experiment that came out of a file, after a question where work would be replaced that is in none: one edit, which undo takes
 * back. It waits for Run.
 * @param savedAt when its file was saved, ms since 1970
 * @returns whether it was opened
 * @throws RangeError with a sentence where the page cannot run such an experiment
 */
export async function openExperiment(
  lab: Lab,
  { experiment, uploads, notices, from }: OpenedExperiment,
  savedAt?: number,
): Promise<boolean> {
  const stimulus = experiment.stimulus.map((entry) => ({
    ...entry,
    ...(uploads.has(entry.id) && { upload: uploads.get(entry.id)! }),
  }));
  const { engine, ...document } = { ...experiment, stimulus };
  checkLimits({ ...document, engine }, from);
  // What is still on its way from the last visit is part of the work.
  await lab.broughtBack;
  const place = await placeOf(lab, document, from);
  const title = place.document.title || 'Untitled experiment';
  const what = `Open the file’s “${experiment.title || 'Untitled experiment'}”`;
  if (!(await mayReplace(lab, what, place.document, savedAt))) return false;
  knowFile(lab, { ...experiment, title: place.document.title });
  replaceLab(lab, {
    label: `Open experiment “${title}”`,
    ...place,
    // The engine of the address holds until another is chosen.
    ...(lab.experiment.getState().ownEngine !== lab.engineOverride && { engine }),
    view: () => ({ stimulusEntry: undefined }),
    notice: (replaced) =>
      [
        `Opened “${title}” from ${from}.`,
        ...(replaced ? [`Undo brings back your “${replaced.title}”.`] : []),
        ...notices,
      ].join(' '),
  });
  return true;
}

/** The command line runs what is too large for the page. */
function checkLimits(document: LabDocument, from: string): void {
  for (const name of FIELD_NAMES) {
    const field: Field = FIELDS[name];
    const problem = checkField(name, field.read(document));
    if (problem) throw new RangeError(`${from} cannot be opened on this page: ${problem}.`);
  }
}
