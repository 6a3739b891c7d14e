import { HIGHEST_HZ, LONGEST_INTERVAL, SHORTEST_SIGNAL } from '../../analysis/rhythm/averagedSpectrum.ts';
import { strongestPeak } from '../../analysis/rhythm/rhythm.ts';
import type { Rhythm } from '../../analysis/rhythm/rhythm.ts';
import type { FigureSeries, MeasureFigure } from '../../charts/measures/measureFigure.ts';
import { formatNumber } from '../format.ts';
import type { MeasuredRuns } from './measureRuns.ts';
import { runColour, runLine } from './runColour.ts';

/** Power spectra of the mean PN voltage of all runs over each other, each with its strongest peak. */
export function spectrumFigure({
  runs: all,
  until,
}: Pick<MeasuredRuns, 'runs' | 'until'>): MeasureFigure | { readonly problem: string } {
  const runs = all.filter(({ recording }) => recording.hasVoltage);
  if (until < SHORTEST_SIGNAL - 1e-6) {
    return {
      problem: `A spectrum needs ${SHORTEST_SIGNAL} ms or more of all runs; ${formatNumber(until)} ms are there.`,
    };
  }
  const rough = runs.find(({ recording }) => recording.rowInterval > LONGEST_INTERVAL);
  if (rough) {
    const every = formatNumber(rough.recording.rowInterval);
    return {
      problem: `A spectrum up to ${HIGHEST_HZ} Hz needs V every ${LONGEST_INTERVAL} ms; run ${rough.label} kept it every ${every} ms.`,
    };
  }
  const spectra = runs.flatMap(({ label, rhythm }) => (rhythm ? [{ label, rhythm }] : []));
  const [first] = spectra;
  if (!first) return { problem: 'The mean voltage is not a number in all of the runs.' };
  const lines = spectra.map(({ label, rhythm }) => runLine(label, rhythm.frequency, rhythm.power));
  const marks = spectra.flatMap(({ label, rhythm }): FigureSeries[] => {
    const peak = strongestPeak(rhythm);
    const text = peak && `${label} ${peak.hz.toFixed(1)} Hz`;
    return peak ? [{ kind: 'mark', name: `peak of ${label}`, colour: runColour(label), x: peak.hz, text: text! }] : [];
  });
  const { segments, segmentMs } = first.rhythm;
  return {
    name: 'compared-spectrum',
    title: 'Spectrum of the mean PN voltage',
    kind: 'xy',
    x: { label: 'frequency', unit: 'Hz', range: [0, HIGHEST_HZ] },
    y: { label: 'power', unit: 'mV²/Hz', isLog: true, range: powerRange(spectra.map(({ rhythm }) => rhythm)) },
    series: [...lines, ...marks],
    text: `Strongest peak: ${spectra.map(describePeak).join('; ')}.`,
    window: `0–${formatNumber(until)} ms, Welch: ${segments} × ${formatNumber(segmentMs, 3)} ms`,
  };
}

/** Runs may be silent: so many powers of ten below the largest nothing is shown. */
const POWERS = 5;

function powerRange(spectra: readonly Rhythm[]): readonly [number, number] {
  const most = Math.max(...spectra.map(({ power }) => power.reduce((a, b) => Math.max(a, b), 0)));
  const least = Math.min(...spectra.map(({ power }) => power.reduce((a, b) => Math.min(a, b), Infinity)));
  if (!(most > 0)) return [1e-6, 1];
  // Above the peaks stand their names.
  return [Math.max(least / 2, most / 10 ** POWERS), 10 * most];
}

function describePeak({ label, rhythm }: { readonly label: string; readonly rhythm: Rhythm }): string {
  const peak = strongestPeak(rhythm);
  if (!peak) return `${label} none`;
  const trust = peak.standsOut ? '' : ', no more than chance gives';
  return `${label} ${peak.hz.toFixed(1)} Hz (${formatNumber(peak.power, 2)} mV²/Hz${trust})`;
}
