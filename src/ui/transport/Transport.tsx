import { Pause, Play, RotateCcw } from 'lucide-react';
import { useCallback } from 'react';
import type { RunStatus } from '../../store/runState.ts';
import { resetRun } from '../../store/mayStop.ts';
import { checkDocument } from '../../store/warnings.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { useLab, useStore } from '../labContext.ts';
import { formatClock } from '../format.ts';
import { Overview } from './Overview.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { RunTo } from './RunTo.tsx';
import { Speed } from './Speed.tsx';
import { SpeedControl } from './SpeedControl.tsx';
import { StatusLine } from './StatusLine.tsx';
import { StepButton } from './StepButton.tsx';
import { sampleAge } from '../sampleAge.ts';
import styles from './Transport.module.css';

const MAIN_LABELS: Readonly<Record<RunStatus, 'Run' | 'Pause' | 'Resume'>> = {
  idle: 'Run',
  starting: 'Pause',
  running: 'Pause',
  pausing: 'Resume',
  paused: 'Resume',
  finished: 'Run',
  failed: 'Run',
};

/** Start and stop, how far, how fast. */
export function Transport() {
  const { lab } = useLab();
  const status = useStore(lab.run, (run) => run.status);
  const isHindered = useStore(lab.document, (document) => checkDocument(document) !== undefined);
  const label = MAIN_LABELS[status];
  const waitsForWorker = status === 'starting' || status === 'pausing';
  const Icon = label === 'Pause' ? Pause : Play;
  return (
    <footer className={styles.transport} aria-label="Transport">
      <ProgressBar />
      <StatusLine />
      <div className={styles.row}>
        <button
          type="button"
          id="run"
          className={styles.main}
          data-testid="run-button"
          aria-keyshortcuts="Space"
          // Not `disabled`, which would take the focus from whoever has pressed it.
          aria-disabled={waitsForWorker || (label === 'Run' && isHindered) || undefined}
          onClick={() => lab.runOrPause()}
        >
          <Icon size={16} fill="currentColor" aria-hidden="true" />
          {label}
        </button>
        <StepButton />
        <button
          type="button"
          className={styles.reset}
          aria-keyshortcuts="R"
          aria-disabled={status === 'idle' || undefined}
          onClick={() => status !== 'idle' && resetRun(lab)}
        >
          <RotateCcw size={15} aria-hidden="true" />
          <span>Reset</span>
        </button>
        <RunTo />
        <Clock />
        <Overview />
        <SpeedControl />
        <Speed />
      </div>
    </footer>
  );
}

/** Simulated time of the whole. */
function Clock() {
  const { lab, frames } = useLab();
  const ofRun = useStore(lab.run, ({ run }) => run?.duration);
  const described = useStore(lab.document, (document) => document.duration);
  // Where the next run begins.
  const start = useStore(lab.run, ({ branch }) => branch?.time ?? 0);
  const depends = useCallback(() => [...sampleAge(lab, frames), lab.shown.dt], [lab, frames]);
  const read = useCallback(() => formatClock(lab.recording?.time ?? start, lab.shown.dt), [lab, start]);
  return (
    <p className={styles.clock} data-testid="clock">
      <span className="visually-hidden">Simulated time </span>
      <LiveText className={styles.now} read={read} depends={depends} testId="simulated-time" />
      <span className={styles.whole}> / {ofRun ?? described} ms</span>
    </p>
  );
}
