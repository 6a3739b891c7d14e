import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { EngineInfo, EngineReport } from '../engine/engineInfo.ts';
import type { NetworkDescription, RunDescription } from '../model/description.ts';
import type { Checkpoint } from '../simulation/checkpoint.ts';
import type { LongRunProgress } from '../simulation/longRun/runRecorder.ts';
import type { EarlierRun, NetworkSummary, Progress } from '../simulation/protocol.ts';

/** 'pausing' until the worker has come to the end of its batch. */
export type RunStatus = 'idle' | 'starting' | 'running' | 'pausing' | 'paused' | 'finished' | 'failed';

/** An edit that reached the run. */
export interface RunEditMark {
  /** ms: the first step that knows of it. */
  readonly time: number;
  readonly label: string;
  /** The run from then on. */
  readonly run: RunDescription;
  readonly gesture: string | undefined;
}

/** The marks with one more; what came in one gesture is one mark where it began, unless the stimulus's past has to be known. */
export function addMark(marks: readonly RunEditMark[], mark: RunEditMark): readonly RunEditMark[] {
  const last = marks.at(-1);
  const isOne =
    last !== undefined &&
    mark.gesture !== undefined &&
    last.gesture === mark.gesture &&
    last.run.stimulus === mark.run.stimulus;
  return isOne ? [...marks.slice(0, -1), { ...mark, time: last.time }] : [...marks, mark];
}

/** Which moment of a run on disk runs start from: what outlives a reload of it. */
export interface BranchSource {
  /** Folder of the run, and file of the checkpoint in it. */
  readonly name: string;
  readonly file: string;
  /** Of the run that it is a moment of. */
  readonly title: string;
  /** ms. */
  readonly time: number;
}

/** A moment of a run on disk that runs start from, instead of t = 0. */
export interface BranchPoint extends BranchSource {
  /** When the run was started: ms since 1970. */
  readonly date: number;
  readonly checkpoint: Checkpoint;
  /** The run itself, where it went to disk in batches: what they show of the time before is shown again. */
  readonly earlier?: EarlierRun;
}

export interface RunState {
  readonly status: RunStatus;
  /** What runs or ran: what the charts show. Undefined before the first run and after a reset. */
  readonly run?: RunDescription;
  /** The same as it was when it started. */
  readonly started?: RunDescription;
  /** The step at whose start it is to pause; undefined: none before its end. */
  readonly until?: number;
  /** What was edited while it ran, in order. */
  readonly edits: readonly RunEditMark[];
  /** Why the last edit did not reach the run, in one sentence. */
  readonly editProblem?: string;
  /** Where the run goes to disk: its name there, and how much of it has arrived; nothing is known of that until the worker has opened it. */
  readonly longRun?: { readonly name: string; readonly progress?: LongRunProgress };
  /** ms: of what moments of the run on screen the exact state was kept. */
  readonly checkpoints: readonly number[];
  /** Where the next runs start, if not at t = 0. */
  readonly branch?: BranchPoint;
  /** Where they started before a reload, until the disk has been looked at. */
  readonly savedBranch?: BranchSource;
  /** What this machine offers; undefined until the worker has looked. */
  readonly engines?: readonly EngineReport[];
  /** The engine of the run, known once the worker is ready. */
  readonly engine?: EngineInfo;
  /** The network that was built last, and from what. */
  readonly network?: { readonly description: NetworkDescription; readonly summary: NetworkSummary };
  readonly notices: readonly string[];
  readonly progress?: Progress;
  /** For how many seconds the device has not answered; undefined while it does. */
  readonly silence?: number;
  /** One sentence: what went wrong and what would be right. */
  readonly failure?: string;
  /** ms: from where a run that failed can go on, its recording kept (`Lab.goOn`). */
  readonly canGoOnAt?: number;
}

/** One mark for each gesture, where it began: a stimulus that is dragged stands in the list with every value that it had, for its past to be drawn. */
export function marksByGesture(edits: readonly RunEditMark[]): readonly RunEditMark[] {
  const marks: RunEditMark[] = [];
  for (const edit of edits) {
    const last = marks.at(-1);
    const goesOn = last?.gesture !== undefined && last.gesture === edit.gesture;
    if (goesOn) marks[marks.length - 1] = { ...edit, time: last.time };
    else marks.push(edit);
  }
  return marks;
}

/** All that is known of a run, where there is none yet; what is known of the machine and where runs start stays. */
export const NO_RUN = {
  status: 'idle',
  run: undefined,
  started: undefined,
  until: undefined,
  longRun: undefined,
  checkpoints: [],
  edits: [],
  editProblem: undefined,
  engine: undefined,
  notices: [],
  progress: undefined,
  silence: undefined,
  failure: undefined,
  canGoOnAt: undefined,
} as const satisfies Partial<RunState>;

export type RunStore = StoreApi<RunState>;

export function createRunStore(savedBranch?: BranchSource): RunStore {
  return createStore<RunState>(() => ({ ...NO_RUN, ...(savedBranch && { savedBranch }) }));
}

/** Whether a worker is at work on the run, or waits to go on with it. */
export function isUnderWay(status: RunStatus): boolean {
  return status === 'starting' || status === 'running' || status === 'pausing' || status === 'paused';
}

/** Simulated seconds per wall second: now, or of all that was simulated once it is over. Undefined before the first batch. */
export function speedOf({ status, progress }: RunState): number | undefined {
  if (!progress || progress.speed <= 0) return undefined;
  const isOver = status === 'finished' || status === 'failed';
  const { time, since = 0, wallSeconds, speed } = progress;
  return isOver ? (time - since) / 1000 / wallSeconds : speed;
}

/** Wall-clock seconds that a run took, or the part of it that was simulated since it went on; undefined where nothing was. */
export function secondsTaken({ progress }: RunState): number | undefined {
  return progress && progress.wallSeconds > 0 ? progress.wallSeconds : undefined;
}

/** Simulated ms that `secondsTaken` were for, where they are not the whole run: it went on from a checkpoint. */
export function partTaken({ progress }: RunState): number | undefined {
  const { time = 0, since = 0 } = progress ?? {};
  return since > 0 && time > since ? time - since : undefined;
}

/** Wall-clock seconds until it pauses, or ends where no pause is set. Undefined before the first batch. */
export function secondsLeft(state: RunState): number | undefined {
  const { progress, run, until } = state;
  const speed = speedOf(state);
  if (!progress || !run || speed === undefined) return undefined;
  const end = until === undefined ? run.duration : Math.min(run.duration, until * run.dt);
  return Math.max(0, end - progress.time) / 1000 / speed;
}
