import { DESCRIPTION_NAME, isExperimentName } from '../../experiment/experimentFormat.ts';
import type { NamedFile } from '../../files/folder/folderFile.ts';
import type { Lab } from '../../store/lab.ts';
import { importsOf } from '../../store/imports/imports.ts';
import { openByAddress } from '../controls/useAddress.ts';
import { openForeign } from '../imports/openForeign.ts';
import { openExperimentFile } from './experimentFiles.ts';

/** Bytes at the end of an archive in which the names of its files stand. */
const DIRECTORY = 2 ** 16;

/** Opens what was dropped or chosen: an experiment, also the one in the folder of a run, or whatever else the lab takes. */
export async function openDropped(lab: Lab, files: readonly NamedFile[]): Promise<void> {
  // What was said of the files before goes with them.
  importsOf(lab).dismiss();
  lab.upload.setState({ problem: undefined });
  lab.demo.setState({ notice: undefined });
  const file = await findExperiment(files);
  if (file && location.hash === '#import') openByAddress('');
  if (file) await openExperimentFile(lab, file);
  else await openForeign(lab, files);
}

/** The experiment among the files; undefined where there is none. */
export async function findExperiment(files: readonly NamedFile[]): Promise<File | undefined> {
  const [only] = files;
  if (files.length === 1 && only && isExperimentName(only.file.name)) {
    const isExperiment = /\.json$/i.test(only.file.name) || (await holdsExperiment(only.file));
    return isExperiment ? only.file : undefined;
  }
  const own = files.filter(({ file }) => /^experiment\.(zip|json)$/i.test(file.name));
  return own.length === 1 ? own[0]!.file : undefined;
}

/** An archive may as well be a folder of arrays. */
async function holdsExperiment(archive: File): Promise<boolean> {
  const end = await archive.slice(-DIRECTORY).arrayBuffer();
  return new TextDecoder('latin1').decode(end).includes(DESCRIPTION_NAME);
}
