import { ABOUT_PHASE_PLANE } from '../../../analysis/stateSpace/phasePlane.ts';
import { formatValue } from '../../../charts/measures/formatValue.ts';
import type { Measure, MeasureContext } from '../measure.ts';
import { planeVariable } from '../planeVariables.ts';
import type { PlaneVariable } from '../planeVariables.ts';
import { windowText } from '../windowText.ts';

export const phasePlane: Measure<'plane'> = {
  name: 'phasePlane',
  title: 'Phase plane',
  group: 'State space',
  about: [ABOUT_PHASE_PLANE],
  prepare: async (context) => {
    const { x, y } = axesOf(context);
    const [ofX, ofY] = [await x.read(), await y.read()];
    if (ofX === undefined || ofY === undefined) {
      const { label } = ofX === undefined ? x : y;
      return `${label} was not recorded in this range. Record it, and run again.`;
    }
    if (ofX.samples.length === 0 || ofY.samples.length === 0) return 'V of this range is no longer held.';
    return { kind: 'plane', x: ofX, y: ofY, isSlopeX: x.isSlope, isSlopeY: y.isSlope };
  },
  show: ({ x: xs, y: ys, time, correlation }, context) => {
    const window = windowText(context.span);
    const { x, y } = axesOf(context);
    const range = (values: Float64Array, { label, unit }: PlaneVariable): string => {
      const [low, high] = [
        values.reduce((a, b) => Math.min(a, b), Infinity),
        values.reduce((a, b) => Math.max(a, b), -Infinity),
      ];
      return `${label} from ${formatValue(low)} to ${formatValue(high)}${unit && ` ${unit}`}`;
    };
    const r = Number.isNaN(correlation) ? '' : `r ${formatValue(correlation, 2)}`;
    return {
      line: `${y.label} over ${x.label}${r && ` · ${r}`}`,
      figure: {
        name: 'phase-plane',
        title: `${y.label} over ${x.label}`,
        kind: 'xy',
        x: { label: x.label, unit: x.unit },
        y: { label: y.label, unit: y.unit },
        series: [
          {
            kind: 'path',
            name: 'path',
            colour: { of: 'series', index: 0 },
            x: xs,
            y: ys,
            at: time,
            atLabel: 'time',
            atUnit: 'ms',
          },
        ],
        text: `Phase plane, ${window}: ${range(xs, x)}, ${range(ys, y)}${r && `, correlation ${formatValue(correlation, 2)}`}.`,
        window,
      },
    };
  },
};

function axesOf(context: MeasureContext): { readonly x: PlaneVariable; readonly y: PlaneVariable } {
  const { planeX, planeY } = context.options;
  return {
    x: planeVariable(context, planeX, context.neuronAt('planeX')),
    y: planeVariable(context, planeY, context.neuronAt('planeY')),
  };
}
