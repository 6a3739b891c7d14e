import { FI_LIMITS, MEASURE_NAMES, NEURON_PLACES } from '../measureView.ts';
import type { MeasureView, NeuronPlace } from '../measureView.ts';
import { asObject, numberFrom, oneOf, text, wholeFrom } from '../../experiment/shape.ts';

const neuron = wholeFrom(0, Number.MAX_SAFE_INTEGER);

/** How measures were looked at, as a save holds it; what is missing or not legal stays as in `view`. */
export function readMeasures(value: unknown, view: MeasureView): MeasureView {
  const saved = asObject(value);
  const neurons: Partial<Record<NeuronPlace, number>> = { ...view.neurons };
  for (const place of NEURON_PLACES) {
    const one = neuron(asObject(saved['neurons'])[place]);
    if (one !== undefined) neurons[place] = one;
  }
  const curve = asObject(saved['fICurve']);
  const { from, to, points, duration } = view.fICurve;
  return {
    enlarged: oneOf(...MEASURE_NAMES)(saved['enlarged']) ?? view.enlarged,
    neurons,
    field: text(saved['field']) ?? view.field,
    intervalsOf: text(saved['intervalsOf']) ?? view.intervalsOf,
    triggered: text(saved['triggered']) ?? view.triggered,
    planeX: text(saved['planeX']) ?? view.planeX,
    planeY: text(saved['planeY']) ?? view.planeY,
    trajectoryColour: oneOf('time', 'stimulus')(saved['trajectoryColour']) ?? view.trajectoryColour,
    fICurve: {
      from: numberFrom(...FI_LIMITS.from)(curve['from']) ?? from,
      to: numberFrom(...FI_LIMITS.to)(curve['to']) ?? to,
      points: wholeFrom(...FI_LIMITS.points)(curve['points']) ?? points,
      duration: numberFrom(...FI_LIMITS.duration)(curve['duration']) ?? duration,
    },
    synapse: text(saved['synapse']) ?? view.synapse,
  };
}
