import { GitBranch, HardDriveDownload, X } from 'lucide-react';
import { useEffect } from 'react';
import { timeOnDisk } from '../../store/longRun/diskStanding.ts';
import { longRunsOf } from '../../store/longRun/longRuns.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { formatStanding } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { formatDate } from './formatDate.ts';
import { GoOnButton } from './GoOnButton.tsx';
import styles from './RunNotice.module.css';

/** Above the charts: a run that can be gone on with after a reload or a crash, and where runs start if not at t = 0. */
export function RunNotice() {
  const { lab } = useLab();
  const longRuns = longRunsOf(lab);
  const branch = useStore(lab.run, (state) => state.branch);
  const offered = useStore(longRuns.state, ({ runs, offered: name }) => runs?.find((run) => run.name === name));
  const isBusy = useStore(longRuns.state, (state) => state.isBusy);
  useEffect(() => void longRuns.offerToGoOn(), [longRuns]);
  const { plan, confirmed = 0 } = offered ?? {};
  return (
    <>
      {offered && plan && (
        <div className={styles.notice} role="status" data-testid="run-offer">
          <HardDriveDownload size={15} aria-hidden="true" />
          <p className={styles.sentence}>
            <b>{offered.title}</b> of {formatDate(offered.date)} has not come to its end: {confirmed} of {plan.batches}{' '}
            batches ({formatStanding(timeOnDisk(confirmed, plan))} ms) are on disk; the batch in progress begins anew.
          </p>
          <GoOnButton longRuns={longRuns} run={offered} isDisabled={isBusy} />
          <IconButton label="Not now" icon={<X size={15} aria-hidden="true" />} onClick={() => longRuns.waveAway()} />
        </div>
      )}
      {branch && (
        <div className={styles.notice} role="status" data-testid="branch-point">
          <GitBranch size={15} aria-hidden="true" />
          <p className={styles.sentence}>
            Runs start at <b>{formatStanding(branch.time)} ms</b>, with the state of <b>{branch.title}</b> of{' '}
            {formatDate(branch.date)}; V at start and Noise do not count.
          </p>
          <button type="button" className={styles.action} onClick={() => void longRuns.startAtZero()}>
            Start at 0 again
          </button>
        </div>
      )}
    </>
  );
}
