import { HIGHEST_HZ } from '../../../analysis/rhythm/averagedSpectrum.ts';
import { ABOUT_RHYTHM, fundamentalPeak, harmonicOrder, strongestPeak } from '../../../analysis/rhythm/rhythm.ts';
import type { Rhythm, RhythmPeak } from '../../../analysis/rhythm/rhythm.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { FigureSeries } from '../../../charts/measures/measureFigure.ts';
import { whyNoSpectrum } from '../../figure/meanSpectrum.ts';
import type { Measure } from '../measure.ts';
import { fieldIndex, fieldOf, populationIndex } from '../signals.ts';
import { windowText } from '../windowText.ts';

/** More names than these would cover the curve. */
const MOST_MARKS = 3;

export const spectrum: Measure<'spectrum'> = {
  name: 'spectrum',
  title: 'Power spectrum',
  group: 'Rhythm',
  about: [ABOUT_RHYTHM],
  prepare: async (context) => {
    const field = await fieldOf(context, context.options.field);
    return whyNoSpectrum(field) ?? { kind: 'spectrum', field };
  },
  show: (rhythm, { populations, options, span }) => {
    const { name } = populations[fieldIndex(populations, options.field)]!;
    const colour = { of: 'population', index: populationIndex(populations, name) } as const;
    const reference = { of: 'reference' } as const;
    const { frequency, power, lower, upper, bound, peaks } = rhythm;
    const peak = strongestPeak(rhythm);
    const orderOf = (one: RhythmPeak): number | undefined => harmonicOrder(one, fundamentalPeak(rhythm)!, rhythm);
    // Where none stands out the strongest has its name all the same; the key numbers say that it is weak.
    const named = peaks.some(({ standsOut }) => standsOut)
      ? peaks.filter(({ standsOut }) => standsOut)
      : peaks.slice(0, 1);
    const marks = named.slice(0, MOST_MARKS).map((one): FigureSeries => {
      const order = orderOf(one);
      const hz = formatValue(one.hz);
      const text = order === undefined ? `${hz} Hz` : `${hz} Hz (${order}×)`;
      return { kind: 'mark', name: `peak ${hz}`, colour: reference, x: one.hz, text };
    });
    const window = windowText(span);
    return {
      line: peak
        ? `Peak ${formatValue(peak.hz)} Hz${harmonicText(rhythm)} · ${formatValue(peak.power)} mV²/Hz${peak.standsOut ? '' : ' · not above the background'}`
        : `No peak between ${formatValue(rhythm.lowestHz)} and ${HIGHEST_HZ} Hz`,
      figure: {
        name: 'power-spectrum',
        title: `Power spectrum of the mean ${name} voltage`,
        kind: 'xy',
        x: { label: 'frequency', unit: 'Hz', range: [0, HIGHEST_HZ] },
        y: { label: 'power', unit: 'mV²/Hz', isLog: true, range: powerRange(rhythm) },
        series: [
          {
            kind: 'band',
            name: '95 % interval',
            colour,
            x: frequency,
            lower: power.map((p) => p * lower),
            upper: power.map((p) => p * upper),
          },
          { kind: 'line', name: '95 % bound', colour: reference, x: frequency, y: bound, isDashed: true },
          ...marks,
          { kind: 'line', name: `mean ${name}`, colour, x: frequency, y: power },
        ],
        text: `Power spectrum of the mean ${name} voltage, ${window}: ${sentenceOf(peak, rhythm)}`,
        window,
      },
    };
  },
};

/** ' (2 × 14.4 Hz)' where the strongest peak is a harmonic, ' (harmonics 57.6, 86.4 Hz)' where it has some that stand out, else nothing. */
function harmonicText(rhythm: Rhythm): string {
  const [peak, fundamental] = [strongestPeak(rhythm), fundamentalPeak(rhythm)];
  if (!peak || !fundamental) return '';
  const order = harmonicOrder(peak, fundamental, rhythm);
  if (order !== undefined) return ` (${order} × ${formatValue(fundamental.hz)} Hz)`;
  const harmonics = rhythm.peaks
    .filter((one) => one.standsOut && harmonicOrder(one, fundamental, rhythm) !== undefined)
    .map(({ hz }) => formatValue(hz));
  if (harmonics.length === 0) return '';
  return ` (${harmonics.length === 1 ? 'harmonic' : 'harmonics'} ${harmonics.slice(0, MOST_MARKS).join(', ')} Hz)`;
}

function sentenceOf(peak: RhythmPeak | undefined, rhythm: Rhythm): string {
  const { resolutionHz, lowestHz, segments, segmentMs } = rhythm;
  const how = `${segments} ${segments === 1 ? 'segment' : 'segments'} of ${formatValue(segmentMs)} ms, resolution ${formatValue(resolutionHz)} Hz`;
  if (peak === undefined) return `no peak between ${formatValue(lowestHz)} and ${HIGHEST_HZ} Hz; ${how}.`;
  const { hz, power, lower, upper, standsOut } = peak;
  return (
    `peak at ${formatValue(hz)} Hz${harmonicText(rhythm)} with ${formatValue(power)} mV²/Hz (95 %: ${formatValue(lower)} to ${formatValue(upper)}), ` +
    `${standsOut ? 'above' : 'not above'} what a spectrum without rhythm has in 95 % of runs; ${how}.`
  );
}

/** From below the smallest power of the band in which peaks are looked for to the top of the interval around the largest of all. */
function powerRange({ frequency, power, lowestHz, upper }: Rhythm): readonly [number, number] {
  const low = Math.min(...power.filter((value, k) => frequency[k]! >= lowestHz && value > 0));
  const high = Math.max(...power);
  if (!(low <= high)) return [1e-3, 1];
  return [Math.max(low / 2, high / 1e7), Math.max(high * upper, low * 4)];
}
