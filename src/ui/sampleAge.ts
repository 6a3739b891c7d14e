import type { Lab } from '../store/lab.ts';

/** While samples come in, numbers on the page are renewed once in this many ms: faster than that nobody reads. */
const RENEWAL = 100;

/** What a text that shows samples depends on. */
export function sampleAge(lab: Lab): readonly unknown[] {
  const isRunning = lab.run.getState().status === 'running';
  return [lab.recording, isRunning ? Math.floor(performance.now() / RENEWAL) : lab.recording?.revision];
}
