import { HIGHEST_HZ } from '../../../analysis/rhythm/averagedSpectrum.ts';
import { ABOUT_PHASE } from '../../../analysis/rhythm/oscillationPhase.ts';
import type { PhaseStatistics } from '../../../analysis/rhythm/oscillationPhase.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { FigureSeries } from '../../../charts/measures/measureFigure.ts';
import { whyNoSpectrum } from '../../figure/meanSpectrum.ts';
import type { Measure } from '../measure.ts';
import { countedWord, fieldIndex, fieldOf, populationIndex, trainsOfAll } from '../signals.ts';
import { windowText } from '../windowText.ts';

const DEGREES = 180 / Math.PI;
/** A smaller probability is not worth its digits. */
const SMALLEST_P = 0.001;
const NO_RHYTHM = 'no rhythm stands out: the phase means little';

export const phase: Measure<'phase'> = {
  name: 'phase',
  title: 'Phase of spikes',
  group: 'Rhythm',
  about: [ABOUT_PHASE],
  prepare: async (context) => {
    const field = await fieldOf(context, 'PN');
    return whyNoSpectrum(field) ?? { kind: 'phase', field, populations: trainsOfAll(context) };
  },
  show: ({ rhythm, band, populations: found }, { populations, span }) => {
    const window = windowText(span);
    const field = populations[fieldIndex(populations, 'PN')]!.name;
    const fired = found.filter(({ phases }) => phases.phases.length > 0);
    const bins = found[0]?.phases.histogram.length ?? 24;
    const edges = Array.from({ length: bins + 1 }, (_, bin) => (360 * bin) / bins - 180);
    const series = fired.flatMap(({ name, phases }): FigureSeries[] => {
      const colour = { of: 'population', index: populationIndex(populations, name) } as const;
      const { histogram, mean, vectorStrength } = phases;
      const total = phases.phases.length;
      return [
        { kind: 'bars', name, colour, edges, values: histogram.map((count) => (100 * count) / total) },
        { kind: 'mark', name: `mean ${name}`, colour, x: mean * DEGREES, y: vectorStrength, text: `mean ${name}` },
      ];
    });
    const { hz, standsOut } = band ?? {};
    const doubt = standsOut === false ? NO_RHYTHM : '';
    const where = hz === undefined ? 'no rhythm' : `at ${formatValue(hz)} Hz${doubt && `, ${doubt}`}`;
    const numbers = fired.map(({ name, phases }) => lineOf(name, phases)).join(' · ');
    return {
      line:
        hz === undefined
          ? `No rhythm between ${formatValue(rhythm.lowestHz)} and ${HIGHEST_HZ} Hz`
          : [`At ${formatValue(hz)} Hz`, numbers || 'no spikes', doubt].filter(Boolean).join(' · '),
      figure: {
        name: 'phase',
        title: `Phase of spikes in the oscillation of the mean ${field} voltage`,
        kind: 'polar',
        x: { label: 'phase', unit: '°' },
        y: { label: 'share of spikes', unit: '%' },
        series,
        text: `Phase of spikes, ${where}, ${window}: ${fired.map(({ name, phases }) => sentenceOf(name, phases)).join('; ') || 'no spikes'}. 0° is the peak of the mean ${field} voltage.`,
        window,
      },
    };
  },
};

function lineOf(name: string, { mean, vectorStrength }: PhaseStatistics): string {
  return `${name} ${degrees(mean)} R ${formatValue(vectorStrength, 2)}`;
}

function sentenceOf(name: string, { phases, mean, vectorStrength, p }: PhaseStatistics): string {
  const chance = p < SMALLEST_P ? `below ${SMALLEST_P}` : formatValue(p, 2);
  return (
    `${phases.length} ${name} ${countedWord(name, phases.length)} at ${degrees(mean)} on average, ` +
    `vector strength ${formatValue(vectorStrength, 2)}, p ${chance}`
  );
}

function degrees(radians: number): string {
  return `${formatValue(Math.round(radians * DEGREES))}°`;
}
