import { Flag, Pause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { LongRuns } from '../../store/longRun/longRuns.ts';
import { planOf } from '../../store/longRun/longRunPlan.ts';
import { diskRate, diskStanding } from '../../store/longRun/diskStanding.ts';
import { describeWaiting } from '../../store/waitingEdits.ts';
import { isUnderWay, secondsLeft } from '../../store/runState.ts';
import type { RunState } from '../../store/runState.ts';
import actions from '../controls/Button.module.css';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { formatSeconds, formatStanding } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { bringIntoView } from '../bringIntoView.ts';
import { useCalmStore } from '../useCalmStore.ts';
import styles from './LongRun.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

const whole = (state: RunState): RunState => state;

/** How far the run on screen is: of its batch, of the whole, on disk. */
export function RunUnderWay({ longRuns }: { readonly longRuns: LongRuns }) {
  const { lab } = useLab();
  const state = useCalmStore(lab.run, whole);
  const isBusy = useStore(longRuns.state, (one) => one.isBusy);
  const title = useStore(lab.document, (document) => document.title);
  const waiting = useStore(lab.document, (document) => describeWaiting(state, document));
  const { status, longRun, checkpoints } = state;
  const standing = diskStanding(state);
  const isPaused = status === 'paused';
  const section = useRef<HTMLElement>(null);
  // Where the form stands above it, on a phone, it would be out of sight when the run starts.
  useEffect(() => {
    if (status === 'starting') bringIntoView(section.current, 'nearest');
  }, [status]);
  return (
    <section ref={section} className={styles.underWay} aria-label="Run on screen">
      <div className={styles.head}>
        <h3 className={styles.runTitle}>{title}</h3>
        <span className={styles.headActions}>
          {longRun && isUnderWay(status) && (
            <button
              type="button"
              className={actions.button}
              disabled={status === 'starting' || status === 'pausing'}
              onClick={() => (isPaused ? lab.resume() : lab.pause())}
            >
              {isPaused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
              {isPaused ? 'Resume' : 'Pause'}
            </button>
          )}
          {isUnderWay(status) && status !== 'starting' && (
            <button
              type="button"
              className={actions.button}
              disabled={isBusy}
              title="Keeps the exact state of this moment on disk, to start other runs from"
              onClick={() => void longRuns.keepCheckpoint()}
            >
              <Flag size={14} aria-hidden="true" /> Keep a checkpoint
            </button>
          )}
        </span>
      </div>
      {longRun && standing && isUnderWay(status) && (
        <div className={styles.bars}>
          <span>
            Batch {standing.batch + 1} of {standing.batches}
          </span>
          <ProgressBar label="Progress of the batch" share={standing.batchShare} />
          <span>{Math.floor(100 * standing.batchShare)} %</span>
          <span>Whole run</span>
          <ProgressBar label="Progress of the long run" share={standing.share} />
          <span>{Math.floor(100 * standing.share)} %</span>
        </div>
      )}
      <p className={styles.facts} role="status" data-testid="long-run-status">
        {describe(state, planOf(lab.document.getState()).batches)}
      </p>
      {longRun && waiting && isUnderWay(status) && <p className={styles.note}>{waiting}</p>}
      {checkpoints.length > 0 && (
        <p className={styles.note}>
          {checkpoints.length === 1 ? 'Checkpoint' : 'Checkpoints'} kept at{' '}
          {checkpoints.map((time) => formatStanding(time)).join(', ')} ms.
        </p>
      )}
    </section>
  );
}

function describe(state: RunState, planned: number): string {
  const { longRun, status, failure } = state;
  if (!longRun) return 'This run does not go to disk; a checkpoint of it can be kept.';
  const { progress } = longRun;
  if (!progress) return status === 'failed' ? (failure ?? '') : `Opening its ${planned} batches on disk …`;
  const done = `${progress.confirmed} of ${progress.batches} batches on disk, ${formatBytes(progress.bytes)}`;
  const rate = diskRate(state);
  const left = secondsLeft(state);
  switch (status) {
    case 'running':
      return [
        done,
        ...(rate === undefined ? [] : [`${formatBytes(rate)}/s`]),
        ...(left === undefined ? [] : [`${formatSeconds(left)} left`]),
      ].join(' · ');
    case 'finished':
      return `Finished: ${done}.`;
    case 'failed':
      return `Stopped with ${done}; go on with it below.`;
    default:
      return `${done}.`;
  }
}
