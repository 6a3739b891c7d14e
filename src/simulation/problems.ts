import { isSameLayout, layOut, layOutEdited, layOutFrom, layOutLike, type Layout } from '../compiler/layout.ts';
import { compileModel, type System } from '../compiler/system.ts';
import type { Problem } from '../engine/engine.ts';
import { moveState, type EngineState } from '../engine/engineState.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { MatrixCache } from '../model/connectivity/matrixCache.ts';
import type { RecordingPlan, RunDescription } from '../model/description.ts';
import type { Connectivity, Network, NetworkState } from '../model/network.ts';
import { PRESETS } from '../model/presets.ts';
import { stimulusColumns } from '../model/stimulus/stimulus.ts';
import { checkCheckpoint, type Checkpoint } from './checkpoint.ts';
import { countSteps } from './countSteps.ts';
import { assembleProblem } from './makeProblem.ts';
import { StateRows } from './longRun/stateRows.ts';
import { ProbeReader } from './probeReader.ts';
import { RecordedEntries } from './recordedEntries.ts';

/** A problem that knows how what the engine records is read. */
export interface RunProblem extends Problem {
  readonly probes?: RecordedEntries;
  /** Of the run's probes, where it has some. */
  readonly probeReader?: ProbeReader;
  /** Of the rows that go to disk, where some do. */
  readonly rows?: StateRows;
}

/**
 * The problems of one run that is edited while it goes on: each is made from the one before it, and what has not changed is not made
 * again. A neuron that the model may connect has its open fraction integrated even where it has no synapse yet.
 */
export class Problems {
  private readonly matrices = new MatrixCache();
  private readonly system: System;
  private readonly plan: RecordingPlan | undefined;
  private run: RunDescription;
  problem: RunProblem;

  /**
   * @param from Where the run goes on; from t = 0 where it is left out.
   * @param plan What goes to disk; the engine records V as often as run and plan need it.
   * @throws RangeError with a sentence when something does not fit.
   */
  constructor(run: RunDescription, from?: Checkpoint, plan?: RecordingPlan) {
    countSteps(run);
    this.run = run;
    this.plan = plan;
    const network = this.build(run, from && underWay(run));
    this.system = compileModel(network.model);
    const layout = layOut(this.system, network, connectable(network));
    if (from) checkCheckpoint(from, { dt: run.dt, shape: layout });
    const problem = this.assemble(run, network, (from && layOutLike(this.system, network, from.shape)) ?? layout);
    this.problem = from ? this.goOn(problem, run, from) : problem;
  }

  /**
   * The problem of the edited run, as it stands before the next step.
   * @returns `isSameLayout`: whether its numbers lie where those of the problem before it lie, so that an engine can take it over with the
   * state that it has; where they do not, the problem has to start `from` the state at a step.
   * @throws RangeError with a sentence when something does not fit; the problem before stays.
   */
  edit(run: RunDescription): { readonly problem: RunProblem; readonly isSameLayout: boolean } {
    countSteps(run);
    const before = this.problem;
    const isSameNetwork = run.network === this.run.network;
    const network = isSameNetwork ? before.network : this.build(run, underWay(run));
    const layout = isSameNetwork ? before.layout : layOutEdited(this.system, network, before);
    return {
      problem: this.assemble(run, network, layout),
      isSameLayout: isSameNetwork || isSameLayout(before.layout, layout),
    };
  }

  /** The problem of an edited run with the state of the one before it at a step. */
  startFrom(problem: RunProblem, run: RunDescription, state: EngineState, step: number): RunProblem {
    const { layout, network } = this.problem;
    return this.goOn(problem, run, { step, state, shape: layout }, network.synapses);
  }

  /**
   * A problem that goes on from a state, in whose shape it is laid out if it can be.
   * @param synapses of the network whose state it was, where they are known.
   */
  private goOn(
    problem: RunProblem,
    run: RunDescription,
    { step, state, shape }: Omit<Checkpoint, 'dt'>,
    synapses?: readonly Connectivity[],
  ): RunProblem {
    if (isSameLayout(problem.layout, shape))
      return this.withReaders({ ...problem, firstStep: step, start: state }, run);
    const parts = state.low ? [state.high, state.low] : [state.high];
    const { layout, from } = layOutFrom(this.system, problem.network, shape, parts, synapses);
    return this.withReaders({ ...problem, layout, firstStep: step, start: moveState(state, from) }, run);
  }

  /** From now on edits start from this problem. */
  accept(run: RunDescription, problem: RunProblem): void {
    this.run = run;
    this.problem = problem;
  }

  private build({ network, duration }: RunDescription, state?: NetworkState): Network {
    return buildNetwork(network, duration, PRESETS[network.preset], this.matrices, state);
  }

  private assemble(run: RunDescription, network: Network, layout: Layout): RunProblem {
    const isSameStimulus =
      this.problem !== undefined && run.stimulus === this.run.stimulus && run.duration === this.run.duration;
    const stimulus = isSameStimulus
      ? this.problem.stimulus
      : stimulusColumns(run.stimulus, network.n, run.duration, network.populations);
    return this.withReaders(assembleProblem(run, network, this.system, layout, stimulus), run);
  }

  private withReaders(problem: Problem, { probes = [], recordEvery }: RunDescription): RunProblem {
    const { plan } = this;
    const entries = new RecordedEntries();
    const recorded = { ...problem, recordEvery: plan ? greatestCommonDivisor(recordEvery, plan.every) : recordEvery };
    const probeReader = probes.length > 0 ? new ProbeReader(recorded, probes, entries) : undefined;
    const rows = plan && new StateRows(recorded, plan, entries);
    return { ...recorded, probes: entries.addresses.length > 0 ? entries : undefined, probeReader, rows };
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The neurons that the model connects, by synapse type. */
function connectable({ synapses, populations }: Network): Record<string, number[]> {
  return Object.fromEntries(
    synapses.map(({ type }) => [
      type.name,
      populations
        .filter(({ name }) => type.from.includes(name))
        .flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i)),
    ]),
  );
}

/** In place of the state of a network that is under way: the engine has it, for whatever synapses there are. */
function underWay({ network: { preset, n } }: RunDescription): NetworkState {
  const openFractions = Object.fromEntries(PRESETS[preset].synapses.map(({ name }) => [name, 0]));
  return { neurons: {}, t_fire: new Float64Array(n), openFractions };
}
