import type { NetworkSummary } from '../simulation/protocol.ts';
import { editBetween } from '../simulation/runEdit.ts';
import type { RunEdit } from '../simulation/runEdit.ts';
import type { RunDescription } from '../model/description.ts';
import type { HistoryMove } from './history.ts';
import { describeRun } from '../experiment/describeRun.ts';
import type { DocumentStore } from './labDocument.ts';
import { addMark } from './runState.ts';
import type { RunEditMark, RunStore } from './runState.ts';
import { UnsentMoves } from './unsentMoves.ts';

export interface RunFollowerParts {
  readonly document: DocumentStore;
  readonly run: RunStore;
  /** Hands the worker an edit, which it answers. */
  readonly send: (edit: RunEdit) => void;
  /** The run has become longer or shorter, ms. */
  readonly onLength: (duration: number) => void;
}

/**
 * Lets the run under way follow the document: hands the worker what differs, one edit at a time, and marks what has arrived. What the
 * worker refuses is not asked again.
 */
export class RunFollower {
  readonly #parts: RunFollowerParts;
  /** The edit that the worker has not answered yet: what the run is after it, and its name. */
  #edit:
    | (Omit<RunEditMark, 'time'> & {
        /** Whether it changes what is simulated, not only what is recorded. */ readonly isMarked: boolean;
      })
    | undefined;
  /** What the next edit that the worker is told of goes by. */
  readonly #unsent = new UnsentMoves();
  #refused: RunDescription | undefined;

  constructor(parts: RunFollowerParts) {
    this.#parts = parts;
  }

  /** The document has changed by this move of the history. */
  hear(latest: HistoryMove | undefined): void {
    this.#unsent.hear(latest);
    this.sync();
  }

  /** Hands the run what the document says now, unless an edit is on its way: that one's answer looks again. */
  sync(): void {
    const { document, run: store, send } = this.#parts;
    const { status, run, progress, editProblem } = store.getState();
    const hears = status === 'running' || status === 'pausing' || status === 'paused' || status === 'finished';
    // A run that starts hears of it when it is there.
    if (!hears && status !== 'starting') this.#unsent.clear();
    if (!run || !hears || this.#edit) return;
    const described = describeRun(document.getState());
    const next = editBetween(run, described);
    if (!next.edit) {
      // What was refused has been taken back.
      this.#refused = undefined;
      this.#unsent.clear();
      if (next.run !== run || editProblem) store.setState({ run: next.run, editProblem: undefined });
      return;
    }
    // What goes to disk stays as it was started: edits count from the next run.
    if (store.getState().longRun) return;
    // What is over stays as it was, unless it becomes longer: it will go on then, and all that was edited counts from there.
    if (status === 'finished' && described.duration <= (progress?.time ?? 0) + run.dt / 2) return;
    if (this.#refused && !editBetween(this.#refused, next.run).edit) return;
    this.#refused = undefined;
    const isMarked = Object.keys(next.edit).some((part) => part !== 'probes');
    this.#edit = { run: next.run, ...this.#unsent.take(), isMarked };
    send(next.edit);
  }

  /** The worker's answer: the edit that was on its way counts from this step on. */
  take(step: number, summary: NetworkSummary, notices: readonly string[]): void {
    const sent = this.#edit;
    this.#edit = undefined;
    if (!sent) return;
    const { isMarked, ...mark } = sent;
    const time = step * sent.run.dt;
    this.#parts.onLength(sent.run.duration);
    this.#parts.run.setState(({ edits }) => ({
      run: sent.run,
      network: { description: sent.run.network, summary },
      notices,
      editProblem: undefined,
      edits: isMarked ? addMark(edits, { ...mark, time }) : edits,
    }));
    this.sync();
  }

  /** The worker's answer: the run goes on without the edit that was on its way, because of `editProblem`. */
  refuse(editProblem: string): void {
    this.#refused = this.#edit?.run;
    if (this.#edit) this.#unsent.giveBack(this.#edit);
    this.#edit = undefined;
    const { status, progress } = this.#parts.run.getState();
    // Told to go on beyond its end, which stays where it was.
    const isOver = status === 'running' && progress !== undefined && progress.step >= progress.steps;
    this.#parts.run.setState({ editProblem, ...(isOver && { status: 'finished' }) });
    this.sync();
  }

  /** The run is gone, and what it had not heard of. */
  forget(): void {
    this.#edit = undefined;
    this.#refused = undefined;
    this.#unsent.clear();
  }
}
