import type { PlotlyStatic } from 'plotly.js-basic-dist-min';
import { useState } from 'react';
import type { AboutMeasure } from '../../analysis/aboutMeasure.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { useLab } from '../labContext.ts';
import { FigureDesk } from './FigureDesk.tsx';
import { measureDraft } from './measureDraft.ts';
import { readRunFacts } from './runFacts.ts';

export interface MeasureFigureProps {
  /** What the card showed when it was opened; undefined where it showed nothing. */
  readonly figure: MeasureFigure | undefined;
  readonly about: readonly AboutMeasure[];
  readonly populations: readonly PopulationRange[];
}

/** The figure of a measure, as it was when it was opened. */
export function MeasureFigureBody({
  plotly,
  figure,
  about,
  populations,
}: MeasureFigureProps & { readonly plotly: PlotlyStatic }) {
  const { lab } = useLab();
  const [draft] = useState(() => {
    const facts = readRunFacts(lab);
    return facts && figure && measureDraft(figure, about, populations, facts);
  });
  return <FigureDesk plotly={plotly} draft={draft} sentence="Nothing has been measured yet." />;
}
