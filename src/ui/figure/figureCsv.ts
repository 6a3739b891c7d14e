import type { FigureAxis, FigureSeries, MeasureFigure } from '../../charts/measures/measureFigure.ts';
import { writeCsvTable } from '../../files/csvTable.ts';
import type { CsvColumn } from '../../files/csvTable.ts';

/**
 * All numbers of a figure as .csv: a column for each coordinate of each series, headed by the series' name, the axis and its unit; shorter
 * columns end early.
 * @param notes what is to be known of the numbers
 */
export function figureCsv(figure: MeasureFigure, notes: readonly string[] = []): string {
  return writeCsvTable(
    figure.series.flatMap((series) => columnsOf(series, figure)),
    notes,
  );
}

function columnsOf(series: FigureSeries, { x, y, z }: MeasureFigure): CsvColumn[] {
  const head = (axis: FigureAxis, which = ''): string =>
    `${series.name}: ${axis.label}${which && ` ${which}`}${axis.unit && ` (${axis.unit})`}`;
  switch (series.kind) {
    case 'line':
    case 'points':
      return [
        { head: head(x), values: series.x },
        { head: head(y), values: series.y },
      ];
    case 'band':
      return [
        { head: head(x), values: series.x },
        { head: head(y, 'from'), values: series.lower },
        { head: head(y, 'to'), values: series.upper },
      ];
    case 'bars':
      return [
        { head: head(x, 'from'), values: Array.from(series.edges).slice(0, -1) },
        { head: head(x, 'to'), values: Array.from(series.edges).slice(1) },
        { head: head(y), values: series.values },
      ];
    case 'path':
      return [
        { head: head({ label: series.atLabel, unit: series.atUnit }), values: series.at },
        { head: head(x), values: series.x },
        { head: head(y), values: series.y },
        ...(z && series.z ? [{ head: head(z), values: series.z }] : []),
      ];
    case 'mark':
      return [
        { head: head(x), values: [series.x] },
        ...(series.y === undefined ? [] : [{ head: head(y), values: [series.y] }]),
        { head: `${series.name}: label`, values: [series.text] },
      ];
  }
}
