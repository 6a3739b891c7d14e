import { CURRENT_ROLE, roleOf } from '../../files/folder/arrayRoles.ts';
import type { NamedFile } from '../../files/folder/folderFile.ts';
import { PRESETS } from '../../model/presets.ts';
import { importFiles } from '../../store/imports/importFiles.ts';
import type { Lab } from '../../store/lab.ts';
import { openByAddress } from '../controls/useAddress.ts';

/**
 * Opens files that are no experiments: a single .npy holds currents, unless its name says otherwise; others are imported, and what came of
 * that is shown.
 */
export async function openForeign(lab: Lab, files: readonly NamedFile[]): Promise<void> {
  const [only] = files;
  if (!only) return;
  const { synapses } = PRESETS[lab.document.getState().network.preset];
  const role = roleOf(only.path, synapses)?.role ?? CURRENT_ROLE;
  if (files.length === 1 && /\.npy$/i.test(only.path) && role === CURRENT_ROLE) {
    await lab.loadCurrent(only.file);
    return;
  }
  if ((await importFiles(lab, files)) === 'import') openByAddress('#import');
}
