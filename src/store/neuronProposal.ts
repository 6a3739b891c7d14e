import type { PopulationRange } from '../model/population.ts';

/** How many traces to propose of the first, second … population: enough to compare, few enough to read. */
const PROPOSED: readonly number[] = [3, 2];

interface Picks {
  readonly population: PopulationRange;
  readonly wanted: number;
  /** In the order in which they fired. */
  readonly fired: number[];
  /** Who stands in until enough have fired: driven neurons before the others, and first those that do not look alike. */
  readonly standIns: readonly number[];
}

/** Neurons whose traces tell a newcomer most: of every population those that fire first; until then, driven ones. */
export class NeuronProposal {
  readonly #picks: readonly Picks[];
  readonly #looksAlike: (a: number, b: number) => boolean;

  /** @param looksAlike whether the traces of two neurons have the same colour */
  constructor(
    populations: readonly PopulationRange[],
    driven: ReadonlySet<number>,
    looksAlike: (a: number, b: number) => boolean,
  ) {
    this.#looksAlike = looksAlike;
    this.#picks = populations.map((population, p) => {
      const { first, count } = population;
      const members = Array.from({ length: count }, (_, i) => first + i);
      const ranked = [...members.filter((i) => driven.has(i)), ...members.filter((i) => !driven.has(i))];
      const wanted = PROPOSED[p] ?? 1;
      const distinct: number[] = [];
      for (const neuron of ranked) {
        if (distinct.length === wanted) break;
        if (!distinct.some((other) => looksAlike(neuron, other))) distinct.push(neuron);
      }
      const standIns = [...distinct, ...ranked.filter((neuron) => !distinct.includes(neuron)).slice(0, wanted)];
      return { population, wanted, fired: [], standIns };
    });
  }

  /** In the order of their index. */
  get neurons(): readonly number[] {
    return this.#picks.flatMap(({ fired, standIns, wanted }) => {
      const others = standIns.filter((neuron) => !fired.some((other) => this.#looksAlike(neuron, other)));
      return [...new Set([...fired, ...others, ...standIns])].slice(0, wanted).toSorted((a, b) => a - b);
    });
  }

  /** Takes note that a neuron fired; true where that may have changed the proposal. */
  hear(neuron: number): boolean {
    const picks = this.#picks.find(({ population: { first, count } }) => neuron >= first && neuron < first + count);
    if (
      !picks ||
      picks.fired.length === picks.wanted ||
      picks.fired.some((other) => other === neuron || this.#looksAlike(other, neuron))
    ) {
      return false;
    }
    picks.fired.push(neuron);
    return true;
  }
}
