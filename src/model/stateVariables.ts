import { GATE_BOUNDS, type NetworkModel } from './model.ts';

/** A quantity with one value per neuron (of some populations) and a differential equation. */
export interface StateVariable {
  /** 'V', 'n_K', 'Ca'. */
  readonly name: string;
  readonly unit: string;
  /** Names of the populations whose neurons have it. */
  readonly populations: readonly string[];
  readonly initial: number;
  /** Outside of these a run is stopped as diverged. */
  readonly bounds: readonly [number, number];
}

/** The name of gate x of current X, as in the paper's figures and in every file: 'm' of 'Na' is 'm_Na'. */
export function gateName(gate: string, current: string): string {
  return `${gate}_${current}`;
}

/** All state variables of a model's neurons: V, then the gates in the order of the currents, then the concentrations. */
export function stateVariables(model: NetworkModel): readonly StateVariable[] {
  const having = (kind: 'currents' | 'concentrations', name: string): string[] =>
    model.populations.filter((population) => population[kind].includes(name)).map((population) => population.name);
  const { initial, bounds } = model.membrane;
  const all: StateVariable[] = [
    { name: 'V', unit: 'mV', populations: model.populations.map((population) => population.name), initial, bounds },
  ];
  for (const current of model.currents) {
    for (const gate of Object.keys(current.gates ?? {})) {
      const populations = having('currents', current.name);
      all.push({ name: gateName(gate, current.name), unit: '1', populations, initial: 0, bounds: GATE_BOUNDS });
    }
  }
  for (const { name, unit, initial: atRest, bounds: limits } of model.concentrations) {
    all.push({ name, unit, populations: having('concentrations', name), initial: atRest, bounds: limits });
  }
  return all.filter((variable) => variable.populations.length > 0);
}
