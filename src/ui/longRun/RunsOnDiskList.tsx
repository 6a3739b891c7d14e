import { useRef } from 'react';
import type { DiskRoom, LongRuns } from '../../store/longRun/longRuns.ts';
import { Hint } from '../controls/Hint.tsx';
import { useStore } from '../labContext.ts';
import { DiskRunRow } from './DiskRunRow.tsx';
import styles from './LongRun.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

/** All runs that this browser keeps on disk, the newest first. */
export function RunsOnDiskList({ longRuns }: { readonly longRuns: LongRuns }) {
  const runs = useStore(longRuns.state, (state) => state.runs);
  const room = useStore(longRuns.state, (state) => state.room);
  const section = useRef<HTMLElement>(null);
  if (!runs) return <p className={styles.empty}>Looking at the disk …</p>;
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  return (
    <section ref={section} className={styles.onDisk} aria-label="Runs on disk" tabIndex={-1}>
      <div className={styles.head}>
        <h3 className={styles.runsTitle}>Runs on disk</h3>
        <span className={styles.note}>
          {formatBytes(bytes)} used{room && ', '}
          {room && <Quota {...room} />}
        </span>
      </div>
      {runs.length === 0 ? (
        <div className={styles.empty}>
          <p>
            A long run goes to disk in batches while the charts show it, each with the exact state at its end. A reload,
            a crash or a lost GPU costs at most the batch in progress: the page offers to go on.
          </p>
          <p className={styles.note}>
            The files are this browser’s own, on this computer. Merge the batches to one .npy or .csv to take them away.
          </p>
        </div>
      ) : (
        <ul className={styles.list}>
          {runs.map((run) => (
            <DiskRunRow key={run.name} longRuns={longRuns} run={run} focusList={() => section.current?.focus()} />
          ))}
        </ul>
      )}
    </section>
  );
}

/**
 * What the browser says is left, and what that is worth: Chromium says usage + 10 GiB (less on a smaller disk) whatever is free, so that
 * pages cannot tell the disk by it (chromestatus.com/feature/4977371751645184).
 */
function Quota({ free }: DiskRoom) {
  return (
    <Hint
      opensOnTap
      text={
        <>
          What the browser says this page may still write. It is no measure of the disk: Chrome and Edge say 10.7 GB (10
          GiB) however much the runs take. A run that finds the disk full stops; its finished batches stay, and it can
          be gone on with.
        </>
      }
    >
      <button type="button" className={styles.term}>
        {formatBytes(free)} of quota left
      </button>
    </Hint>
  );
}
