import { HIGHEST_HZ } from '../../../analysis/rhythm/averagedSpectrum.ts';
import type { Span } from '../../../analysis/span.ts';
import { ABOUT_SPIKE_FIELD_COHERENCE, SHORTEST_COHERENCE } from '../../../analysis/rhythm/spikeFieldCoherence.ts';
import type { SpikeFieldCoherence } from '../../../analysis/rhythm/spikeFieldCoherence.ts';
import {
  ABOUT_POPULATION_SYNCHRONY,
  ABOUT_SPIKE_CORRELATION,
  ABOUT_VOLTAGE_CORRELATION,
} from '../../../analysis/firing/synchrony.ts';
import { copyVoltage } from '../../../analysis/worker/copyVoltage.ts';
import type { PopulationSynchrony } from '../../../analysis/worker/measureRequest.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { FigureSeries } from '../../../charts/measures/measureFigure.ts';
import type { Measure } from '../measure.ts';
import { fieldIndex, fieldOf, populationIndex, trainsOfAll } from '../signals.ts';
import { windowText } from '../windowText.ts';

/** Values of V that are copied while a run goes on: every k-th row of long stretches. */
const MOST_LIVE = 300_000;

export const synchrony: Measure<'synchrony'> = {
  name: 'synchrony',
  title: 'Synchrony',
  group: 'Firing',
  about: [ABOUT_SPIKE_CORRELATION, ABOUT_VOLTAGE_CORRELATION, ABOUT_POPULATION_SYNCHRONY, ABOUT_SPIKE_FIELD_COHERENCE],
  prepare: async (context) => {
    const { recording, span, isLive, pause } = context;
    const rows = await copyVoltage(recording, span, { most: isLive ? MOST_LIVE : Infinity, pause });
    if (rows === undefined) return 'V of this range is no longer held.';
    const field = await fieldOf(context, 'PN');
    return { kind: 'synchrony', field, populations: trainsOfAll(context), span, rows };
  },
  show: ({ populations: found }, { recording, populations, span }) => {
    const window = windowText(span);
    const field = populations[fieldIndex(populations, 'PN')]!.name;
    const { droppedBefore } = recording;
    const held = droppedBefore > span.from ? ` (V from ${formatValue(droppedBefore, 6)} ms on)` : '';
    const coherent = found.filter(
      (one): one is PopulationSynchrony & { readonly coherence: SpikeFieldCoherence } => one.coherence !== undefined,
    );
    const series = coherent.map(({ name, coherence }): FigureSeries => ({
      kind: 'line',
      name,
      colour: { of: 'population', index: populationIndex(populations, name) },
      x: coherence.frequency,
      y: coherence.coherence,
    }));
    const [first] = coherent;
    if (first) {
      const { bound } = first.coherence;
      series.push({
        kind: 'line',
        name: '95 % bound',
        colour: { of: 'reference' },
        x: [0, HIGHEST_HZ],
        y: [bound, bound],
        isDashed: true,
      });
    }
    return {
      line: [
        ...found.map(
          ({ name, spikes, voltages, chi }) =>
            `${name} ρ ${formatValue(spikes.mean, 2)} (V ${formatValue(voltages.mean, 2)}), χ ${formatValue(chi, 2)}`,
        ),
        // Their coherence is near 1 at nearly all frequencies, whatever the network does.
        ...(coherent.some(({ name }) => name === field)
          ? [`${field} spikes are part of the field: their coherence says little`]
          : []),
      ].join(' · '),
      figure: {
        name: 'synchrony',
        title: `Coherence of spikes with the mean ${field} voltage`,
        kind: 'xy',
        x: { label: 'frequency', unit: 'Hz', range: [0, HIGHEST_HZ] },
        y: { label: 'spike–field coherence', unit: '', range: [0, 1] },
        series,
        ...(coherent.length === 0 && { empty: whyNoCoherence(span) }),
        text: `Synchrony, ${window}${held}: ${found.map(sentenceOf).join('; ')}.${coherent.length === 0 ? ` ${whyNoCoherence(span)}` : ''}`,
        window,
      },
    };
  },
};

function whyNoCoherence({ from, to }: Span): string {
  return to - from < SHORTEST_COHERENCE
    ? `Coherence is averaged over segments: it needs ${Math.ceil(SHORTEST_COHERENCE)} ms in view, ${formatValue(to - from)} ms are.`
    : 'No spikes, or a field that does not move: there is no coherence.';
}

function sentenceOf({ name, spikes, voltages, chi, coherence }: PopulationSynchrony): string {
  const numbers = `${name}s: mean pairwise correlation of spike counts ${formatValue(spikes.mean, 2)}, of voltages ${formatValue(voltages.mean, 2)}, χ ${formatValue(chi, 2)}`;
  if (coherence === undefined) return `${numbers}, no coherence with the field can be told`;
  let most = 0;
  coherence.coherence.forEach((value, k) => {
    if (value > coherence.coherence[most]!) most = k;
  });
  return `${numbers}, coherence with the field at most ${formatValue(coherence.coherence[most]!, 2)}, at ${formatValue(coherence.frequency[most]!)} Hz (independent signals: below ${formatValue(coherence.bound, 2)} at one frequency in 95 % of runs)`;
}
