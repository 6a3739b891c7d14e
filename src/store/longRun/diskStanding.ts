import type { RunState } from '../runState.ts';

/** How far a run that goes to disk is. */
export interface DiskStanding {
  /** The batch in progress, from 0 on; the last one where all are done. */
  readonly batch: number;
  readonly batches: number;
  /** How much of it is simulated, 0 … 1. */
  readonly batchShare: number;
  /** Of the whole run, 0 … 1. */
  readonly share: number;
}

/** Undefined before the worker has opened the run. */
export function diskStanding({ longRun, progress, run }: RunState): DiskStanding | undefined {
  const onDisk = longRun?.progress;
  if (!onDisk || !run) return undefined;
  const { confirmed, batches, batchEnd, start } = onDisk;
  const steps = Math.round(run.duration / run.dt) - start;
  const batch = Math.min(confirmed, batches - 1);
  if (confirmed >= batches) return { batch, batches, batchShare: 1, share: 1 };
  // Batches are alike to a step.
  const length = steps / batches;
  const step = Math.max(progress?.step ?? 0, start + Math.floor(confirmed * length));
  const batchShare = Math.min(1, Math.max(0, 1 - (batchEnd - step) / length));
  return { batch, batches, batchShare, share: (step - start) / steps };
}

/** ms up to which a run is on disk. */
export function timeOnDisk(
  confirmed: number,
  { batches, duration, start }: { readonly batches: number; readonly duration: number; readonly start: number },
): number {
  return start + (confirmed / batches) * (duration - start);
}

/** Bytes that go to disk in a second of the wall clock, about; undefined before the first batch is there. */
export function diskRate({ longRun, progress, run }: RunState): number | undefined {
  const onDisk = longRun?.progress;
  if (!onDisk || !run || !progress || onDisk.confirmed === 0 || progress.speed <= 0) return undefined;
  const { bytes, confirmed, batches } = onDisk;
  const start = onDisk.start * run.dt;
  const bytesPerMs = bytes / (timeOnDisk(confirmed, { batches, duration: run.duration, start }) - start);
  return 1000 * progress.speed * bytesPerMs;
}
