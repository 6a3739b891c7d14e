import { rk4 } from '../compiler/integrator.ts';
import { layOut, layOutAlike, type Layout } from '../compiler/layout.ts';
import { compileModel, type System } from '../compiler/system.ts';
import type { Problem } from '../engine/engine.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import type { RunDescription, StimulusDescription } from '../model/description.ts';
import type { Network } from '../model/network.ts';
import { stimulusColumns, type StimulusColumns } from '../model/stimulus/stimulus.ts';
import { countSteps } from './countSteps.ts';

/** Builds, compiles and lays out what a run describes. @throws RangeError with a sentence when something does not fit. */
export function makeProblem(run: RunDescription): Problem {
  countSteps(run);
  const network = buildNetwork(run.network, run.duration);
  const system = compileModel(network.model);
  const stimulus = stimulusColumns(run.stimulus, network.n, run.duration, network.populations);
  return assembleProblem(run, network, system, layOut(system, network), stimulus);
}

/**
 * The problems of several runs of one model and size, laid out alike, as an engine for ensembles needs them. Runs that hold the same
 * stimulus object share its columns.
 * @throws RangeError with a sentence when something does not fit.
 */
export function makeProblems(runs: readonly RunDescription[]): Problem[] {
  for (const run of runs) countSteps(run);
  const networks = runs.map((run) => buildNetwork(run.network, run.duration));
  const system = compileModel(networks[0]!.model);
  const layouts = layOutAlike(system, networks);
  const columns = new Map<StimulusDescription, StimulusColumns>();
  return runs.map((run, r) => {
    const { n, populations } = networks[r]!;
    const stimulus = columns.get(run.stimulus) ?? stimulusColumns(run.stimulus, n, run.duration, populations);
    columns.set(run.stimulus, stimulus);
    return assembleProblem(run, networks[r]!, system, layouts[r]!, stimulus);
  });
}

/** What an engine takes, at t = 0. */
export function assembleProblem(
  { dt, recordEvery }: RunDescription,
  network: Network,
  system: System,
  layout: Layout,
  stimulus: StimulusColumns,
): Problem {
  return { network, system, layout, stimulus, dt, recordEvery, firstStep: 0, integrator: rk4 };
}
