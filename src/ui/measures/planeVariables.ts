import type { Signal } from '../../analysis/signal.ts';
import { probeVariables } from '../../model/probes.ts';
import type { NetworkModel } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { MeasureContext } from './measure.ts';
import { fieldOf, nameOfNeuron, probedSignal, voltageOf } from './signals.ts';

/** One axis of a phase plane. */
export interface PlaneVariable {
  /** 'V of PN 3', 'mean PN V'. */
  readonly label: string;
  readonly unit: string;
  /** Undefined where it was not recorded in this range. */
  readonly signal: Signal | undefined;
  /** Whether its derivative is meant. */
  readonly isSlope: boolean;
}

const MEAN = 'mean ';
const SLOPE = 'dV/dt';

/** Whether the variable is that of one neuron, and not of a population. */
export function isOfNeuron(variable: string): boolean {
  return !variable.startsWith(MEAN);
}

/** Whether it has to be recorded by a probe. */
export function needsProbe(variable: string): boolean {
  return isOfNeuron(variable) && variable !== 'V' && variable !== SLOPE;
}

/** What can be chosen for an axis, beside a neuron of this population. */
export function planeChoices(
  model: NetworkModel,
  populations: readonly PopulationRange[],
  population: string,
): { readonly means: readonly string[]; readonly ofNeuron: readonly string[] } {
  const own = probeVariables(model, population).map(({ name }) => name);
  return {
    means: populations.filter(({ count }) => count > 0).map(({ name }) => `${MEAN}${name}`),
    ofNeuron: ['V', SLOPE, ...own.filter((name) => name !== 'V')],
  };
}

/** The variable with what was recorded of it. */
export function planeVariable(context: MeasureContext, variable: string, neuron: number): PlaneVariable {
  const { recording, span } = context;
  if (!isOfNeuron(variable)) {
    const { name, ...signal } = fieldOf(context, variable.slice(MEAN.length));
    return { label: `mean ${name} V`, unit: 'mV', signal, isSlope: false };
  }
  const label = `${variable} of ${nameOfNeuron(context, neuron)}`;
  if (!needsProbe(variable)) {
    const isSlope = variable === SLOPE;
    return { label, unit: isSlope ? 'mV/ms' : 'mV', signal: voltageOf(recording, neuron, span), isSlope };
  }
  const probed = probedSignal(context, { neuron, variable });
  const unit = probed && probed.unit !== '1' ? probed.unit : '';
  return { label, unit, signal: probed, isSlope: false };
}
