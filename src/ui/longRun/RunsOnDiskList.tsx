import type { LongRuns } from '../../store/longRun/longRuns.ts';
import { useStore } from '../labContext.ts';
import { DiskRunRow } from './DiskRunRow.tsx';
import styles from './LongRun.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

/** All runs that this browser keeps on disk, the newest first. */
export function RunsOnDiskList({ longRuns }: { readonly longRuns: LongRuns }) {
  const runs = useStore(longRuns.state, (state) => state.runs);
  const room = useStore(longRuns.state, (state) => state.room);
  if (!runs) return <p className={styles.empty}>Looking at the disk …</p>;
  if (runs.length === 0) {
    return (
      <div className={styles.empty}>
        <p>
          A long run goes to disk in batches while the charts show it, each with the exact state at its end. A reload, a
          crash or a lost GPU costs at most the batch in progress: the page offers to go on.
        </p>
        <p className={styles.note}>
          The files are this browser’s own, on this computer. Merge the batches to one .npy or .csv to take them away.
        </p>
      </div>
    );
  }
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  return (
    <section className={styles.onDisk} aria-label="Runs on disk">
      <div className={styles.head}>
        <h3 className={styles.legend}>Runs on disk</h3>
        <span className={styles.note}>
          {formatBytes(bytes)}
          {room && `; the browser allows ${formatBytes(room.free)} more`}
        </span>
      </div>
      <ul className={styles.list}>
        {runs.map((run) => (
          <DiskRunRow key={run.name} longRuns={longRuns} run={run} />
        ))}
      </ul>
    </section>
  );
}
