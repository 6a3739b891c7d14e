import type { EngineInfo, EngineTrial } from '../../engine/engineInfo.ts';
import { formatSpeed } from '../format.ts';
import styles from './TrialTable.module.css';
import { ENGINE_NAMES, formatThreads } from './engineText.ts';

export interface TrialTableProps {
  readonly trials: readonly EngineTrial[];
  readonly taken: EngineInfo;
  /** ms. */
  readonly dt: number;
}

/** How fast each engine of this machine was when the automatic choice tried it, on this network or before on one of its size. */
export function TrialTable({ trials, taken, dt }: TrialTableProps) {
  return (
    <table className={styles.table}>
      <caption>Tried on networks of this size</caption>
      <thead>
        <tr>
          <th scope="col">Engine</th>
          <th scope="col" className={styles.speed}>
            × real time
          </th>
        </tr>
      </thead>
      <tbody>
        {trials.map((trial) => {
          const { kind, precision, threads } = trial;
          const isTaken = kind === taken.kind && precision === taken.precision && threads === taken.threads;
          return (
            <tr key={`${kind} ${precision} ${threads}`} data-taken={isTaken || undefined}>
              <th scope="row">
                {ENGINE_NAMES[kind]}{' '}
                <span className={styles.how}>
                  {precision}
                  {threads !== undefined && `, ${formatThreads(threads)}`}
                </span>
              </th>
              {'problem' in trial ? (
                <td className={styles.problem}>{trial.problem}</td>
              ) : (
                <td className={styles.speed}>{formatSpeed((trial.stepsPerSecond * dt) / 1000)}</td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
