import type { EnsembleDescription, EnsembleEvent } from '../simulation/ensemble/ensemble.ts';
import { simulateEnsemble } from './ensembleRuns.ts';
import type { Lab } from './lab.ts';
import { messageOf } from '../wording/messageOf.ts';

/** How a task ended. Whoever stopped it knows that, and has nothing more to say. */
export type TaskEnd =
  | { readonly status: 'finished' }
  | { readonly status: 'stopped' }
  /** One sentence: why it ended early. */
  | { readonly status: 'failed'; readonly failure: string };

/**
 * The ensembles of one purpose: of a sweep, of repeats, of an f–I curve. One task runs at a time: a start ends what ran before, and nothing
 * is heard any more of what was ended.
 */
export class EnsembleTask {
  readonly #lab: Lab;
  #current: AbortController | undefined;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /**
   * Runs ensembles one after the other.
   * @param take is told each event, which of the ensembles it is of, and the seconds since the start; an error that it throws ends the task
   */
  async run(
    ensembles: readonly EnsembleDescription[],
    take: (event: EnsembleEvent, ensemble: number, seconds: number) => void,
  ): Promise<TaskEnd> {
    this.stop();
    const controller = new AbortController();
    this.#current = controller;
    const began = performance.now();
    try {
      for (const [index, ensemble] of ensembles.entries()) {
        for await (const event of simulateEnsemble(this.#lab, ensemble, controller.signal)) {
          if (this.#current !== controller) return { status: 'stopped' };
          take(event, index, (performance.now() - began) / 1000);
        }
      }
      return { status: this.#current === controller ? 'finished' : 'stopped' };
    } catch (error) {
      if (this.#current !== controller) return { status: 'stopped' };
      return { status: 'failed', failure: messageOf(error) };
    } finally {
      if (this.#current === controller) this.#current = undefined;
    }
  }

  /** Ends what runs, and its workers, at once. */
  stop(): void {
    this.#current?.abort(new Error('stopped'));
    this.#current = undefined;
  }
}

/** s that are left of what has taken `seconds` for `share` of the whole, 0 < share ≤ 1. */
export function secondsLeftAt(share: number, seconds: number): number {
  return (seconds * (1 - share)) / share;
}
