import type { DiskSegments } from '../../charts/drawOverview.ts';
import type { Lab } from '../../store/lab.ts';
import type { RunState } from '../../store/runState.ts';

const known = new WeakMap<readonly number[], { of: RunState['longRun']; segments: DiskSegments | undefined }>();

/** What of the run on screen is on disk: the same object until there is more. */
export function diskSegmentsOf(lab: Lab): DiskSegments | undefined {
  const { longRun, checkpoints, run } = lab.run.getState();
  const before = known.get(checkpoints);
  if (before && before.of === longRun) return before.segments;
  const { batches = 0, confirmed = 0, start: firstStep = 0 } = longRun?.progress ?? {};
  const start = firstStep * (run?.dt ?? 0);
  const segments = batches > 0 || checkpoints.length > 0 ? { batches, confirmed, start, checkpoints } : undefined;
  known.set(checkpoints, { of: longRun, segments });
  return segments;
}
