import type { FigureAxis, FigureSeries, MeasureFigure } from './measureFigure.ts';

interface Column {
  readonly head: string;
  readonly values: ArrayLike<number | string>;
}

/**
 * All numbers of a figure as .csv (RFC 4180 but for its line ends): a column for each coordinate of each series, headed by the series' name,
 * the axis and its unit; shorter columns end early. What a value is not (NaN) is an empty cell.
 */
export function figureCsv(figure: MeasureFigure): string {
  const columns = figure.series.flatMap((series) => columnsOf(series, figure));
  const rows = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  const lines = [columns.map(({ head }) => quote(head)).join(',')];
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map(({ values }) => cell(row < values.length ? values[row] : undefined)).join(','));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function columnsOf(series: FigureSeries, { x, y, z }: MeasureFigure): Column[] {
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

function cell(value: number | string | undefined): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return quote(value ?? '');
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
