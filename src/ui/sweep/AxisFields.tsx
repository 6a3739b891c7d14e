import type { SweepDescription } from '../../store/sweep/sweepPlan.ts';
import { MOST_VALUES } from '../../store/sweep/sweepPlan.ts';
import type { AxisDescription } from '../../store/sweep/sweepPlan.ts';
import type { SweepTarget } from '../../store/sweep/sweepTargets.ts';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Fieldset } from '../controls/Fieldset.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import styles from './Sweep.module.css';
import { describeTarget } from './targetGroups.ts';
import type { TargetGroup } from './targetGroups.ts';

const SPACINGS = [
  { value: 'linear', label: 'linear' },
  { value: 'log', label: 'log' },
] as const;

/** In place of a target's key. */
const NONE = '';

export interface AxisFieldsProps {
  /** 'Horizontal axis', 'Vertical axis'. */
  readonly name: string;
  readonly axis: SweepDescription['axes'][number] | undefined;
  readonly groups: readonly TargetGroup[];
  readonly target: SweepTarget | undefined;
  /** Whether there may be none. */
  readonly isOptional: boolean;
  readonly problem: string | undefined;
  readonly onTarget: (key: string | undefined) => void;
  readonly onChange: (axis: AxisDescription) => void;
}

/** What is swept along one axis: which number, from where to where, in how many values. */
export function AxisFields(props: AxisFieldsProps) {
  const { name, axis, groups, target, isOptional, problem, onTarget, onChange } = props;
  return (
    <Fieldset legend={name} className={styles.axis}>
      {axis && (
        <Choice
          label={`${name}: distances`}
          value={axis.spacing}
          options={SPACINGS}
          onChange={(spacing) => onChange({ ...axis, spacing })}
          isSmall
        />
      )}
      <div className={styles.target}>
        <SelectField
          label={`${name}: what is swept`}
          title={target && describeTarget(target)}
          value={axis?.target ?? NONE}
          groups={[
            ...(isOptional ? [{ options: [{ value: NONE, label: 'none: a curve over one number' }] }] : []),
            ...(axis && !target ? [{ options: [{ value: axis.target, label: axis.target }] }] : []),
            ...groups.map(({ title, targets }) => ({
              title,
              options: targets.map((one) => ({ value: one.key, label: describeTarget(one) })),
            })),
          ]}
          onChange={(key) => onTarget(key || undefined)}
        />
      </div>
      {axis && target && (
        <div className={styles.numbers}>
          {(['from', 'to'] as const).map((end) => (
            <LocalNumber
              key={`${target.key} ${end}`}
              label={end === 'from' ? 'From' : 'To'}
              unit={target.unit}
              meaning={`${target.meaning} ${end === 'from' ? 'The first' : 'The last'} of the values.`}
              value={axis[end]}
              range={[target.least, target.most]}
              isWhole={target.isWhole}
              step={stepOf(axis)}
              onChange={(value) => onChange({ ...axis, [end]: value })}
            />
          ))}
          <LocalNumber
            label="Values"
            meaning={`How many values, 1 to ${MOST_VALUES}.`}
            value={axis.count}
            range={[1, MOST_VALUES]}
            isWhole
            step={1}
            inputMode="decimal"
            onChange={(count) => onChange({ ...axis, count })}
          />
        </div>
      )}
      {problem && (
        <p className={styles.problem} role="status">
          {problem}.
        </p>
      )}
    </Fieldset>
  );
}

/** A tenth of the way, as one digit: what an arrow key adds. */
function stepOf({ from, to }: AxisDescription): number {
  const step = Math.abs(to - from) / 10;
  return step > 0 ? Number(step.toPrecision(1)) : 1;
}
