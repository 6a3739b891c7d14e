import type { NamedFile } from '../../files/folder/folderFile.ts';
import type { Lab } from '../lab.ts';
import { importsOf } from './imports.ts';

/** What begins a table of spikes. */
const SPIKES_HEAD =
  /^\s*"?(neuron|node_?ids?|time|timestamps?)[^,;\t]*[,;\t]\s*"?(neuron|node_?ids?|time|timestamps?)/i;

/** Whether a file holds spikes, which are compared with those of the run. */
export async function holdsSpikes({ file }: NamedFile): Promise<boolean> {
  if (/\.(h5|hdf5|nwb)$/i.test(file.name)) return true;
  return /\.(csv|tsv|txt)$/i.test(file.name) && SPIKES_HEAD.test(await file.slice(0, 200).text());
}

/**
 * Takes files that somebody chose or dropped: spikes to compare with; or matrices, currents and a state, alone, in a folder or an archive.
 * What came of it stands in `importsOf(lab).state`, of spikes in the comparison.
 * @returns where it is shown
 */
export async function importFiles(lab: Lab, files: readonly NamedFile[]): Promise<'compare' | 'import'> {
  const [only] = files;
  if (files.length === 1 && (await holdsSpikes(only!))) {
    const { pinSpikesFile } = await import('../compare/pinSpikesFile.ts');
    await pinSpikesFile(lab, only!.file);
    return 'compare';
  }
  await importsOf(lab).open(files);
  return 'import';
}
