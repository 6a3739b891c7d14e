import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { summarizeRun } from '../../analysis/runs/runSummary.ts';
import type { MemberResult } from '../../simulation/ensemble/ensemble.ts';
import type { EnsemblePlace } from '../../simulation/ensemble/placeEnsemble.ts';
import { placeOf } from '../ensembleRuns.ts';
import { EnsembleTask, secondsLeftAt } from '../ensembleTask.ts';
import type { Lab } from '../lab.ts';
import type { LabDocument } from '../labDocument.ts';
import { KEEP_INTERVAL, keptResultsOf } from '../results/keptResults.ts';
import type { CapturedResult, KeptResults, Shelf } from '../results/keptResults.ts';
import { keepSweep, readSweep } from './keptSweep.ts';
import type { KeptSweep } from './keptSweep.ts';
import { usualCost, workOf } from './sweepCost.ts';
import type { SweepResult } from './sweepMeasures.ts';
import { planSweep, runDocument, runLabel, sweepEnsemble } from './sweepPlan.ts';
import type { SweepDescription, SweepPlan } from './sweepPlan.ts';
import type { SweepState } from './sweepState.ts';
import { onePerLab } from '../onePerLab.ts';

/** From this share of the whole on only what was measured says how long the rest takes. */
const TRUSTED_SHARE = 0.1;

/** What sweeps are of until another is described: inhibition, which carries the rhythm of an antennal lobe. */
function defaultSweep(document: LabDocument): SweepDescription {
  return {
    axes: [{ target: 'g_GABA', from: 0, to: 2, count: 9, spacing: 'linear' }],
    duration: Math.min(500, document.duration),
  };
}

function nothingSwept(lab: Lab): SweepState {
  return {
    description: defaultSweep(lab.document.getState()),
    runsOpened: true,
    status: 'idle',
    ended: 0,
    diverged: 0,
    share: 0,
    isTogether: false,
    atOnce: 0,
    seconds: 0,
  };
}

/** As which a sweep is kept: there is one. */
const SLOT = 'sweep';

/**
 * The sweep of a lab: one at a time. It goes on and keeps its results while other things are looked at and edited. They are kept with the
 * experiment, and come and go with it.
 */
export class Sweep {
  readonly state: StoreApi<SweepState>;
  /** By the index of `SweepPlan.runs`; undefined until the run has ended. */
  results: readonly (SweepResult | undefined)[] = [];
  readonly #lab: Lab;
  readonly #task: EnsembleTask;
  /** What sweeps have cost here, by where they ran: see `usualCost`. */
  readonly #costs = new Map<string, number>();
  readonly #kept: KeptResults;
  readonly #shelf: Shelf;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#task = new EnsembleTask(lab);
    this.state = createStore<SweepState>(() => nothingSwept(lab));
    this.#kept = keptResultsOf(lab);
    this.#shelf = {
      slots: SLOT,
      own: () => (this.state.getState().plan ? [SLOT] : []),
      capture: () => this.#capture(),
      clear: () => this.#clear(),
      restore: async (_, value, array) => {
        const sweep = await readSweep(value, array, lab.document.getState());
        return () => this.#bringBack(sweep);
      },
    };
    this.#kept.add(this.#shelf);
  }

  describe(description: SweepDescription): void {
    this.state.setState({ description });
  }

  /** Starts what is described, of the document as it is now; what ran before is stopped. Answers why not, in one sentence. */
  start(): string | undefined {
    const document = this.#lab.document.getState();
    const plan = planSweep(document, this.state.getState().description);
    if ('problem' in plan) return plan.problem;
    this.stop();
    const place = placeOf(this.#lab);
    const runs = plan.runs.length;
    const atOnce = place.isTogether ? runs : Math.min(runs, this.#cores);
    const cleared = {
      secondsLeft: undefined,
      engine: undefined,
      failure: undefined,
      opened: undefined,
      cursor: undefined,
    };
    this.results = Array.from({ length: runs }, () => undefined);
    this.state.setState({
      ...cleared,
      status: 'running',
      plan,
      ended: 0,
      diverged: 0,
      share: 0,
      isTogether: place.isTogether,
      atOnce,
      seconds: 0,
    });
    const expected = this.estimate(plan);
    this.state.setState({ secondsLeft: expected });
    void this.#simulate(plan, place, expected);
    return undefined;
  }

  /** Stops; what has ended stays. */
  stop(): void {
    if (this.state.getState().status !== 'running') return;
    this.#task.stop();
    this.state.setState({ status: 'stopped', secondsLeft: undefined });
    this.#kept.keep(this.#shelf, SLOT);
  }

  #capture(): CapturedResult | undefined {
    const now = this.state.getState();
    const { plan, ended } = now;
    const { results } = this;
    if (!plan || ended === 0) return undefined;
    const name = `Sweep of ${plan.axes.map(({ target }) => target.label).join(' and ')}`;
    return { name, describe: () => keepSweep(now, plan, results) };
  }

  /** Another experiment is on screen. */
  #clear(): void {
    this.#task.stop();
    this.results = [];
    const { description, runsOpened } = this.state.getState();
    this.state.setState({ ...nothingSwept(this.#lab), description, runsOpened }, true);
  }

  /** What was swept at an earlier visit, unless another sweep has begun. */
  #bringBack({ state, results }: KeptSweep): void {
    if (this.state.getState().plan) return;
    this.results = results;
    this.state.setState(state);
  }

  /** Seconds that a sweep will take here, about; undefined where nothing is known of the engine's speed. */
  estimate(plan: SweepPlan): number | undefined {
    const place = placeOf(this.#lab);
    const cost = this.#costs.get(JSON.stringify(place)) ?? usualCost(place);
    return cost && cost * this.#workOf(plan, place);
  }

  /** s of simulated time of one neuron, of what one core or the device does one after the other. */
  #workOf({ runs, description, document }: SweepPlan, { isTogether }: EnsemblePlace): number {
    const rounds = isTogether ? runs.length : Math.ceil(runs.length / Math.min(runs.length, this.#cores));
    return (rounds * description.duration * workOf(document.network.n)) / 1000;
  }

  get #cores(): number {
    return this.#lab.memberWorkers?.most ?? 1;
  }

  /** Makes the network of a run the document, so that it can be undone, and runs it where that is asked for. */
  open(run: number): void {
    const { plan, runsOpened } = this.state.getState();
    const planned = plan?.runs[run];
    if (!plan || !planned) return;
    const { network, stimulus, duration, dt, recordEvery } = runDocument(plan, planned);
    const before = this.#lab.document.getState();
    const length = duration === before.duration ? '' : `, ${duration} ms`;
    this.#lab.replace(`From the sweep: ${runLabel(plan, planned)}${length}`, (now) => ({
      ...now,
      network,
      stimulus,
      duration,
      dt,
      recordEvery,
    }));
    this.state.setState({ opened: { run, document: this.#lab.document.getState() } });
    this.#kept.keepSoon(this.#shelf, SLOT);
    if (runsOpened) this.#lab.start();
  }

  /** @param expected s that the whole is to take, as estimated before */
  async #simulate(plan: SweepPlan, place: EnsemblePlace, expected: number | undefined): Promise<void> {
    const end = await this.#task.run([sweepEnsemble(plan)], (event, _, seconds) => {
      if (event.kind === 'ended') this.#take(event.index, event.result, seconds);
      else this.#tellTime(event.share, seconds, place, expected);
    });
    // What was stopped has said so.
    if (end.status === 'stopped') return;
    if (end.status === 'finished') {
      this.#costs.set(JSON.stringify(place), this.state.getState().seconds / this.#workOf(plan, place));
    }
    this.state.setState({ ...end, secondsLeft: undefined });
    this.#kept.keep(this.#shelf, SLOT);
  }

  #take(index: number, result: MemberResult, seconds: number): void {
    const { time, diverged, spikeNeuron, spikeTime, engine } = result;
    const kept: SweepResult = { summary: summarizeRun(result), time, diverged, spikeNeuron, spikeTime };
    this.results = this.results.with(index, kept);
    this.state.setState((now) => ({
      ended: now.ended + 1,
      diverged: now.diverged + (diverged === undefined ? 0 : 1),
      engine,
      seconds,
    }));
    this.#kept.keepSoon(this.#shelf, SLOT, KEEP_INTERVAL);
  }

  /** @param expected s that the whole was to take before it began */
  #tellTime(share: number, seconds: number, place: EnsemblePlace, expected: number | undefined): void {
    const { isTogether, atOnce, plan, ended } = this.state.getState();
    this.state.setState({ seconds, share });
    const runs = plan!.runs.length;
    // Those under way are half done on average; on one device all of them are as far as `share` says.
    const done = isTogether ? share : Math.min(1, (ended + atOnce / 2) / (runs + atOnce / 2));
    if (isTogether ? share === 0 : ended === 0) return;
    // The first of each worker have waited until it was loaded: what was expected counts for less with every run.
    const trust = Math.min(1, isTogether ? share / TRUSTED_SHARE : ended / Math.min(2 * atOnce, runs));
    const taken = trust * seconds + (1 - trust) * (expected === undefined ? seconds : expected * done);
    this.state.setState({ secondsLeft: secondsLeftAt(done, taken) });
    // What is stopped early has told how long the next one takes, too.
    if (trust === 1) this.#costs.set(JSON.stringify(place), seconds / done / this.#workOf(plan!, place));
  }
}

/** The one sweep of a lab. */
export const sweepOf = onePerLab((lab) => new Sweep(lab));

/** Whether the document is another network than the one that was swept, and none that came from the sweep. */
export function isOfAnotherNetwork({ plan, opened }: SweepState, document: LabDocument): boolean {
  if (!plan) return false;
  return ![plan.document, ...(opened ? [opened.document] : [])].some(
    ({ network, stimulus, dt, recordEvery }) =>
      network === document.network &&
      stimulus === document.stimulus &&
      dt === document.dt &&
      recordEvery === document.recordEvery,
  );
}
