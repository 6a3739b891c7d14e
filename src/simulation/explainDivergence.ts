import { DivergenceError, type Problem } from '../engine/engine.ts';
import type { EngineState } from '../engine/engineState.ts';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { stateVariables } from '../model/stateVariables.ts';

/** Simulated ms after the divergence that a smaller dt has to get through to be recommended. */
const PASSED_AFTER = 1;
/** More multiply-adds than this are not spent on trying a dt (about two seconds of the reference engine). */
const MOST_WORK = 1e9;

/**
 * The sentence for a run that diverged: which neuron, which variable, when, and what dt would do. What dt would do is tried, not
 * guessed: the reference engine repeats the run from the last checkpoint until past that moment with ever smaller dt.
 */
export function explainDivergence(
  error: DivergenceError,
  problem: Problem,
  checkpoint: { readonly step: number; readonly state: EngineState },
): string {
  const time = timeOf(error, problem);
  return `${describeDivergence(error, problem)}; ${remedy(problem, checkpoint, time)}`;
}

/** The first half of that sentence, where nothing is to be tried: which neuron, which variable, when. */
export function describeDivergence(error: DivergenceError, problem: Problem): string {
  const { dt, network } = problem;
  const { neuron, variable } = error;
  const population = network.populations.find(({ first, count }) => neuron >= first && neuron < first + count)!;
  const value = Number.isFinite(error.value)
    ? `reached ${Number(error.value.toPrecision(4))}`
    : 'is no number any more';
  const unit = Number.isFinite(error.value) ? unitOf(problem, variable) : '';
  const time = timeOf(error, problem);
  return `neuron ${neuron} (${population.name}): ${variable} ${value}${unit} at t = ${time} ms with dt = ${dt} ms`;
}

/** ms: the end of the step after which the value was seen. */
function timeOf({ step }: DivergenceError, { dt }: Problem): number {
  return Number(((step + 1) * dt).toFixed(4));
}

/** ' mV' for V, ' mM' for a concentration, nothing for fractions. */
function unitOf({ network }: Problem, variable: string): string {
  const unit = stateVariables(network.model).find(({ name }) => name === variable)?.unit ?? '1';
  return unit === '1' ? '' : ` ${unit}`;
}

function remedy(
  problem: Problem,
  checkpoint: { readonly step: number; readonly state: EngineState },
  time: number,
): string {
  const { dt, layout } = problem;
  const from = checkpoint.step * dt;
  for (const smaller of [dt / 2, dt / 4, dt / 8].map((value) => Number(value.toPrecision(3)))) {
    const steps = Math.ceil((time + PASSED_AFTER - from) / smaller);
    const work = steps * 4 * (60 * layout.n + layout.openFractions.reduce((sum, one) => sum + one.ofSynapse.length, 0));
    if (work > MOST_WORK) return `try dt = ${smaller} ms`;
    if (passes(problem, checkpoint, from, smaller, steps)) return `dt = ${smaller} ms gets past this moment`;
  }
  return `a smaller dt did not help either (tried down to ${Number((dt / 8).toPrecision(3))} ms): check the parameters and the stimulus`;
}

function passes(
  problem: Problem,
  checkpoint: { readonly state: EngineState },
  from: number,
  dt: number,
  steps: number,
): boolean {
  const firstStep = Math.round(from / dt);
  const start = checkpoint.state;
  const engine = new ReferenceEngine({ ...problem, start, dt, firstStep, recordEvery: steps + 1 });
  try {
    engine.advanceNow(steps);
    return true;
  } catch (error) {
    if (error instanceof DivergenceError) return false;
    throw error;
  }
}
