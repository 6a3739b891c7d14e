import { partTaken, secondsLeft, secondsTaken, speedOf } from '../../store/runState.ts';
import { formatNumber, formatRate, formatSeconds, formatSpeed, formatTaken } from '../format.ts';
import { Term } from '../help/Term.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './Transport.module.css';

/** How fast the run goes, and how long it still takes or took. */
export function Speed() {
  const { lab } = useLab();
  const speed = useStore(lab.run, speedOf);
  const isOver = useStore(lab.run, ({ status }) => status === 'finished' || status === 'failed');
  const seconds = useStore(lab.run, isOver ? secondsTaken : secondsLeft);
  const part = useStore(lab.run, (state) => (isOver ? partTaken(state) : undefined));
  return (
    <dl className={styles.figures}>
      <div className={styles.reached}>
        <dt>reached</dt>
        <dd data-testid="speed-reached">{speed === undefined ? '–' : formatRate(1000 * speed)}</dd>
      </div>
      <div>
        <dt>
          <Term name="realTime">× real time</Term>
        </dt>
        <dd data-testid="speed">{speed === undefined ? '–' : formatSpeed(speed)}</dd>
      </div>
      <div>
        <dt>{part !== undefined ? `last ${formatNumber(part, 7)} ms took` : isOver ? 'took' : 'time left'}</dt>
        <dd data-testid="time-left">
          {seconds === undefined ? '–' : isOver ? formatTaken(seconds) : formatSeconds(seconds)}
        </dd>
      </div>
    </dl>
  );
}
