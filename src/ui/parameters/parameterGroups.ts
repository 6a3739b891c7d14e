import type { NetworkModel, Parameter, SynapseParameterOwner } from '../../model/model.ts';

/** One row of the table. */
export interface ParameterRow {
  readonly symbol: string;
  readonly parameter: Parameter;
  /** One value per population, undefined where the population has none; or one value of every synapse. */
  readonly values: readonly (number | undefined)[] | number;
}

/** What belongs together: a current, a substance, a type of synapse. */
export interface ParameterGroupData {
  readonly key: string;
  readonly title: string;
  /** What it is called in equations: 'I_Na', '[Ca]'. */
  readonly symbol: string;
  /** Its equation, in the notation of the model. */
  readonly formula: string;
  readonly rows: readonly ParameterRow[];
}

/** The model's parameters in the order of the paper: membrane, currents, substances, synapses. */
export function parameterGroups(model: NetworkModel): readonly ParameterGroupData[] {
  const { membrane, currents, concentrations, synapses, populations } = model;
  const rows = (
    parameters: Readonly<Record<string, Parameter & { readonly of?: SynapseParameterOwner }>>,
    has: (population: NetworkModel['populations'][number], of?: SynapseParameterOwner) => boolean,
  ): readonly ParameterRow[] =>
    Object.entries(parameters).map(([symbol, parameter]) => ({
      symbol,
      parameter,
      values:
        parameter.of === 'synapse'
          ? parameter.value
          : populations.map((population) =>
              has(population, parameter.of) ? (population.parameters[symbol] ?? parameter.value) : undefined,
            ),
    }));
  return [
    {
      key: 'membrane',
      title: 'membrane',
      symbol: 'dV/dt',
      formula: membrane.derivative,
      rows: rows(membrane.parameters, () => true),
    },
    ...currents.map(({ name, title, current, parameters }) => ({
      key: `current ${name}`,
      title,
      symbol: `I_${name}`,
      formula: current,
      rows: rows(parameters, (population) => population.currents.includes(name)),
    })),
    ...concentrations.map(({ name, title, derivative, parameters }) => ({
      key: `concentration ${name}`,
      title,
      symbol: `d${name}/dt`,
      formula: derivative,
      rows: rows(parameters, (population) => population.concentrations.includes(name)),
    })),
    ...synapses.map(({ name, title, current, parameters, from, to }) => ({
      key: `synapse ${name}`,
      title: `${title}, ${from.join(' and ')} → ${to.join(' and ')}`,
      symbol: `I_${name}`,
      formula: current,
      rows: rows(parameters, (population, of) => (of === 'presynaptic' ? from : to).includes(population.name)),
    })),
  ];
}
