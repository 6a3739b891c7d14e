import { pinDash } from '../../charts/compare/comparedRun.ts';
import type { FigureColour, FigureSeries } from '../../charts/measures/measureFigure.ts';
import type { PinLetter } from '../../store/compare/pins.ts';
import { NOW, placeOf } from './comparedRuns.ts';

/** A run's colour in a figure of the PNs: theirs for the run on screen, that of `pinStyle` for a pinned one. */
export function runColour(label: string): FigureColour {
  if (label === NOW) return { of: 'population', index: 0 };
  return placeOf(label as PinLetter) % 2 === 0 ? { of: 'reference' } : { of: 'text' };
}

/** A run's line in such a figure, in its dashes. */
export function runLine(label: string, x: ArrayLike<number>, y: ArrayLike<number>): FigureSeries {
  const isPinned = label !== NOW;
  const dash = isPinned ? { isDashed: true, dash: pinDash(placeOf(label as PinLetter)) } : {};
  return { kind: 'line', name: label, colour: runColour(label), x, y, ...dash };
}
