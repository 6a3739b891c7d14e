import { populationRanges } from './buildNetwork.ts';
import type { Probe, RunDescription } from './description.ts';
import type { NetworkModel } from './model.ts';
import type { PopulationRange } from './population.ts';
import { PRESETS } from './presets.ts';
import { gateName, stateVariables } from './stateVariables.ts';

/** As many probes as one run takes. */
export const MOST_PROBES = 32;

/** A variable of a neuron that a probe can record. */
export interface ProbeVariable {
  /** As `Probe.variable` names it: 'm_Na', 'O_GABA', 'I_Na'. */
  readonly name: string;
  readonly unit: string;
  /** 'activation of sodium'. */
  readonly meaning: string;
  /** A variable of its membrane; of the synapses that it makes onto others; a current, outward positive but I_stim. */
  readonly kind: 'state' | 'synapse' | 'current';
}

/** A probe with what it measures. */
export interface DescribedProbe extends Probe, Omit<ProbeVariable, 'name'> {
  /** The population of its neuron. */
  readonly population: string;
}

/**
 * What can be recorded of the neurons of a population: V, gates and concentrations, open fraction and transmitter of the synapses that the
 * model lets it make, its ionic and synaptic currents and the stimulus, in the order of the model.
 */
export function probeVariables(model: NetworkModel, population: string): readonly ProbeVariable[] {
  return allVariables(model, population).filter(({ of }) => of === undefined || of.includes(population));
}

/**
 * What a probe measures. O and T of a synapse type are there for every neuron: matrices may let any be presynaptic.
 * @throws RangeError with a sentence where the network has no such neuron, or the neuron no such variable.
 */
export function describeProbe(
  model: NetworkModel,
  populations: readonly PopulationRange[],
  { neuron, variable }: Probe,
): DescribedProbe {
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count)?.name;
  if (population === undefined || !Number.isInteger(neuron)) {
    const n = populations.reduce((sum, { count }) => sum + count, 0);
    throw new RangeError(`a probe of ${variable} in neuron ${neuron}: expected a whole number from 0 to ${n - 1}`);
  }
  const found = allVariables(model, population).find(({ name }) => name === variable);
  if (found === undefined) {
    const names = probeVariables(model, population).map(({ name }) => name);
    throw new RangeError(`a probe of '${variable}' in ${population} ${neuron}: expected one of ${names.join(', ')}`);
  }
  const { unit, meaning, kind } = found;
  return { neuron, variable, population, unit, meaning, kind };
}

/**
 * What the probes of a run measure, in their order.
 * @throws RangeError with a sentence where one measures nothing, or the same as another, or there are more than MOST_PROBES.
 */
export function describeProbes(
  model: NetworkModel,
  populations: readonly PopulationRange[],
  probes: readonly Probe[],
): readonly DescribedProbe[] {
  if (probes.length > MOST_PROBES) throw new RangeError(`${probes.length} probes: a run takes up to ${MOST_PROBES}`);
  const described = probes.map((probe) => describeProbe(model, populations, probe));
  const twice = probes.find((probe, k) => probes.findIndex((other) => isSameProbe(probe, other)) < k);
  if (twice) throw new RangeError(`two probes of ${twice.variable} in neuron ${twice.neuron}: expected one`);
  return described;
}

/** The same of a run as it is described. @throws RangeError */
export function probesOf({ network: { preset, n, counts }, probes = [] }: RunDescription): readonly DescribedProbe[] {
  return describeProbes(PRESETS[preset], populationRanges(PRESETS[preset], n, counts), probes);
}

/** Whether there is something to record at a probe. */
export function hasProbe(model: NetworkModel, populations: readonly PopulationRange[], probe: Probe): boolean {
  try {
    describeProbe(model, populations, probe);
    return true;
  } catch {
    return false;
  }
}

export function isSameProbe(a: Probe, b: Probe): boolean {
  return a.neuron === b.neuron && a.variable === b.variable;
}

/** Whether both lists name the same probes in the same order. */
export function areSameProbes(a: readonly Probe[] = [], b: readonly Probe[] = []): boolean {
  return a === b || (a.length === b.length && a.every((probe, k) => isSameProbe(probe, b[k]!)));
}

/** @returns `of`: the populations that the model gives the variable, where others can have it too. */
function allVariables(
  model: NetworkModel,
  population: string,
): readonly (ProbeVariable & { readonly of?: readonly string[] })[] {
  const { currents = [] } = model.populations.find(({ name }) => name === population) ?? {};
  const own = model.currents.filter(({ name }) => currents.includes(name));
  const meanings = new Map([
    ['V', 'membrane potential'],
    ...own.flatMap(({ name, gates = {} }) =>
      Object.entries(gates).map(([gate, { meaning }]): [string, string] => [gateName(gate, name), meaning]),
    ),
    ...model.concentrations.map(({ name, title }): [string, string] => [name, title]),
  ]);
  const current = { unit: 'µA/cm²', kind: 'current' } as const;
  return [
    ...stateVariables(model)
      .filter(({ populations }) => populations.includes(population))
      .map(({ name, unit }): ProbeVariable => ({ name, unit, meaning: meanings.get(name)!, kind: 'state' })),
    ...model.synapses.flatMap(({ name, title, from }) => [
      {
        name: `O_${name}`,
        unit: '1',
        meaning: `open fraction of the ${title} synapses it makes`,
        kind: 'synapse' as const,
        of: from,
      },
      { name: `T_${name}`, unit: 'mM', meaning: `transmitter at these synapses`, kind: 'synapse' as const, of: from },
    ]),
    ...own.map(({ name, title }) => ({ name: `I_${name}`, meaning: `${title} current`, ...current })),
    ...model.synapses.map(({ name, title }) => ({
      name: `I_${name}`,
      meaning: `${title} synaptic current`,
      ...current,
    })),
    { name: 'I_stim', meaning: 'injected current', ...current },
  ];
}
