import type { LongRunDescription } from '../../model/description.ts';
import type { DiskRoom } from '../../store/longRun/longRuns.ts';
import type { DiskNeed } from '../../store/longRun/longRunPlan.ts';
import { formatCount } from '../format.ts';
import styles from './LongRun.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

export interface DiskNeedTableProps {
  readonly need: DiskNeed | { readonly problem: string };
  /** Undefined where the browser does not tell. */
  readonly room: DiskRoom | undefined;
  readonly plan: LongRunDescription;
}

/** What the run takes on disk before it is started, and whether there is room. */
export function DiskNeedTable({ need, room, plan }: DiskNeedTableProps) {
  if ('problem' in need) {
    return (
      <p className={styles.problem} role="status" data-testid="disk-need">
        {need.problem}.
      </p>
    );
  }
  const isTooLarge = room !== undefined && need.whole > room.free;
  return (
    <div data-testid="disk-need">
      <table className={styles.need}>
        <caption className="visually-hidden">What the long run takes on disk</caption>
        <tbody>
          <tr>
            <th scope="row">{plan.record.every === 1 ? 'A step' : 'A recorded step'}</th>
            <td>{formatBytes(need.row)}</td>
            <td>{formatCount(need.row / 8)} numbers</td>
          </tr>
          <tr>
            <th scope="row">A batch</th>
            <td>{formatBytes(need.batch)}</td>
            <td>
              {formatCount(need.batchRows)} {need.batchRows === 1 ? 'row' : 'rows'}
            </td>
          </tr>
          <tr className={styles.whole} data-problem={isTooLarge || undefined}>
            <th scope="row">The whole run</th>
            <td>{formatBytes(need.whole)}</td>
            <td>{room ? `of ${formatBytes(room.free)} free` : ''}</td>
          </tr>
        </tbody>
      </table>
      {isTooLarge && (
        <p className={styles.problem} role="status">
          There is not enough room: the run takes {formatBytes(need.whole)}, the browser has {formatBytes(room.free)}{' '}
          left for the lab. Record fewer variables, fewer neurons or every 10th step, or delete runs.
        </p>
      )}
    </div>
  );
}
