import type { FigureSeries, MeasureFigure } from '../measures/measureFigure.ts';

/** A measure's figure of some series over frequency, whatever else it may be. */
export function makeFigure(series: readonly FigureSeries[], more: Partial<MeasureFigure> = {}): MeasureFigure {
  return {
    name: 'f',
    title: 'A figure',
    kind: 'xy',
    x: { label: 'frequency', unit: 'Hz' },
    y: { label: 'power', unit: 'mV²/Hz' },
    series,
    text: '',
    window: '',
    ...more,
  };
}
