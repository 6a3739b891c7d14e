import type { Session } from '../simulation/session.ts';

/** What a Session and a run in a browser have in common. */
export type RunningSession = Pick<
  Session,
  'engine' | 'network' | 'notices' | 'progress' | 'isDone' | 'advance' | 'readState'
>;

/** A run that has begun, wherever it runs. */
export interface OpenRun {
  readonly session: RunningSession;
  /** What it stands on, by name: tfjs, webgpu, chromium. */
  readonly versions: Readonly<Record<string, string>>;
  /** Frees the device, or ends the browser. */
  close(): Promise<void>;
}
