import type { NetworkModel, Parameter, SynapseParameterOwner } from '../../model/model.ts';

/** One row of the table. */
export interface ParameterRow {
  readonly symbol: string;
  readonly parameter: Parameter & { readonly of?: SynapseParameterOwner };
  /** By population: whether its neurons have the parameter. */
  readonly has: readonly boolean[];
  /** By population: whether the model's own synapses use it; elsewhere it waits for synapses that are painted. */
  readonly isUsed: readonly boolean[];
}

interface Equation {
  readonly symbol: string;
  readonly formula: string;
}

/** What belongs together: a current, a substance, a type of synapse. */
export interface ParameterGroupData extends Equation {
  readonly key: string;
  readonly title: string;
  /** Its other equations: gates and what they use, the synapse's open fraction. */
  readonly details: readonly Equation[];
  readonly rows: readonly ParameterRow[];
}

/** The model's parameters in the order of the paper: membrane, currents, substances, synapses. */
export function parameterGroups(model: NetworkModel): readonly ParameterGroupData[] {
  const { membrane, currents, concentrations, synapses, populations } = model;
  type Has = (population: NetworkModel['populations'][number], of?: SynapseParameterOwner) => boolean;
  const rows = (
    parameters: Readonly<Record<string, ParameterRow['parameter']>>,
    has: Has,
    isUsed: Has = has,
  ): readonly ParameterRow[] =>
    Object.entries(parameters).map(([symbol, parameter]) => ({
      symbol,
      parameter,
      has: populations.map((population) => has(population, parameter.of)),
      isUsed: populations.map((population) => isUsed(population, parameter.of)),
    }));
  return [
    {
      key: 'membrane',
      title: 'membrane',
      symbol: 'dV/dt',
      formula: membrane.derivative,
      details: [],
      rows: rows(membrane.parameters, () => true),
    },
    ...currents.map(({ name, title, current, parameters, gates = {}, definitions = {} }) => ({
      key: `current ${name}`,
      title,
      symbol: `I_${name}`,
      formula: current,
      details: [
        ...Object.entries(gates).flatMap(([gate, { inf, tau }]) => [
          { symbol: `${gate}_inf`, formula: inf },
          { symbol: `tau_${gate}`, formula: tau },
        ]),
        ...Object.entries(definitions).map(([symbol, formula]) => ({ symbol, formula })),
      ],
      rows: rows(parameters, (population) => population.currents.includes(name)),
    })),
    ...concentrations.map(({ name, title, derivative, parameters }) => ({
      key: `concentration ${name}`,
      title,
      symbol: `d${name}/dt`,
      formula: derivative,
      details: [],
      rows: rows(parameters, (population) => population.concentrations.includes(name)),
    })),
    ...synapses.map(({ name, title, current, parameters, from, to, openFraction, transmitter }) => ({
      key: `synapse ${name}`,
      title: `${title}, ${from.join(' and ')} → ${to.join(' and ')}`,
      symbol: `I_${name}`,
      formula: current,
      details: [
        { symbol: 'dO/dt', formula: openFraction },
        { symbol: 'T', formula: transmitter },
      ],
      rows: rows(
        parameters,
        () => true,
        (population, of) => (of === 'presynaptic' ? from : to).includes(population.name),
      ),
    })),
  ];
}

/** The groups with the rows in which every word of the filter occurs: in symbol, meaning, unit, or the group's title. */
export function filterGroups(groups: readonly ParameterGroupData[], filter: string): readonly ParameterGroupData[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups.flatMap((group) => {
    const rows = group.rows.filter(({ symbol, parameter: { meaning, unit } }) => {
      const text = [symbol, symbol.replaceAll('_', ''), meaning, unit, group.title, group.symbol]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return rows.length > 0 ? [{ ...group, rows }] : [];
  });
}
