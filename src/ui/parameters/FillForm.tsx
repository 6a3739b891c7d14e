import { useState } from 'react';
import type { Distribution } from '../../model/description.ts';
import type { OwnedParameter } from '../../model/parameters/parameterChanges.ts';
import { MOST_SEED, isSeed } from '../../model/random.ts';
import { drawNeuronValues } from '../../store/edits/parameterEdits.ts';
import type { ParameterTarget } from '../../store/edits/parameterEdits.ts';
import buttons from '../controls/Button.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { formatNumber } from '../format.ts';
import { useLab } from '../labContext.ts';
import styles from './ParameterEditor.module.css';

type Kind = Distribution['kind'];

export interface FillFormProps {
  readonly parameter: OwnedParameter;
  readonly target: ParameterTarget;
  /** Around which the numbers begin. */
  readonly usual: number;
  readonly onMessage: (text: string, isProblem: boolean) => void;
}

/** What the two numbers of each distribution are called, and what they mean. */
const NUMBERS: Readonly<Record<Kind, readonly [[string, string], [string, string]]>> = {
  normal: [
    ['Mean', 'Mean of the normal distribution'],
    ['Deviation', 'Standard deviation of the normal distribution'],
  ],
  uniform: [
    ['Least', 'Least value of the uniform distribution'],
    ['Greatest', 'Greatest value of the uniform distribution'],
  ],
  gradient: [
    ['First', 'Value of the first neuron'],
    ['Last', 'Value of the last neuron'],
  ],
};

const KINDS = ['normal', 'uniform', 'gradient'] as const satisfies readonly Kind[];

/** Gives the meant neurons values from a distribution. */
export function FillForm({ parameter, target, usual, onMessage }: FillFormProps) {
  const { lab } = useLab();
  const [kind, setKind] = useState<Kind>('normal');
  const [numbers, setNumbers] = useState<Readonly<Record<Kind, readonly [number, number]>>>(() => startingWith(usual));
  const [seed, setSeed] = useState(1);
  const unit = parameter.unit === '1' ? '' : parameter.unit;
  const [a, b] = numbers[kind];

  function setNumber(place: 0 | 1, value: number, typed: string): string | undefined {
    const [name] = NUMBERS[kind][place];
    if (!Number.isFinite(value)) return `${name} must be a number, got ${typed || 'nothing'}`;
    setNumbers({ ...numbers, [kind]: place === 0 ? [value, b] : [a, value] });
    return undefined;
  }

  function fill(): void {
    const answer = drawNeuronValues(lab, parameter.symbol, target, distributionOf(kind, a, b), seed);
    if ('problem' in answer) onMessage(`${answer.problem}.`, true);
    else if (answer.broughtBack > 0) {
      const [least, greatest] = parameter.range;
      onMessage(
        `${answer.broughtBack} of ${answer.count} values lay beyond the range and were brought back to its border, ${formatNumber(least)} or ${formatNumber(greatest)} ${unit}.`,
        false,
      );
    } else onMessage('', false);
  }

  return (
    <div className={styles.tools} role="group" aria-label="Fill from a distribution">
      <SelectField
        isLabelShown
        label="Distribution"
        value={kind}
        groups={[{ options: KINDS.map((value) => ({ value, label: value })) }]}
        onChange={setKind}
      />
      {([0, 1] as const).map((place) => (
        <span key={`${kind} ${place}`} className={styles.field}>
          <NumberField
            label={NUMBERS[kind][place][0]}
            unit={unit}
            meaning={NUMBERS[kind][place][1]}
            value={numbers[kind][place]}
            step={stepOf(usual)}
            onCommit={(value, typed) => setNumber(place, value, typed)}
          />
        </span>
      ))}
      {kind !== 'gradient' && (
        <span className={styles.field} data-size="short">
          <NumberField
            label="Fill seed"
            unit=""
            meaning="The same seed draws the same values"
            value={seed}
            step={1}
            inputMode="decimal"
            onCommit={(value, typed) => {
              if (!isSeed(value)) {
                return `Fill seed must be a whole number from 0 to ${MOST_SEED}, got ${typed || 'nothing'}`;
              }
              setSeed(value);
              return undefined;
            }}
          />
        </span>
      )}
      <button type="button" className={buttons.button} onClick={fill}>
        Fill
      </button>
    </div>
  );
}

function distributionOf(kind: Kind, a: number, b: number): Distribution {
  switch (kind) {
    case 'normal':
      return { kind, mean: a, deviation: b };
    case 'uniform':
      return { kind, least: a, most: b };
    case 'gradient':
      return { kind, first: a, last: b };
  }
}

/** A tenth around the usual value. */
function startingWith(usual: number): Readonly<Record<Kind, readonly [number, number]>> {
  const tenth = Math.abs(usual) / 10 || 1;
  const round = (value: number): number => Number(value.toPrecision(4));
  const ends = [round(usual - 2 * tenth), round(usual + 2 * tenth)] as const;
  return { normal: [round(usual), round(tenth)], uniform: ends, gradient: ends };
}

/** A hundredth or so of the usual value. */
function stepOf(usual: number): number {
  return 10 ** Math.floor(Math.log10(Math.abs(usual) / 20 || 0.1));
}
