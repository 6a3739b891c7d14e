import type { PopulationRange } from '../model/population.ts';

/** How many traces to propose of the first, second … population: enough to compare, few enough to read. */
const PROPOSED: readonly number[] = [3, 2];

interface Picks {
  readonly population: PopulationRange;
  readonly wanted: number;
  /** In the order in which they fired. */
  readonly fired: number[];
  /** Who stands in until enough have fired: driven neurons before the others. */
  readonly standIns: readonly number[];
}

/** Neurons whose traces tell a newcomer most: of every population those that fire first; until then, driven ones. */
export class NeuronProposal {
  readonly #picks: readonly Picks[];

  constructor(populations: readonly PopulationRange[], driven: ReadonlySet<number>) {
    this.#picks = populations.map((population, p) => {
      const { first, count } = population;
      const members = Array.from({ length: count }, (_, i) => first + i);
      const ranked = [...members.filter((i) => driven.has(i)), ...members.filter((i) => !driven.has(i))];
      const wanted = PROPOSED[p] ?? 1;
      return { population, wanted, fired: [], standIns: ranked.slice(0, wanted) };
    });
  }

  /** In the order of their index. */
  get neurons(): readonly number[] {
    return this.#picks.flatMap(({ fired, standIns, wanted }) =>
      [...new Set([...fired, ...standIns])].slice(0, wanted).toSorted((a, b) => a - b),
    );
  }

  /** Takes note that a neuron fired; true where that may have changed the proposal. */
  hear(neuron: number): boolean {
    const picks = this.#picks.find(({ population: { first, count } }) => neuron >= first && neuron < first + count);
    if (!picks || picks.fired.length === picks.wanted || picks.fired.includes(neuron)) return false;
    picks.fired.push(neuron);
    return true;
  }
}
