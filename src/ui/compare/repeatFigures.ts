import { meanBand, meanOf } from '../../analysis/runs/meanBand.ts';
import type { BandKind } from '../../analysis/runs/meanBand.ts';
import type { FigureAxis, FigureSeries, MeasureFigure } from '../../charts/measures/measureFigure.ts';
import { HIGHEST_HZ } from '../../analysis/rhythm/averagedSpectrum.ts';
import { RATE_BIN } from '../../store/compare/repeatRun.ts';
import type { RepeatedRun } from '../../store/compare/repeatRun.ts';
import type { RepeatSet } from '../../store/compare/repeatsState.ts';
import { formatNumber } from '../format.ts';
import { runColour, runLine } from './runColour.ts';

/** What the bands are called. */
export const BAND_NAMES: Readonly<Record<BandKind, string>> = {
  deviation: '± standard deviation',
  interval: '95 % interval of the mean',
};

/** Runs that came to their end. */
export function wholeRuns({ runs }: RepeatSet): readonly RepeatedRun[] {
  return runs.filter(({ diverged }) => diverged === undefined);
}

interface Curve {
  readonly x: Float64Array;
  readonly ys: readonly Float64Array[];
}

/** Mean PN voltage, PN rate and spectrum over the seeds, each as mean and band; the sets beside each other. */
export function repeatFigures(sets: readonly RepeatSet[], kind: BandKind): readonly MeasureFigure[] {
  const held = sets.filter((set) => wholeRuns(set).length > 0);
  if (held.length === 0) return [];
  const time: FigureAxis = { label: 'time', unit: 'ms' };
  return [
    bandFigure(
      held,
      kind,
      { name: 'repeated-mean-voltage', title: 'Mean PN voltage', x: time, y: { label: 'mean V', unit: 'mV' } },
      (set) =>
        curveOf(
          set.blockMs,
          wholeRuns(set).map(({ meanVoltage }) => meanVoltage),
        ),
    ),
    bandFigure(
      held,
      kind,
      { name: 'repeated-rate', title: `PN rate in bins of ${RATE_BIN} ms`, x: time, y: { label: 'rate', unit: 'Hz' } },
      (set) =>
        curveOf(
          RATE_BIN,
          wholeRuns(set).map(({ rate }) => rate),
        ),
    ),
    ...spectra(held, kind),
  ];
}

function spectra(sets: readonly RepeatSet[], kind: BandKind): readonly MeasureFigure[] {
  const having = sets.filter((set) => wholeRuns(set).some(({ spectrum }) => spectrum));
  if (having.length === 0) return [];
  const figure = bandFigure(
    having,
    kind,
    {
      name: 'repeated-spectrum',
      title: 'Spectrum of the mean PN voltage',
      x: { label: 'frequency', unit: 'Hz', range: [0, HIGHEST_HZ] },
      y: { label: 'power', unit: 'mV²/Hz' },
    },
    (set) => {
      const own = wholeRuns(set).flatMap(({ spectrum }) => spectrum ?? []);
      return { x: own[0]!.frequency, ys: own.map(({ power }) => power) };
    },
  );
  const peaks = having.map((set) => {
    const { mean, width, n } = meanOf(
      wholeRuns(set).map(({ summary }) => summary.peakHz ?? NaN),
      kind,
    );
    const all = wholeRuns(set).length;
    if (n === 0) return `${set.label} none in ${runsText(all)}`;
    const band = n > 1 ? ` ± ${formatNumber(width, 2)}` : '';
    return `${set.label} ${formatNumber(mean, 3)}${band} Hz (${n < all ? `${n} of ` : ''}${runsText(all)})`;
  });
  return [{ ...figure, text: `Peaks, mean and ${BAND_NAMES[kind]}: ${peaks.join('; ')}.` }];
}

/** Values at the middle of their blocks. */
function curveOf(interval: number, ys: readonly Float64Array[]): Curve {
  const length = ys.reduce((most, one) => Math.max(most, one.length), 0);
  return { x: Float64Array.from({ length }, (_, k) => (k + 0.5) * interval), ys };
}

function bandFigure(
  sets: readonly RepeatSet[],
  kind: BandKind,
  about: Pick<MeasureFigure, 'name' | 'title' | 'x' | 'y'>,
  read: (set: RepeatSet) => Curve,
): MeasureFigure {
  const told: string[] = [];
  const series = sets.flatMap((set): FigureSeries[] => {
    const { x, ys } = read(set);
    const { mean, lower, upper } = meanBand(ys, kind);
    const colour = runColour(set.label);
    const { unit } = about.y;
    const [least, most] = extentOf(mean);
    told.push(
      `${set.label} between ${formatNumber(least, 3)} and ${formatNumber(most, 3)} ${unit}, ${runsText(ys.length)}`,
    );
    // Power and rates are no less than 0, whatever the deviation.
    const isPositive = unit !== 'mV';
    return [
      { kind: 'band', name: `${set.label} band`, colour, x, lower: isPositive ? lower.map(atLeast0) : lower, upper },
      runLine(set.label, x, mean),
    ];
  });
  return {
    ...about,
    kind: 'xy',
    series,
    text: `${about.title}, mean over seeds: ${told.join('; ')}.`,
    window: `mean and ${BAND_NAMES[kind]}`,
  };
}

function runsText(count: number): string {
  return `${count} ${count === 1 ? 'run' : 'runs'}`;
}

function atLeast0(value: number): number {
  return Math.max(0, value);
}

function extentOf(values: Float64Array): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
}
