import type { Lab } from '../lab.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';

/** The lab as someone finds it who opens it for the first time, on the engine that is chosen: one edit, which undo takes back whole. */
export function newLab(lab: Lab): void {
  lab.replace('New lab', ({ engine }) => ({ ...DEFAULT_DOCUMENT, engine }));
  lab.upload.setState({ problem: undefined, switchedOff: undefined, lost: undefined });
}
