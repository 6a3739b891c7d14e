import type { EditMark } from '../../charts/editMarks.ts';
import type { Lab } from '../../store/lab.ts';
import type { RunEditMark } from '../../store/runState.ts';

const known = new WeakMap<readonly RunEditMark[], readonly EditMark[]>();

/** What was edited while the run on screen went on, one mark for each gesture, where it began: the same object until there is more. */
export function editMarksOf(lab: Lab): readonly EditMark[] {
  const { edits } = lab.run.getState();
  let marks = known.get(edits);
  if (marks === undefined) {
    marks = ofGestures(edits);
    known.set(edits, marks);
  }
  return marks;
}

/** A stimulus that is dragged stands in the run's list with every value that it had, for its past to be drawn. */
function ofGestures(edits: readonly RunEditMark[]): readonly EditMark[] {
  const marks: RunEditMark[] = [];
  for (const edit of edits) {
    const last = marks.at(-1);
    const goesOn = last?.gesture !== undefined && last.gesture === edit.gesture;
    if (goesOn) marks[marks.length - 1] = { ...edit, time: last.time };
    else marks.push(edit);
  }
  return marks;
}
