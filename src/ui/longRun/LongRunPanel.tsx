import { TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { longRunsOf } from '../../store/longRun/longRuns.ts';
import { isUnderWay } from '../../store/runState.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { formatSentence } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { LongRunForm } from './LongRunForm.tsx';
import { RunUnderWay } from './RunUnderWay.tsx';
import { RunsOnDiskList } from './RunsOnDiskList.tsx';
import styles from './LongRun.module.css';

/** Runs that go to disk batch by batch: what is recorded and what that takes, how far one is, and all that are there. */
export function LongRunPanel() {
  const { lab } = useLab();
  const longRuns = longRunsOf(lab);
  const problem = useStore(longRuns.state, (state) => state.problem);
  const isShown = useStore(lab.run, ({ longRun, status }) => longRun !== undefined && status !== 'idle');
  const canKeep = useStore(lab.run, ({ status }) => isUnderWay(status) && status !== 'starting');
  useEffect(() => void longRuns.refresh(), [longRuns]);
  return (
    <div className={styles.panel}>
      <div className={styles.columns}>
        <LongRunForm longRuns={longRuns} />
        <div className={styles.right}>
          {problem && (
            <div className={styles.refusal} role="alert" data-testid="long-run-problem">
              <TriangleAlert size={15} aria-hidden="true" />
              <p>{formatSentence(problem)}</p>
              <IconButton
                label="Dismiss"
                icon={<X size={14} aria-hidden="true" />}
                onClick={() => longRuns.dismissProblem()}
              />
            </div>
          )}
          {(isShown || canKeep) && <RunUnderWay longRuns={longRuns} />}
          <RunsOnDiskList longRuns={longRuns} />
        </div>
      </div>
    </div>
  );
}
