import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { EnsembleEvent } from '../../simulation/ensemble/ensemble.ts';
import { EnsembleTask, secondsLeftAt } from '../ensembleTask.ts';
import type { Lab } from '../lab.ts';
import { blockMsOf, repeatedRun, repeatsOf } from './repeatRun.ts';
import { NOT_REPEATED } from './repeatsState.ts';
import type { RepeatRequest, RepeatSet, RepeatsState } from './repeatsState.ts';
import { keepRepeats, readRepeats } from './keptRepeats.ts';
import { onePerLab } from '../onePerLab.ts';
import { KEEP_INTERVAL, keptResultsOf } from '../results/keptResults.ts';
import type { KeptResults, Shelf } from '../results/keptResults.ts';

/** So much of the whole has to be done before the time left is told. */
const TOLD_FROM = 0.02;

/** As which repeats are kept: those of one request. */
const SLOT = 'repeats';

/**
 * Runs that are repeated with other seeds: what comes out of each is held here, not in the store, and kept with the
 * experiment.
 */
class Repeats {
  readonly state: StoreApi<RepeatsState> = createStore<RepeatsState>(() => NOT_REPEATED);
  sets: readonly RepeatSet[] = [];
  readonly #task: EnsembleTask;
  readonly #kept: KeptResults;
  readonly #shelf: Shelf;

  constructor(lab: Lab) {
    this.#task = new EnsembleTask(lab);
    this.#kept = keptResultsOf(lab);
    this.#shelf = {
      slots: SLOT,
      own: () => (this.state.getState().done > 0 ? [SLOT] : []),
      capture: () => {
        const now = this.state.getState();
        const { sets } = this;
        const document = lab.document.getState();
        return now.done > 0
          ? { name: 'Repeats over seeds', describe: () => keepRepeats(now, sets, document) }
          : undefined;
      },
      clear: () => {
        this.#task.stop();
        this.#show(NOT_REPEATED, []);
      },
      restore: async (_, value, array) => {
        const { state, sets } = await readRepeats(value, array, lab.document.getState());
        return () => this.sets.length === 0 && this.#show({ ...NOT_REPEATED, ...state }, sets);
      },
    };
    this.#kept.add(this.#shelf);
  }

  #show(state: RepeatsState, sets: readonly RepeatSet[]): void {
    this.sets = sets;
    this.state.setState({ ...state, revision: this.state.getState().revision + 1 });
  }

  /**
   * Repeats each of the runs with `count` seeds, the same ones for all: those of the last run's network and what follows; one run's after the
   * other's. What was there before is let go.
   */
  async start(requests: readonly RepeatRequest[], count: number): Promise<void> {
    this.stop();
    const first = requests.at(-1)?.run.network.seed;
    const ensembles = requests.map(({ run }) => repeatsOf(run, count, first));
    this.sets = requests.map(({ label, run }, index) => ({
      label,
      run,
      seeds: ensembles[index]!.seeds,
      blockMs: blockMsOf(run),
      runs: [],
    }));
    const { revision } = this.state.getState();
    this.state.setState({ ...NOT_REPEATED, status: 'running', total: requests.length * count, revision: revision + 1 });
    const end = await this.#task.run(ensembles, (event, index, seconds) => this.#take(event, index, seconds));
    if (end.status === 'finished') this.state.setState({ status: 'finished', share: 1, secondsLeft: undefined });
    if (end.status === 'failed') {
      this.state.setState({ status: 'failed', problem: end.failure, secondsLeft: undefined });
    }
    if (end.status !== 'stopped') this.#kept.keep(this.#shelf, SLOT);
  }

  /** Ends what is under way; what has ended stays. */
  stop(): void {
    this.#task.stop();
    if (this.state.getState().status !== 'running') return;
    this.state.setState({ status: 'stopped', secondsLeft: undefined });
    this.#kept.keep(this.#shelf, SLOT);
  }

  #take(event: EnsembleEvent, index: number, seconds: number): void {
    if (event.kind === 'progress') {
      const share = (index + event.share) / this.sets.length;
      const secondsLeft = share >= TOLD_FROM ? secondsLeftAt(share, seconds) : undefined;
      this.state.setState({ share, seconds, secondsLeft });
      return;
    }
    this.sets = this.sets.map((set, s) => {
      if (s !== index) return set;
      const run = repeatedRun(set.seeds[event.index]!, event.result, set.blockMs);
      const order = (seed: number): number => set.seeds.indexOf(seed);
      return { ...set, runs: [...set.runs, run].toSorted((a, b) => order(a.seed) - order(b.seed)) };
    });
    this.state.setState(({ done, revision }) => ({ done: done + 1, revision: revision + 1 }));
    this.#kept.keepSoon(this.#shelf, SLOT, KEEP_INTERVAL);
  }
}

/** The lab's repeats. */
export const repeatsIn = onePerLab((lab) => new Repeats(lab));
