import { useMemo } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { MeasureChart } from '../measures/MeasureChart.tsx';
import { useTheme } from '../useTheme.ts';
import styles from './FigureChart.module.css';

export interface FigureChartProps {
  readonly figure: MeasureFigure;
  readonly populations: readonly PopulationRange[];
}

/** A figure with its title, its window and its sentence; the pointer and the arrow keys read its values. */
export function FigureChart({ figure, populations }: FigureChartProps) {
  const theme = THEMES[useTheme()];
  const card = useMemo(
    () => ({ shown: { figure }, populations, problem: undefined, revision: 0 }),
    [figure, populations],
  );
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <b>{figure.title}</b> <span>{figure.window}</span>
      </figcaption>
      <div className={styles.plot}>
        <MeasureChart name={figure.name} title={figure.title} card={card} theme={theme} />
      </div>
      <p className={styles.text} aria-hidden="true">
        {figure.text}
      </p>
    </figure>
  );
}
