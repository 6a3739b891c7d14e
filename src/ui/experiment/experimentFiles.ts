import labPackage from '../../../package.json' with { type: 'json' };
import { readExperimentInWorker, writeExperimentInWorker } from '../../experiment/experimentClient.ts';
import type { Lab } from '../../store/lab.ts';
import { openExperiment } from '../../store/openExperiment.ts';
import { knowFile } from '../../store/unsavedWork.ts';
import { downloadFile } from '../downloadFile.ts';
import { commitDraft } from '../history/drafts.ts';
import { fetchExperiment } from './fetchExperiment.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** How the fragment of a link begins that names the file of an experiment. */
export const SOURCE_FRAGMENT = '#src=';

/** Opens an experiment from a file; a file that is none changes nothing, and the page says why. */
export async function openExperimentFile(lab: Lab, file: File): Promise<boolean> {
  commitDraft();
  try {
    return await openExperiment(lab, await readExperimentInWorker(file), file.lastModified);
  } catch (error) {
    refuse(lab, error);
    return false;
  }
}

/** Opens the experiment at the address in '#src=…', which is trusted no more than a file that is dropped. */
export async function openExperimentAt(lab: Lab, fragment: string): Promise<boolean> {
  try {
    const file = await fetchExperiment(fragment.slice(SOURCE_FRAGMENT.length), location.href);
    return await openExperimentFile(lab, file);
  } catch (error) {
    refuse(lab, error);
    return false;
  }
}

/** Lets the visitor choose a file to open. */
export function chooseExperiment(lab: Lab): void {
  const chooser = document.createElement('input');
  chooser.type = 'file';
  chooser.accept = '.zip,.json';
  chooser.onchange = () => {
    const file = chooser.files?.[0];
    if (file) void openExperimentFile(lab, file);
  };
  chooser.click();
}

/** Writes the experiment on screen into a file among the browser's downloads. */
export async function saveExperiment(lab: Lab): Promise<void> {
  commitDraft();
  // Large arrays of the last visit may still be on their way.
  await lab.broughtBack;
  const experiment = lab.document.getState();
  try {
    const { name, bytes } = await writeExperimentInWorker(withoutUploads(experiment), labPackage.version);
    downloadFile(new Blob([bytes], { type: name.endsWith('.json') ? 'application/json' : 'application/zip' }), name);
    knowFile(lab, experiment);
  } catch (error) {
    refuse(lab, error);
  }
}

/** What the page knows of its files stays here: it would be sent to the worker in vain. */
function withoutUploads(experiment: ReturnType<Lab['document']['getState']>) {
  return { ...experiment, stimulus: experiment.stimulus.map(({ upload: __, ...entry }) => entry) };
}

function refuse(lab: Lab, error: unknown): void {
  const sentence = messageOf(error);
  lab.demo.setState({ notice: { kind: 'refused', sentence: /[.!?]$/.test(sentence) ? sentence : `${sentence}.` } });
}
