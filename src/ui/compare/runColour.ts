import type { FigureColour } from '../../charts/measures/measureFigure.ts';
import type { PinLetter } from '../../store/compare/comparison.ts';
import { NOW, placeOf } from './comparedRuns.ts';

/** The colours of `pinStyle`, for figures. */
const PIN_COLOURS: readonly FigureColour[] = [
  { of: 'reference' },
  { of: 'series', index: 2 },
  { of: 'series', index: 3 },
  { of: 'series', index: 1 },
];

/** A run's colour in a figure of the PNs: theirs for the run on screen, that of its dashes for a pinned one. */
export function runColour(label: string): FigureColour {
  return label === NOW ? { of: 'population', index: 0 } : PIN_COLOURS[placeOf(label as PinLetter)]!;
}
