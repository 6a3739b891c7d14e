import type { AboutMeasure } from '../../analysis/aboutMeasure.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { describeRun, withFixedUnits } from './captionOf.ts';
import { figureCsv } from './figureCsv.ts';
import type { FigureDraft } from './figureDraft.ts';
import { runStem } from './fileStem.ts';
import { makeMeasureFigure } from './makeMeasureFigure.ts';
import type { RunFacts } from './runFacts.ts';

/** What a card of measures shows, as a figure for keeping: with how it is defined, and which run it is of. */
export function measureDraft(
  figure: MeasureFigure,
  about: readonly AboutMeasure[],
  populations: readonly PopulationRange[],
  facts: RunFacts,
): FigureDraft {
  const { name, title, text, window } = figure;
  const definitions = about.map(({ title: of, formula, window: over }) => `${of}: ${formula}; over ${over}.`);
  const sentences = [`${title}, ${window}. ${text}`, ...definitions, ...describeRun(facts, populations)];
  return {
    title: `${facts.title}: ${title}`,
    caption: withFixedUnits(sentences.join(' ')),
    stem: `${runStem(facts)}-${name}`,
    make: (look) => makeMeasureFigure(figure, populations, look),
    tables: () => [{ name: 'data.csv', text: figureCsv(figure, [facts.title, ...sentences]) }],
  };
}
