import type { Lab } from '../lab.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import { newId } from '../newId.ts';
import { replaceLab } from '../replaceLab.ts';

/** The lab as someone finds it who opens it for the first time, on the engine that is chosen: one edit, which undo takes back whole. */
export function newLab(lab: Lab): void {
  replaceLab(lab, { label: 'New lab', document: DEFAULT_DOCUMENT, experiment: newId() });
}
