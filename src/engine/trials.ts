import { DivergenceError, type Engine, type Problem } from './engine.ts';
import type { EngineTrial } from './engineInfo.ts';

/** Where trials are kept between runs, by device and size of the network. */
export interface TrialMemory {
  recall(key: string): Promise<readonly EngineTrial[] | undefined>;
  remember(key: string, trials: readonly EngineTrial[]): Promise<void>;
}

/** How long one engine is tried, ms, and after what time it counts as one that does not answer. */
const TRIAL_MS = 100;
const MOST_TRIAL_MS = 10_000;

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

/** Batches grow until one fills what is left of the time; the largest has the least overhead and is the measure. */
async function measure(engine: Engine): Promise<number> {
  // Compilers and uploads that wait for the first use.
  await engine.advance(1);
  const end = performance.now() + TRIAL_MS;
  let largest = { steps: 0, ms: 1 };
  for (let steps = 1; ;) {
    const start = performance.now();
    await engine.advance(steps);
    const now = performance.now();
    // A coarse clock shows no time at all for a short batch.
    const ms = Math.max(now - start, 0.05);
    if (steps >= largest.steps) largest = { steps, ms };
    if (now >= end) break;
    const fitting = Math.ceil(((end - now) * largest.steps) / largest.ms);
    steps = Math.min(engine.mostSteps, 4 * steps, fitting);
  }
  return (1000 * largest.steps) / largest.ms;
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
