import type { PopulationRange } from '../population.ts';

/** Neurons on a ring of circumference 1: each population spread evenly over all of it, its first neuron at 0. */
export class Ring {
  /** By neuron, 0 … 1. */
  private readonly positions: Float64Array;
  /** Possible neighbours, ascending by position. */
  private readonly sources: readonly number[];

  /** @param sources the neurons among which neighbours are looked for */
  constructor(populations: readonly PopulationRange[], sources: Iterable<number>) {
    const n = populations.reduce((sum, { count }) => sum + count, 0);
    this.positions = new Float64Array(n);
    for (const { first, count } of populations) {
      for (let k = 0; k < count; k++) this.positions[first + k] = k / count;
    }
    this.sources = [...sources].sort((a, b) => this.positions[a]! - this.positions[b]! || a - b);
  }

  /** The shorter way round, 0 … 0.5. */
  distance(a: number, b: number): number {
    const way = Math.abs(this.positions[a]! - this.positions[b]!);
    return Math.min(way, 1 - way);
  }

  /** The `count` nearest sources on either side of a neuron, itself left out; one at the same place lies on the right. */
  neighbours(neuron: number, count: number): number[] {
    const { sources, positions } = this;
    const here = positions[neuron]!;
    let right = 0;
    for (let step = sources.length; step > 0;) {
      // Binary search of the first source that is not on the left.
      const half = step >> 1;
      if (positions[sources[right + half]!]! < here) {
        right += half + 1;
        step -= half + 1;
      } else step = half;
    }
    const isOneOf = sources.includes(neuron);
    const most = Math.min(2 * count, sources.length - (isOneOf ? 1 : 0));
    const found: number[] = [];
    const walk = (from: number, direction: 1 | -1, wanted: number): void => {
      for (let k = from; found.length < wanted; k += direction) {
        const source = sources[((k % sources.length) + sources.length) % sources.length]!;
        if (source !== neuron) found.push(source);
      }
    };
    walk(right, 1, Math.min(count, most));
    walk(right - 1, -1, most);
    return found;
  }
}
