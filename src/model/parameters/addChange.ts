import type { ParameterChange } from '../description.ts';
import type { PopulationRange } from '../population.ts';

/**
 * The changes with one more at their end. Earlier ones of which nothing would be left are dropped, so that a slider that is dragged leaves
 * one change; lists of single neurons' values that follow each other become one. All others keep their order.
 * @param populations where they are known, a change of a whole population also drops those of its single neurons
 */
export function addChange(
  changes: readonly ParameterChange[],
  change: ParameterChange,
  populations: readonly PopulationRange[] = [],
): readonly ParameterChange[] {
  const kept = change.kind === 'scale' ? changes : changes.filter((earlier) => !covers(change, earlier, populations));
  // Changes of other parameters and of other populations in between are of no matter to this one.
  const last = kept.findLastIndex((earlier) => mayMeet(earlier, change));
  const before = kept[last];
  const merged =
    before && isList(before) && isList(change) && before.population === change.population
      ? mergeLists(before, change)
      : undefined;
  return merged ? [...kept.slice(0, last), ...kept.slice(last + 1), merged] : [...kept, change];
}

/** Whether every neuron that the other change means is meant by this one too. */
export function covers(
  change: ParameterChange,
  other: ParameterChange,
  populations: readonly PopulationRange[] = [],
): boolean {
  if (change.parameter !== other.parameter) return false;
  if (change.neurons === undefined) {
    if (change.population === undefined || change.population === other.population) return true;
    const range = populations.find(({ name }) => name === change.population);
    return !!range && !!other.neurons?.every((i) => i >= range.first && i < range.first + range.count);
  }
  if (other.neurons === undefined) return false;
  const own = new Set(change.neurons);
  return other.neurons.every((neuron) => own.has(neuron));
}

function mayMeet(a: ParameterChange, b: ParameterChange): boolean {
  const isOne = a.population === undefined || b.population === undefined || a.population === b.population;
  return a.parameter === b.parameter && isOne;
}

type ListChange = ParameterChange & { readonly kind: 'list'; readonly neurons: readonly number[] };

function isList(change: ParameterChange): change is ListChange {
  return change.kind === 'list' && change.neurons !== undefined;
}

function mergeLists(before: ListChange, after: ListChange): ListChange {
  const values = new Map(before.neurons.map((neuron, k) => [neuron, before.values[k]!]));
  after.neurons.forEach((neuron, k) => values.set(neuron, after.values[k]!));
  const neurons = [...values.keys()].sort((a, b) => a - b);
  return {
    ...after,
    neurons,
    values: neurons.map((neuron) => values.get(neuron)!),
  };
}
