import type { Lab } from '../../store/lab.ts';
import type { MeasureView, NeuronPlace } from '../../store/measureView.ts';

/** Looks at the measures in another way. */
export function setMeasures(lab: Lab, change: Partial<MeasureView>): void {
  lab.view.setState(({ measures }) => ({ measures: { ...measures, ...change } }));
}

/** Picks the neuron of a place. */
export function pickNeuron(lab: Lab, place: NeuronPlace, neuron: number): void {
  setMeasures(lab, { neurons: { ...lab.view.getState().measures.neurons, [place]: neuron } });
}
