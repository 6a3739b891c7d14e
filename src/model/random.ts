import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';

/** What a seed is used for; each purpose draws from a stream of its own, so that changing one leaves the others alone. */
const STREAMS = { connectivity: 1, initialState: 2, stimulus: 3, matrix: 4, matrixPatch: 5, parameters: 6 } as const;

/** Seeds are whole numbers from 0 to this: of others several would draw the same. */
export const MOST_SEED = 2 ** 32 - 1;

export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MOST_SEED;
}

export interface RandomStream {
  /** The next draw, uniform on [0, 1). */
  uniform(): number;
  /** The next draw, standard normal (Box and Muller 1958). */
  normal(): number;
}

/** The stream of draws that belongs to a seed and a purpose: the same on every machine. */
export function randomStream(seed: number, purpose: keyof typeof STREAMS): RandomStream {
  const generator = mersenne(Math.imul(seed, 0x9e3779b1) ^ Math.imul(STREAMS[purpose], 0x85ebca6b));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** `count` different numbers out of 0 … n - 1, in ascending order (partial Fisher-Yates shuffle). */
export function chooseWithout(stream: RandomStream, count: number, n: number): Uint32Array {
  const pool = new Uint32Array(n);
  for (let i = 0; i < n; i++) pool[i] = i;
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(stream.uniform() * (n - i));
    const taken = pool[j]!;
    pool[j] = pool[i]!;
    pool[i] = taken;
  }
  return pool.slice(0, count).sort();
}
