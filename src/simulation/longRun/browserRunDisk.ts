import labPackage from '../../../package.json' with { type: 'json' };
import { holdRun } from './holdRun.ts';
import { openReplay } from './openReplay.ts';
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
        const versions = { lab: labPackage.version, browser: navigator.userAgent };
        await putRecord(folder, { run: start.run, longRun, session, notices: session.notices, versions });
        const replay = await openReplay(folder, { run: start.run, longRun }, session.progress.step);
        return { session, replay, letGo: release };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}
