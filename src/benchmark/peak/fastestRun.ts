/** ms: a run is long enough to be timed when it takes this long. */
const LONG_ENOUGH = 30;
const REPETITIONS = 5;
const MOST_ITERATIONS = 2 ** 30;

/**
 * Seconds per iteration of a loop: its length is doubled until it can be timed, then the fastest of five runs counts. The doubling
 * also gives compilers the time to compile it.
 * @param run Runs so many iterations.
 */
export async function fastestRun(run: (iterations: number) => unknown): Promise<number> {
  const time = async (iterations: number): Promise<number> => {
    const start = performance.now();
    await run(iterations);
    return performance.now() - start;
  };
  let iterations = 1;
  let fastest = await time(iterations);
  while (fastest < LONG_ENOUGH && iterations < MOST_ITERATIONS) {
    iterations *= 2;
    fastest = await time(iterations);
  }
  for (let r = 1; r < REPETITIONS; r++) fastest = Math.min(fastest, await time(iterations));
  return fastest / 1000 / iterations;
}
