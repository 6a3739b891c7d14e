import type { RunDescription } from '../model/description.ts';
import { editBetween } from '../simulation/runEdit.ts';
import { describeRun } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';

/** Whether the document says something that a run under way cannot follow: other neurons, another initial state, other steps. */
export function needsRestart(run: RunDescription, document: LabDocument): boolean {
  return !editBetween(run, describeRun(document)).isComplete;
}
