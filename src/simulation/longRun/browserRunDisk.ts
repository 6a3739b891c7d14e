import labPackage from '../../../package.json' with { type: 'json' };
import { holdRun, type HeldRun } from './holdRun.ts';
import { openReplay, type Replay } from './openReplay.ts';
import { RecordedSession } from './recordedSession.ts';
import type { RunDisk } from './runDisk.ts';
import { putRecord } from './runRecord.ts';

/** The browser's private file system, where a run's folder is this worker's alone while the run goes on. */
export function browserRunDisk(): RunDisk {
  return {
    async open({ longRun, ...start }, openEngine, onSilent) {
      const { folder, release } = await holdRun(longRun.name);
      try {
        const session = await RecordedSession.open(folder, { ...start, longRun }, openEngine, onSilent);
        try {
          const versions = { lab: labPackage.version, browser: navigator.userAgent };
          // Of a run that is over it says by which version it was made.
          if (!session.isDone) {
            await putRecord(folder, { run: start.run, longRun, session, notices: session.notices, versions });
          }
          const replay = await openReplay(folder, { run: start.run, longRun }, session.progress.step);
          return { session, replay, letGo: release };
        } catch (error) {
          await session.dispose();
          throw error;
        }
      } catch (error) {
        release();
        throw error;
      }
    },
    async replay({ name, ...earlier }, until) {
      // Who branches does not depend on it: the charts begin at the branch then, and say so.
      const held = await holdRun(name).catch(() => undefined);
      if (!held) return undefined;
      const replay = await openReplay(held.folder, earlier, until).catch(() => undefined);
      if (!replay) held.release();
      return replay && { ...replay, batches: () => releasing(replay, held) };
    },
  };
}

async function* releasing(replay: Replay, { release }: HeldRun): ReturnType<Replay['batches']> {
  try {
    yield* replay.batches();
  } finally {
    release();
  }
}
