import { FolderOpen } from 'lucide-react';
import { chanceText } from '../../charts/sweep/sweepPicture.ts';
import { formatValue } from '../../charts/measures/formatValue.ts';
import type { Sweep } from '../../store/sweep/sweep.ts';
import type { SweepState } from '../../store/sweep/sweepState.ts';
import { populationsOf } from '../../store/sweep/sweepPlan.ts';
import { statisticsOf, sweepMeasures } from '../../store/sweep/sweepMeasures.ts';
import { runLabel } from '../../store/sweep/sweepPlan.ts';
import { CheckField } from '../controls/CheckField.tsx';
import { Hint } from '../controls/Hint.tsx';
import { useCalmStore } from '../useCalmStore.ts';
import { runsOfCell } from './readSweepPicture.ts';
import styles from './Sweep.module.css';

const whole = (state: SweepState): SweepState => state;

/** What the runs of one cell came to, and their networks to be opened. */
export function CellDetails({ sweep }: { readonly sweep: Sweep }) {
  const state = useCalmStore(sweep.state, whole);
  const { plan, cursor, measure: shown } = state;
  if (!plan || cursor === undefined) {
    return (
      <div className={styles.details} data-testid="sweep-cell">
        <p className={styles.note}>
          {plan
            ? `Point at a ${plan.axes.length > 1 ? 'cell' : 'value'}, or walk there by the arrow keys, for what its runs came to; press it, or Enter, to open its network.`
            : 'Each value or pair of values is a network of its own, which a press opens here.'}
        </p>
      </div>
    );
  }
  const runs = runsOfCell(plan, cursor);
  const ended = runs.flatMap((run) => sweep.results[run] ?? []);
  const fine = ended.filter(({ diverged }) => diverged === undefined);
  const reasons = ended.flatMap(({ diverged }) => diverged ?? []);
  const { seeds, axes, cells } = plan;
  return (
    <div className={styles.details} data-testid="sweep-cell">
      <h3 className={styles.cellName}>
        {axes.map(({ target: { key, label, unit } }, a) => (
          <span key={key}>
            {label} <b>{formatValue(cells[cursor]![a]!)}</b> {unit}
          </span>
        ))}
      </h3>
      <table className={styles.values}>
        <tbody>
          {sweepMeasures(populationsOf(plan)).map((measure) => {
            const { key, label, unit, meaning } = measure;
            const values = fine.flatMap((result) => measure.read(result) ?? []);
            const { mean, deviation } = statisticsOf(values);
            const chance = chanceText(
              fine
                .filter((result) => measure.read(result) !== undefined)
                .map((result) => measure.isByChance?.(result) ?? false),
            );
            return (
              <tr key={key} data-shown={key === shown || undefined}>
                <Hint text={meaning}>
                  <th scope="row">{label}</th>
                </Hint>
                <td>
                  {formatValue(mean)}
                  {deviation !== undefined && ` ± ${formatValue(deviation, 2)}`}
                  {chance !== '' && <span className={styles.chance}>{chance}</span>}
                </td>
                <td>{unit}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {reasons.length > 0 && (
        <p className={styles.problem}>
          {seeds.length > 1 ? `${reasons.length} of ${runs.length} diverged: ` : 'Diverged: '}
          {reasons[0]}
        </p>
      )}
      <p className={styles.note}>{endedText(ended.length, runs.length)}</p>
      <div className={styles.seeds} role="group" aria-label="Open the network of this cell">
        {runs.map((run) => {
          const seed = seeds[plan.runs[run]!.seed];
          return (
            <button
              key={run}
              type="button"
              className={styles.seed}
              data-opened={state.opened?.run === run || undefined}
              aria-label={`Open ${runLabel(plan, plan.runs[run]!)}`}
              onClick={() => sweep.open(run)}
            >
              {seed === undefined ? (
                <>
                  <FolderOpen size={14} aria-hidden="true" /> Open this network
                </>
              ) : (
                `seed ${seed}`
              )}
            </button>
          );
        })}
      </div>
      <CheckField
        isChecked={state.runsOpened}
        onChange={(isChecked) => sweep.state.setState({ runsOpened: isChecked })}
      >
        Run what is opened
      </CheckField>
    </div>
  );
}

function endedText(ended: number, runs: number): string {
  if (runs === 1) return ended === 1 ? 'One run.' : 'Has not run yet.';
  return ended === runs ? `Mean ± s.d. of ${runs} seeds.` : `${ended} of ${runs} seeds so far.`;
}
