import type { LabDocument } from '../labDocument.ts';
import { isSavedArray } from '../saves/arrayText.ts';
import type { SavedArray } from '../saves/arrayText.ts';

/** The typed arrays of a document: what came from files, was painted by hand or kept of a run. Each once. */
export function arraysOf(document: LabDocument): readonly SavedArray[] {
  const found = new Set<SavedArray>();
  const visit = (value: unknown): void => {
    if (isSavedArray(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(document);
  return [...found];
}
