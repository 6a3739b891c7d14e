import type { Lab } from '../store/lab.ts';

/** While samples come in, numbers on the page are renewed once in this many ms: faster than that nobody reads. */
const RENEWAL = 100;

/** What a text that shows samples depends on. */
export function sampleAge(lab: Lab): readonly unknown[] {
  const isRunning = lab.run.getState().status === 'running';
  // Whether it runs stands apart: the count of renewals may happen to be the number of the last revision.
  return [lab.recording, isRunning, isRunning ? Math.floor(performance.now() / RENEWAL) : lab.recording?.revision];
}
