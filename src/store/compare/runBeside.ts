import type { EngineRequest, Precision } from '../../engine/engineInfo.ts';
import type { Lab } from '../lab.ts';
import type { LabDocument } from '../labDocument.ts';
import { checkDocument } from '../warnings.ts';
import { comparisonOf } from './comparison.ts';

/** Pins the run on screen. @returns why not, in one sentence; undefined where it is pinned */
export function pinRun(lab: Lab): string | undefined {
  return comparisonOf(lab).pin();
}

/**
 * Pins the run on screen, changes the document and runs it: two runs beside each other.
 * @param label what the change is called in the list of edits
 * @param change may replace the engine too, which is no part of the history
 * @returns why nothing was done, in one sentence
 */
export function runBeside(lab: Lab, label: string, change: (document: LabDocument) => LabDocument): string | undefined {
  const problem = pinRun(lab);
  if (problem !== undefined) return problem;
  const before = lab.document.getState();
  const after = change(before);
  const wrong = checkDocument(after);
  if (wrong !== undefined) return wrong;
  lab.view.setState({ dock: 'compare' });
  // The run on screen is not to take the edit: it is the one that the next is compared with.
  lab.reset();
  if (after.engine !== before.engine) lab.document.setState({ engine: after.engine });
  const isEdited = (Object.keys(after) as (keyof LabDocument)[]).some(
    (key) => key !== 'engine' && after[key] !== before[key],
  );
  if (isEdited) lab.edit(label, () => after);
  lab.start();
  return undefined;
}

/** The same run in another precision: float32 with or without its low part, on the engine that offers both. */
export function runInPrecision(lab: Lab, precision: Precision, isCompensated = true): string | undefined {
  const { choice, threads } = lab.document.getState().engine;
  const engine: EngineRequest = {
    choice: 'cpu',
    precision,
    ...(choice === 'cpu' && threads !== undefined && { threads }),
    ...(!isCompensated && { isCompensated: false }),
  };
  const how = precision === 'float32' ? `float32, ${isCompensated ? '' : 'not '}compensated` : precision;
  return runBeside(lab, `Run in ${how}`, (document) => ({ ...document, engine }));
}
