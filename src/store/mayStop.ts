import { diskStanding } from './longRun/diskStanding.ts';
import type { Lab } from './lab.ts';
import type { ReplaceQuestion } from './questionState.ts';
import { isUnderWay } from './runState.ts';

/** What is lost when the run under way is ended, in a sentence; undefined where nothing is: it does not go to disk, or is over. */
export function lossOfStopping(lab: Lab): string | undefined {
  const state = lab.run.getState();
  const { longRun, status } = state;
  if (!longRun || !isUnderWay(status)) return undefined;
  const standing = diskStanding(state);
  const { confirmed = 0, batches: planned } = longRun.progress ?? {};
  // It is only shown.
  if (confirmed === planned) return undefined;
  if (!standing || confirmed === 0) {
    return 'A long run is under way, and none of its batches is on disk yet: what it has simulated is lost.';
  }
  const { batches, batchShare } = standing;
  const share = `${Math.floor(100 * batchShare)} %`;
  return `A long run is under way: ${confirmed} of ${batches} batches are on disk and it can be gone on with from there; the batch in progress (${share}) is lost.`;
}

/**
 * Resolves with whether the run under way may be ended; asks where it goes to disk, since its batch in progress is lost then.
 * @param what ends it: 'Reset the run'
 */
export function mayStop(lab: Lab, what: string): Promise<boolean> {
  const loss = lossOfStopping(lab);
  return loss === undefined ? Promise.resolve(true) : ask(lab, { what, loss, isUnsaved: false });
}

/** Back to t = 0, as soon as that may be: at once where nothing is lost. */
export function resetRun(lab: Lab): void {
  stopFor(lab, 'Reset the run', () => lab.reset());
}

/** The document after the first `position` edits of the history; another experiment that comes back by it ends the run under way. */
export function jumpTo(lab: Lab, position: number): void {
  const { label = '', experiment } = lab.history.moveTo(position)?.move ?? {};
  if (experiment === undefined || experiment === lab.experiment.getState().id) lab.jump(position);
  else stopFor(lab, label, () => lab.jump(position));
}

function stopFor(lab: Lab, what: string, act: () => void): void {
  if (lossOfStopping(lab) === undefined) act();
  else void mayStop(lab, what).then((may) => may && act());
}

/** Asks, and resolves with the answer; a question that another one follows is as good as answered with no. */
export function ask(lab: Lab, question: Omit<ReplaceQuestion, 'answer'>): Promise<boolean> {
  lab.question.getState().question?.answer(false);
  return new Promise((resolve) => {
    const answer = (may: boolean): void => {
      lab.question.setState({ question: undefined });
      resolve(may);
    };
    lab.question.setState({ question: { ...question, answer } });
  });
}
