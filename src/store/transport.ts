import { FIELDS, checkField } from './fields.ts';
import type { Lab } from './lab.ts';
import type { RunState } from './runState.ts';

/** Simulated ms per second of the wall clock; undefined: as fast as it goes. */
export type Speed = number | undefined;

/** Speeds that have a name, the slowest first. */
export const SPEEDS: readonly { readonly speed: Speed; readonly name: string }[] = [
  { speed: 1, name: 'slow motion' },
  { speed: 10, name: '10 ms/s' },
  { speed: 100, name: '100 ms/s' },
  { speed: 1000, name: 'real time' },
  { speed: undefined, name: 'as fast as it goes' },
];

export const LEAST_SPEED = 1;
export const MOST_SPEED = 10_000;

/** How far a step can go, ms; one step of dt is none of them. */
export const STEP_LENGTHS = [0.1, 1, 10] as const;

/** Whether there is, or can be, a run that a step takes further. */
export function canStep({ status }: RunState): boolean {
  return status !== 'finished' && status !== 'failed';
}

/** One step of dt, then a pause; on an idle lab the first step of a run. */
export function stepOnce(lab: Lab): void {
  goOnBy(lab, 1);
}

/** So many ms in whole steps of dt, one at least, then a pause; as fast as it goes, whatever the speed. */
export function stepBy(lab: Lab, ms: number): void {
  goOnBy(lab, Math.max(1, Math.round(ms / lab.shown.dt)));
}

function goOnBy(lab: Lab, steps: number): void {
  const state = lab.run.getState();
  if (!canStep(state)) return;
  if (state.status === 'idle') return lab.start({ until: steps });
  // Of steps that follow each other quickly none is lost: each starts where the one before it will end.
  const isOnItsWay = state.status === 'starting' || state.status === 'running';
  lab.resume({ until: ((isOnItsWay ? state.until : undefined) ?? stepOf(lab)) + steps });
}

/**
 * Goes to the start of the step at `time` (ms) at the speed that is set, and pauses there; from an idle lab too. A time beyond the end
 * makes the run longer.
 * @returns why not, in one sentence that quotes what was `typed`
 */
export function runTo(lab: Lab, time: number, typed = String(time)): string | undefined {
  const { most } = FIELDS.duration;
  const { dt } = lab.shown;
  const until = Math.round(time / dt);
  if (!(until >= 1 && time <= most)) {
    return `Run to must be a time from ${dt} to ${most} ms, got ${typed || 'nothing'}`;
  }
  const { status } = lab.run.getState();
  const startsOver = status === 'idle' || status === 'failed';
  const reached = startsOver ? 0 : stepOf(lab);
  if (until <= reached) {
    return `The run is at ${formatStep(reached, dt)} ms already: expected a later time, got ${typed}; Reset goes back to 0`;
  }
  const { duration } = lab.document.getState();
  if (time > duration) {
    const problem = checkField('duration', time, typed);
    if (problem) return problem;
    lab.edit(`Run to ${time} ms: duration ${duration} → ${time} ms`, (document) => ({ ...document, duration: time }));
  }
  const pacing = { msPerSecond: lab.view.getState().speed, until };
  if (startsOver) lab.start(pacing);
  else lab.resume(pacing);
  return undefined;
}

/** Sets the speed, of a run under way too. */
export function setSpeed(lab: Lab, speed: Speed): void {
  lab.view.setState({ speed: speed === undefined ? undefined : Math.min(MOST_SPEED, Math.max(LEAST_SPEED, speed)) });
  const { status, until } = lab.run.getState();
  if (status === 'starting' || status === 'running') {
    lab.resume({ msPerSecond: lab.view.getState().speed, until });
  }
}

/** To the next named speed below. */
export function goSlower(lab: Lab): void {
  const now = lab.view.getState().speed ?? Infinity;
  const next = SPEEDS.findLast(({ speed }) => (speed ?? Infinity) < now);
  if (next) setSpeed(lab, next.speed);
}

/** To the next named speed above. */
export function goFaster(lab: Lab): void {
  const now = lab.view.getState().speed ?? Infinity;
  const next = SPEEDS.find(({ speed }) => (speed ?? Infinity) > now);
  if (next) setSpeed(lab, next.speed);
}

/** The step that the page has come to. */
function stepOf({ recording }: Lab): number {
  return recording ? Math.round(recording.time / recording.dt) : 0;
}

/** The time of a step, ms, without the noise of its last digits. */
export function formatStep(step: number, dt: number): string {
  return String(Number((step * dt).toFixed(6)));
}
