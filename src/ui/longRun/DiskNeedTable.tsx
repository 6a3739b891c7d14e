import type { LongRunDescription } from '../../model/description.ts';
import type { DiskNeed } from '../../store/longRun/longRunPlan.ts';
import { formatBytes } from '../../wording/formatBytes.ts';
import { formatCount } from '../format.ts';
import styles from './LongRun.module.css';

export interface DiskNeedTableProps {
  readonly need: DiskNeed;
  readonly plan: LongRunDescription;
}

/** What the parts of the run take on disk before it is started. */
export function DiskNeedTable({ need, plan }: DiskNeedTableProps) {
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
        </tbody>
      </table>
    </div>
  );
}
