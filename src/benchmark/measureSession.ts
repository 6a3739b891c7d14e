import type { Session } from '../simulation/session.ts';

/** The part of a session that is measured, wherever it runs. */
export type MeasuredSession = Pick<Session, 'engine' | 'network' | 'isDone' | 'advance'>;

/** How fast a session advanced. */
export interface Measurement {
  /** ms of wall time per step, the median of the repetitions. */
  readonly msPerStep: number;
  /** (slowest - fastest) / median of the repetitions. */
  readonly spread: number;
  /** Median number of steps that were handed to the device at once. */
  readonly stepsPerSubmission: number;
  /** All that were timed. */
  readonly steps: number;
}

const REPETITIONS = 3;
/** ms for which a session runs untimed: programs are compiled, batches find their size. */
const WARM_UP = 500;

/** It takes too long: the message is a sentence with what was seen. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError';
}

export interface MeasureOptions {
  /** Wall time to spend on the three repetitions together, s. */
  readonly seconds: number;
  /** A single batch may take this long, s. */
  readonly mostSecondsPerBatch: number;
  /** Heard between batches. */
  readonly signal?: AbortSignal | undefined;
  /** A clock in ms. */
  readonly now?: () => number;
}

/**
 * Times a session: warm-up, then three repetitions of whole batches.
 * @throws TooSlowError when a batch takes longer than allowed.
 * @throws whatever the session does: a lost device, a run that diverged.
 */
export async function measureSession(
  session: MeasuredSession,
  { seconds, mostSecondsPerBatch, signal, now = () => performance.now() }: MeasureOptions,
): Promise<Measurement> {
  const batchSizes: number[] = [];
  const advanceFor = async (wanted: number): Promise<{ steps: number; ms: number }> => {
    const start = now();
    let [steps, ms] = [0, 0];
    while (ms < wanted && !session.isDone) {
      signal?.throwIfAborted();
      const before = ms;
      const batch = await session.advance();
      steps += batch.steps;
      batchSizes.push(batch.steps);
      ms = now() - start;
      if (ms - before > 1000 * mostSecondsPerBatch) {
        const took = Number(((ms - before) / 1000).toPrecision(2));
        throw new TooSlowError(
          `${batch.steps} steps took ${took} s: more than ${mostSecondsPerBatch} s are not waited for`,
        );
      }
    }
    if (steps === 0) throw new RangeError('the run ended before it could be timed: expected a longer one');
    return { steps, ms };
  };
  await advanceFor(WARM_UP);
  batchSizes.length = 0;
  const repetitions: { steps: number; ms: number }[] = [];
  for (let r = 0; r < REPETITIONS; r++) repetitions.push(await advanceFor((1000 * seconds) / REPETITIONS));
  const paces = repetitions.map(({ steps, ms }) => ms / steps).sort((a, b) => a - b);
  const msPerStep = median(paces);
  return {
    msPerStep,
    spread: (paces.at(-1)! - paces[0]!) / msPerStep,
    stepsPerSubmission: median(batchSizes),
    steps: repetitions.reduce((sum, { steps }) => sum + steps, 0),
  };
}

/** The middle one; of an even number the lower of the two. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
