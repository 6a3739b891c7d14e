import type { EditMark } from '../../charts/editMarks.ts';
import type { Lab } from '../../store/lab.ts';
import { marksByGesture } from '../../store/runState.ts';
import type { RunEditMark } from '../../store/runState.ts';

const known = new WeakMap<readonly RunEditMark[], readonly EditMark[]>();

/** What was edited while the run on screen went on, one mark for each gesture, where it began: the same object until there is more. */
export function editMarksOf(lab: Lab): readonly EditMark[] {
  const { edits } = lab.run.getState();
  let marks = known.get(edits);
  if (marks === undefined) {
    marks = marksByGesture(edits);
    known.set(edits, marks);
  }
  return marks;
}
