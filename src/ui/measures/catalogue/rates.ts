import { ABOUT_FIRING_RATES } from '../../../analysis/firing/firingRates.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { Measure } from '../measure.ts';
import { populationIndex, trainsOfAll } from '../signals.ts';
import { windowText } from '../windowText.ts';

export const rates: Measure<'rates'> = {
  name: 'rates',
  title: 'Firing rates',
  group: 'Firing',
  about: [ABOUT_FIRING_RATES],
  prepare: (context) => ({ kind: 'rates', populations: trainsOfAll(context), span: context.span }),
  show: ({ rates: found }, { populations, recording, span }) => {
    const window = windowText(span);
    const summaries = found.map(({ range, hz }) => ({
      name: range.name,
      count: range.count,
      active: hz.filter((rate) => rate > 0).length,
      mean: hz.reduce((sum, rate) => sum + rate, 0) / range.count,
      most: hz.reduce((most, rate) => Math.max(most, rate), 0),
    }));
    return {
      line: summaries
        .map(({ name, mean, active, count }) => `${name} ${formatValue(mean)} Hz, ${active} of ${count} fire`)
        .join(' · '),
      figure: {
        name: 'firing-rates',
        title: 'Firing rate of every neuron',
        kind: 'xy',
        x: { label: 'neuron', unit: '', range: [-0.5, recording.n - 0.5] },
        y: { label: 'rate', unit: 'Hz' },
        series: found.map(({ range, hz }) => ({
          kind: 'bars',
          name: range.name,
          colour: { of: 'population', index: populationIndex(populations, range.name) },
          edges: Array.from({ length: range.count + 1 }, (_, k) => range.first + k - 0.5),
          values: hz,
        })),
        text: `Firing rates, ${window}: ${summaries
          .map(
            ({ name, mean, most, active, count }) =>
              `${active} of ${count} ${name}s fire, ${formatValue(mean)} Hz on average, ${formatValue(most)} Hz at most`,
          )
          .join('; ')}. PNs are counted by spikes, LNs by LN events.`,
        window,
      },
    };
  },
};
