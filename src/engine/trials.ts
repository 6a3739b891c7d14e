import { DivergenceError, type Engine, type Problem } from './engine.ts';
import type { EngineTrial } from './engineInfo.ts';

/** Where trials are kept between runs, by device and size of the network. */
export interface TrialMemory {
  recall(key: string): Promise<readonly EngineTrial[] | undefined>;
  remember(key: string, trials: readonly EngineTrial[]): Promise<void>;
}

/** Shaders are compiled and uploads done at their first use; WebAssembly runs at full speed after about a tenth of a second. */
const WARM_UP_MS = 100;
/** How long one engine is measured, ms, and after what time it counts as one that does not answer. */
const MEASURE_MS = 60;
const MOST_TRIAL_MS = 10_000;
/** Batches grow to about this, ms. */
const BATCH_MS = 20;

/**
 * The speed of an engine on its own network, in steps per second. The engine is opened for this and disposed afterwards: its
 * batches are not those of a run.
 * @throws Error with a sentence when it cannot be opened, diverges or does not answer.
 */
export async function tryEngine(open: () => Promise<{ readonly engine: Engine }>): Promise<number> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not answer within ${MOST_TRIAL_MS / 1000} s`)), MOST_TRIAL_MS);
  });
  const opening = open();
  try {
    const { engine } = await Promise.race([opening, silence]);
    return await Promise.race([measure(engine), silence]);
  } catch (error) {
    if (error instanceof DivergenceError) throw new Error('the run diverged', { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
    // Also one that opens after its time.
    void opening.then(({ engine }) => engine.dispose()).catch(() => {});
  }
}

async function measure(engine: Engine): Promise<number> {
  const start = performance.now();
  let [batchSteps, now] = [1, start];
  while (now - start < WARM_UP_MS) {
    const before = now;
    await engine.advance(batchSteps);
    now = performance.now();
    // A coarse clock shows no time at all for a short batch.
    const fitting = (batchSteps * BATCH_MS) / Math.max(now - before, 0.05);
    batchSteps = Math.max(1, Math.min(engine.mostSteps, 4 * batchSteps, Math.floor(fitting)));
  }
  // From here on as in a run: with the next batch queued behind the one that is waited for.
  const answers: Promise<unknown>[] = [];
  const submit = (): void => {
    const answer = engine.advance(batchSteps);
    answer.catch(() => {}); // of those behind one that failed
    answers.push(answer);
  };
  while (answers.length < engine.mostInFlight) submit();
  await answers.shift();
  const warm = performance.now();
  let steps = 0;
  do {
    submit();
    await answers.shift();
    steps += batchSteps;
    now = performance.now();
  } while (now - warm < MEASURE_MS);
  await Promise.all(answers);
  return (1000 * steps) / (now - warm);
}

/** Multiply-adds of a step of one neuron and of one synapse, roughly: only their order of magnitude is asked for. */
const NEURON_WORK = 1000;
const SYNAPSE_WORK = 1;

/** What all steps of a run come to, in operations; below a second of any engine, a trial is not worth its time. */
export function workOf({ layout, integrator }: Problem, steps: number): number {
  const synapses = layout.openFractions.reduce((sum, { ofSynapse }) => sum + ofSynapse.length, 0);
  return steps * integrator.stages.length * (NEURON_WORK * layout.n + SYNAPSE_WORK * synapses);
}

/** '2^7 neurons, 2^12 synapses': networks of one class run alike. */
export function sizeClass({ layout }: Problem): string {
  const synapses = layout.openFractions.reduce((sum, { ofSynapse }) => sum + ofSynapse.length, 0);
  const exponent = (count: number): number => Math.round(Math.log2(Math.max(1, count)));
  return `2^${exponent(layout.n)} neurons, 2^${exponent(synapses)} synapses`;
}
