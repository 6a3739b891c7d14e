import type { HistoryMove } from './history.ts';

/** What was done to the document since the run was last told: what it is told next goes by all of these names. */
export class UnsentMoves {
  #moves: readonly HistoryMove[] = [];
  #heard: HistoryMove | undefined;

  /** @param latest of the history: the same object is the same move, the same gesture one that goes on. */
  hear(latest: HistoryMove | undefined): void {
    if (latest === undefined || latest === this.#heard) return;
    this.#heard = latest;
    const last = this.#moves.at(-1);
    const goesOn = last?.gesture !== undefined && last.gesture === latest.gesture;
    this.#moves = [...(goesOn ? this.#moves.slice(0, -1) : this.#moves), latest];
  }

  /** All of them as one, and none is left. */
  take(): HistoryMove {
    const moves = this.#moves;
    this.#moves = [];
    if (moves.length === 0) return { label: 'Edit', gesture: undefined };
    const gesture = moves.length === 1 ? moves[0]!.gesture : undefined;
    return { label: moves.map(({ label }) => label).join('; '), gesture };
  }

  /** What was taken has not reached the run. */
  giveBack({ label, gesture }: HistoryMove): void {
    this.#moves = [{ label, gesture }, ...this.#moves];
  }

  clear(): void {
    this.#moves = [];
  }
}
