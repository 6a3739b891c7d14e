import { ABOUT_FI_CURVE } from '../../../analysis/firing/fICurve.ts';
import type { FICurve } from '../../../analysis/firing/fICurve.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { FigureSeries } from '../../../charts/measures/measureFigure.ts';
import type { Group, ShownMeasure } from '../measure.ts';

export const F_I_CURVE = {
  name: 'fICurve',
  title: 'f–I curve',
  group: 'Single cell' satisfies Group,
  about: [ABOUT_FI_CURVE],
} as const;

/** @param name of the neuron. @param neuron its index. @param window of the steps: '11 steps of 500 ms' */
export function showFICurve(
  { amplitude, meanHz, firstHz, steadyHz, rheobase }: FICurve,
  name: string,
  neuron: number,
  window: string,
): ShownMeasure {
  const most = meanHz.reduce((largest, hz) => Math.max(largest, hz), 0);
  const threshold = rheobase && `${formatValue(rheobase.below)} … ${formatValue(rheobase.above)} µA/cm²`;
  const line = (label: string, y: Float64Array, colour: FigureSeries['colour'], isDashed = false): FigureSeries => ({
    kind: 'line',
    name: label,
    colour,
    x: amplitude,
    y,
    isDashed,
  });
  const own = { of: 'neuron', index: neuron } as const;
  return {
    line: `${name} · rheobase ${threshold ?? 'not in this range'} · up to ${formatValue(most)} Hz`,
    figure: {
      name: 'f-I-curve',
      title: `f–I curve of ${name}, alone`,
      kind: 'xy',
      x: { label: 'injected current', unit: 'µA/cm²' },
      y: { label: 'rate', unit: 'Hz' },
      series: [
        line('1 / first interval', firstHz, { of: 'reference' }, true),
        line('steady', steadyHz, { of: 'stimulus' }, true),
        line('mean', meanHz, own),
        { kind: 'points', name: 'runs', colour: own, x: amplitude, y: meanHz },
      ],
      text:
        `f–I curve of ${name} without synapses, ${window}: ` +
        `${threshold ? `it begins to fire between ${threshold}` : 'where it begins to fire is not in this range'}, ` +
        `${formatValue(most)} Hz at most, at ${formatValue(amplitude[meanHz.indexOf(most)] ?? NaN)} µA/cm².`,
      window,
    },
  };
}
