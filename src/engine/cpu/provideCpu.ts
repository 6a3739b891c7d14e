import { MOST_THREADS } from '../engineInfo.ts';
import { PRECISIONS_OF, unavailable, type Provider } from '../provider.ts';
import { CpuEngine } from './cpuEngine.ts';
import { hardwareThreads, threadsProblem } from './threads.ts';

/** (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)): valid where vector instructions are. */
const VECTOR_MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];
/** With as many neurons for each thread a network gains from threads on most machines; with half as many it may, and a trial tells. */
const NEURONS_PER_THREAD = 120;

/** The processor's vector instructions, as WebAssembly offers them here. */
export function provideCpu(): Provider {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(new Uint8Array(VECTOR_MODULE))) {
    return unavailable('cpu', 'this browser has no WebAssembly with vector instructions');
  }
  const hardware = hardwareThreads();
  const problem = threadsProblem();
  const device = `WebAssembly SIMD, ${problem === undefined ? `up to ${hardware} threads` : `one thread: ${problem}`}`;
  return {
    report: { kind: 'cpu', available: true, precisions: PRECISIONS_OF.cpu, device, isSoftware: true },
    threadCounts: threadsToTry,
    async open(of, { precision = PRECISIONS_OF.cpu[0]!, threads: asked, isCompensated = true }) {
      const threads = asked ?? recommendedThreads(of.layout.n);
      if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
        throw new RangeError(`${threads} threads: expected a whole number from 1 to ${MOST_THREADS}`);
      }
      if (threads > 1 && problem !== undefined) throw new Error(`${threads} threads are not to be had: ${problem}`);
      const engine = await CpuEngine.create(of, { precision, threads, isCompensated });
      return { engine, precision, threads, ...(precision === 'float32' && { isCompensated }) };
    },
  };
}

/** What a trial should compare for a network of n neurons. */
export function threadsToTry(n: number): readonly number[] {
  const recommended = recommendedThreads(n);
  const mayPair = threadsProblem() === undefined && hardwareThreads() > 2 && n >= NEURONS_PER_THREAD;
  return [...new Set([recommended, ...(mayPair ? [2] : []), 1])];
}

/** How many threads a network of n neurons gains from here; one core is left to whoever draws. */
export function recommendedThreads(n: number): number {
  if (threadsProblem() !== undefined) return 1;
  const useful = Math.floor(n / NEURONS_PER_THREAD);
  return Math.max(1, Math.min(MOST_THREADS, hardwareThreads() - 1, useful));
}
