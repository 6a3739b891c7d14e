import { formatSeconds, formatSpeed } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './Transport.module.css';

/** How fast the run goes, and how long it still takes or took. */
export function Speed() {
  const { lab } = useLab();
  const status = useStore(lab.run, (run) => run.status);
  const progress = useStore(lab.run, (run) => run.progress);
  const duration = useStore(lab.run, ({ run }) => run?.duration);
  const isOver = status === 'finished' || status === 'failed';
  const isKnown = progress !== undefined && progress.speed > 0 && duration !== undefined;
  const left = isKnown ? (duration - progress.time) / 1000 / progress.speed : undefined;
  const seconds = isOver ? progress?.wallSeconds : left;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>× real time</dt>
        <dd data-testid="speed">
          {isKnown ? formatSpeed(isOver ? progress.time / 1000 / progress.wallSeconds : progress.speed) : '–'}
        </dd>
      </div>
      <div>
        <dt>{isOver ? 'took' : 'time left'}</dt>
        <dd data-testid="time-left">{seconds === undefined ? '–' : formatSeconds(seconds)}</dd>
      </div>
    </dl>
  );
}
