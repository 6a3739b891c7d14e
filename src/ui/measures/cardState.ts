import type { PopulationRange } from '../../model/population.ts';
import type { ShownMeasure } from './measure.ts';

/** What a card shows now, outside of React: painters look at `revision`. */
export class CardState {
  /** Whether it is on screen; others are not measured. */
  isVisible = false;
  shown: ShownMeasure | undefined;
  /** What is missing, where nothing is shown. */
  problem: string | undefined;
  /** Of the network that `shown` is of. */
  populations: readonly PopulationRange[] = [];
  /** Goes up with every change. */
  revision = 0;
  /** What was asked for last, and when. */
  asked: readonly unknown[] = [];
  askedAt = -Infinity;
  /** How long the worker took for it, ms. */
  took = 0;
  readonly #listeners = new Set<() => void>();

  show(shown: ShownMeasure, populations: readonly PopulationRange[]): void {
    this.#change(shown, undefined, populations);
  }

  miss(problem: string | undefined): void {
    if (this.shown !== undefined || this.problem !== problem) this.#change(undefined, problem, this.populations);
  }

  /** For React, which has to know only whether there is a figure. */
  readonly figureStore = {
    getState: (): boolean => this.shown !== undefined,
    subscribe: (listener: () => void): (() => void) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  #change(shown: ShownMeasure | undefined, problem: string | undefined, populations: readonly PopulationRange[]): void {
    const isNews = (shown === undefined) !== (this.shown === undefined);
    this.shown = shown;
    this.problem = problem;
    this.populations = populations;
    this.revision++;
    if (isNews) for (const listener of this.#listeners) listener();
  }
}
