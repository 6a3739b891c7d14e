import type { EngineRequest } from '../engine/engineInfo.ts';
import type { LongRunDescription, RunDescription } from '../model/description.ts';
import type { RecordedSession } from '../simulation/longRun/recordedSession.ts';
import type { Session } from '../simulation/session.ts';

/** What a Session and a run in a browser have in common. */
export type RunningSession = Pick<
  Session,
  'engine' | 'network' | 'notices' | 'progress' | 'isDone' | 'advance' | 'readState'
>;

/** The same of a RecordedSession. */
export type RunningLongRun = RunningSession & Pick<RecordedSession, 'longRun'>;

/** A run that is to go to disk. */
export interface LongRunStart {
  readonly run: RunDescription;
  readonly longRun: LongRunDescription;
  readonly engine: EngineRequest;
}

/** A run that has begun, wherever it runs. */
export interface OpenRun<Running extends RunningSession = RunningSession> {
  readonly session: Running;
  /** What it stands on, by name: tfjs, webgpu, chromium. */
  readonly versions: Readonly<Record<string, string>>;
  /** Frees the device, or ends the browser. */
  close(): Promise<void>;
}
