import { spikeTrainsOf } from '../../../analysis/measureInput.ts';
import { ABOUT_TRAJECTORY } from '../../../analysis/stateSpace/populationTrajectory.ts';
import type { PopulationTrajectory } from '../../../analysis/stateSpace/populationTrajectory.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { FigureColour, FigureSeries } from '../../../charts/measures/measureFigure.ts';
import type { Measure, MeasureContext, StimulusEpoch } from '../measure.ts';
import { windowText } from '../windowText.ts';

/** Two directions and a bin at either end. */
const SHORTEST = 50;

export const trajectory: Measure<'trajectory'> = {
  name: 'trajectory',
  title: 'Population trajectory',
  group: 'State space',
  about: [ABOUT_TRAJECTORY],
  prepare: ({ recording, populations, span }) => {
    const range = populations.find(({ name, count }) => name === 'PN' && count > 0);
    if (!range || range.count < 3) return 'A trajectory needs three PNs or more.';
    if (span.to - span.from < SHORTEST) return `A trajectory needs at least ${SHORTEST} ms in view.`;
    const trains = spikeTrainsOf(recording, range, span);
    if (trains.time.length === 0) return 'No PN fires in this range.';
    return { kind: 'trajectory', of: { range, trains }, span };
  },
  show: (found, context) => {
    const window = windowText(context.span);
    const shares = [...found.explained].slice(0, 3).map((share) => `${formatValue(100 * share, 2)} %`);
    const total = [...found.explained].reduce((sum, share) => sum + share, 0);
    const isStill = found.components === 0;
    const names = found.components > 1 ? `PC 1–${found.components}` : 'PC 1';
    return {
      line: isStill ? 'The rates do not vary in this range' : `${names}: ${shares.join(', ')} of the variance`,
      figure: {
        name: 'population-trajectory',
        title: 'Trajectory of the PNs on their first three principal components',
        kind: 'space',
        x: { label: 'PC 1', unit: 'Hz' },
        y: { label: 'PC 2', unit: 'Hz' },
        z: { label: 'PC 3', unit: 'Hz' },
        series: seriesOf(found, context),
        text: `Trajectory of the PNs' rates, ${window}: ${isStill ? 'they do not vary' : `the first ${found.components} principal components hold ${shares.join(', ')}, together ${formatValue(100 * total, 2)} %, of the variance`}.`,
        window,
      },
    };
  },
};

function seriesOf(found: PopulationTrajectory, { options, epochs }: MeasureContext): FigureSeries[] {
  const { time, scores, components } = found;
  const bins = time.length;
  const score = (component: number, from: number, to: number): Float64Array =>
    component < components ? scores.slice(component * bins + from, component * bins + to) : new Float64Array(to - from);
  const path = (name: string, colour: FigureColour, from: number, to: number, isDashed = false): FigureSeries => ({
    kind: 'path',
    name,
    colour,
    x: score(0, from, to),
    y: score(1, from, to),
    z: score(2, from, to),
    at: time.slice(from, to),
    atLabel: 'time',
    atUnit: 'ms',
    ...(isDashed && { isDashed }),
  });
  if (options.trajectoryColour === 'time') return [path('PNs', { of: 'population', index: 0 }, 0, bins)];

  // A stretch lasts as long as the same currents flow; its last point is the first of the next.
  const stretches: FigureSeries[] = [];
  const colours = new Map<string, FigureColour>();
  const counts = new Map<string, number>();
  for (let from = 0; from < bins - 1;) {
    const name = flowingAt(epochs, time[from]!);
    let to = from + 1;
    while (to < bins && flowingAt(epochs, time[to]!) === name) to++;
    const isCurrent = name !== NO_CURRENT;
    const colour = isCurrent ? (colours.get(name) ?? colourOf(colours.size)) : NO_COLOUR;
    if (isCurrent) colours.set(name, colour);
    const times = (counts.get(name) ?? 0) + 1;
    counts.set(name, times);
    stretches.push(
      path(times > 1 ? `${name} (${times})` : name, colour, from, Math.min(bins, to + 1), isCurrent && times > 1),
    );
    from = to;
  }
  return stretches;
}

const NO_CURRENT = 'no current';

function flowingAt(epochs: readonly StimulusEpoch[], t: number): string {
  const names = epochs.filter(({ from, to }) => t >= from && t < to).map(({ name }) => name);
  return names.join(' + ') || NO_CURRENT;
}

const NO_COLOUR: FigureColour = { of: 'reference' };

/** The colours that stand for a population elsewhere come last. */
const SERIES = [2, 3, 1, 0];

function colourOf(index: number): FigureColour {
  return { of: 'series', index: SERIES[index % SERIES.length]! };
}
