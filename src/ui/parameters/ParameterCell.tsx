import { useId } from 'react';
import { extentOf, valuesOf } from '../../model/parameters/parameterValues.ts';
import { setParameter, typeParameter } from '../../store/edits/parameterEdits.ts';
import { SliderField } from '../controls/SliderField.tsx';
import { sliderScale } from '../controls/sliderScale.ts';
import { useDraft } from '../controls/useDraft.ts';
import { formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './ParameterTable.module.css';
import type { ParameterRow } from './parameterGroups.ts';

export interface ParameterCellProps extends Pick<ParameterRow, 'symbol' | 'parameter'> {
  readonly population: string;
  /** Its index. */
  readonly p: number;
}

/** The value of one parameter in one population: a field that takes a number or a factor, and a slider. */
export function ParameterCell({ symbol, parameter, population, p }: ParameterCellProps) {
  const { lab } = useLab();
  const id = useId();
  // Numbers and texts, so that a cell is rendered again when it is its own value that changes.
  const value = useStore(lab.document, ({ network }) => shownValue(valuesOf(network, symbol).values[p]!));
  const usual = useStore(lab.document, ({ network }) => valuesOf(network, symbol).ofModel[p]!);
  const { range, unit } = parameter;
  const name = `${symbol} of ${population}`;
  const shown = typeof value === 'number' ? formatNumber(value) : value;
  const withUnit = `${shown}${unit === '1' ? '' : ` ${unit}`}`;

  const { problem, input } = useDraft({
    shown,
    onCommit: (typed) => (typed === shown ? undefined : typeParameter(lab, symbol, population, typed)),
    onNudge: (direction, isLarge) => {
      if (typeof value === 'string') return undefined;
      const scale = sliderScale(range, usual);
      const next = scale.valueAt(scale.placeOf(value) + direction * (isLarge ? 0.1 : 0.01));
      return setParameter(lab, symbol, population, next, { gesture: `arrow ${name}` });
    },
  });
  return (
    <div className={styles.cell} data-changed={value !== usual || undefined}>
      <input
        {...input}
        className={styles.input}
        data-problem={problem !== undefined || undefined}
        aria-label={name}
        aria-description={`${withUnit}; a number, or a factor like *0.5 or 50%`}
        aria-describedby={problem ? id : undefined}
      />
      {typeof value === 'number' ? (
        <SliderField
          label={name}
          value={value}
          range={range}
          usual={usual}
          text={withUnit}
          onChange={(next, gesture) => setParameter(lab, symbol, population, next, { gesture: `${name} ${gesture}` })}
        />
      ) : (
        <button
          type="button"
          className={styles.several}
          aria-label={`${name} differs from neuron to neuron: show`}
          onClick={() => lab.view.setState({ parameter: symbol, dock: 'parameters' })}
        >
          several
        </button>
      )}
      {problem && (
        <p id={id} className={styles.problem} role="alert">
          {problem}; {withUnit} stays.
        </p>
      )}
    </div>
  );
}

/** A number where all neurons have it, '83…117' where they differ. */
function shownValue(values: number | Float64Array): number | string {
  if (typeof values === 'number') return values;
  const [least, greatest] = extentOf(values);
  return `${formatNumber(least, 3)}…${formatNumber(greatest, 3)}`;
}
