import { ABOUT_INTERVALS } from '../../../analysis/firing/interSpikeIntervals.ts';
import { spikeTrainsOf } from '../../../analysis/measureInput.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { FigureColour } from '../../../charts/measures/measureFigure.ts';
import type { PopulationRange } from '../../../model/population.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { nameOfNeuron, neuronRange, populationIndex } from '../signals.ts';
import { windowText } from '../windowText.ts';

export const intervals: Measure<'intervals'> = {
  name: 'intervals',
  title: 'Inter-spike intervals',
  group: 'Firing',
  about: [ABOUT_INTERVALS],
  prepare: (context) => {
    const { recording, span } = context;
    const { range } = whose(context);
    return { kind: 'intervals', of: { range, trains: spikeTrainsOf(recording, range, span) }, span };
  },
  show: ({ statistics, histogram }, context) => {
    const window = windowText(context.span);
    const { name, colour } = whose(context);
    const { intervals: all, mean, meanCv, meanCv2 } = statistics;
    const isNone = all.length === 0;
    return {
      line: isNone
        ? `${name}: no neuron fires twice`
        : `${name}: ${all.length} intervals · mean ${formatValue(mean)} ms · CV ${formatValue(meanCv, 2)} · CV2 ${formatValue(meanCv2, 2)}`,
      figure: {
        name: 'inter-spike-intervals',
        title: `Inter-spike intervals of ${name}`,
        kind: 'xy',
        x: { label: 'interval', unit: 'ms' },
        y: { label: 'intervals per bin', unit: '' },
        series: isNone ? [] : [{ kind: 'bars', name, colour, edges: histogram.edges, values: histogram.counts }],
        text: isNone
          ? `Inter-spike intervals of ${name}, ${window}: no neuron fires twice.`
          : `Inter-spike intervals of ${name}, ${window}: ${all.length} with a mean of ${formatValue(mean)} ms, CV ${formatValue(meanCv, 2)}, CV2 ${formatValue(meanCv2, 2)}` +
            `${histogram.above > 0 ? `; ${histogram.above} longer ones are not shown` : ''}.`,
        window,
      },
    };
  },
};

function whose(context: MeasureContext): {
  readonly range: PopulationRange;
  readonly name: string;
  readonly colour: FigureColour;
} {
  const { populations, options } = context;
  const population = populations.find(({ name, count }) => name === options.intervalsOf && count > 0);
  if (population) {
    const colour = { of: 'population', index: populationIndex(populations, population.name) } as const;
    return { range: population, name: `all ${population.name}s`, colour };
  }
  const neuron = context.neuronAt('intervals');
  return {
    range: neuronRange(populations, neuron),
    name: nameOfNeuron(context, neuron),
    colour: { of: 'neuron', index: neuron },
  };
}
