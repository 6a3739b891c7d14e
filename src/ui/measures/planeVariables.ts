import type { Signal } from '../../analysis/signal.ts';
import { isSameProbe, probeVariables } from '../../model/probes.ts';
import type { NetworkModel } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { MeasureContext } from './measure.ts';
import { fieldOf, nameOfNeuron, populationIndex, probedSignal, voltageOf } from './signals.ts';

/** One axis of a phase plane. */
export interface PlaneVariable {
  /** 'V of PN 3', 'mean PN V'. */
  readonly label: string;
  readonly unit: string;
  /** Copies what was recorded of it; undefined where nothing was in this range. */
  readonly read: () => Signal | undefined | Promise<Signal>;
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

/** The variable of a phase plane's axis. */
export function planeVariable(context: MeasureContext, variable: string, neuron: number): PlaneVariable {
  const { recording, span, populations } = context;
  if (!isOfNeuron(variable)) {
    const population = populations[populationIndex(populations, variable.slice(MEAN.length))]!;
    const read = async (): Promise<Signal> => fieldOf(context, population.name);
    return { label: `mean ${population.name} V`, unit: 'mV', read, isSlope: false };
  }
  const label = `${variable} of ${nameOfNeuron(context, neuron)}`;
  if (!needsProbe(variable)) {
    const isSlope = variable === SLOPE;
    return { label, unit: isSlope ? 'mV/ms' : 'mV', read: () => voltageOf(recording, neuron, span), isSlope };
  }
  const probe = { neuron, variable };
  const unit = recording.probes.find((trace) => isSameProbe(trace.probe, probe))?.unit ?? '';
  return { label, unit: unit === '1' ? '' : unit, read: () => probedSignal(context, probe), isSlope: false };
}
