import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import type { Population } from '../../model/model.ts';
import { valuesOf } from '../../model/parameters/parameterValues.ts';
import { isChanged, resetParameter } from '../../store/edits/parameterEdits.ts';
import { Formula } from '../controls/Formula.tsx';
import { Hint } from '../controls/Hint.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { ParameterCell } from './ParameterCell.tsx';
import type { ParameterGroupData, ParameterRow } from './parameterGroups.ts';
import styles from './ParameterTable.module.css';

export interface ParameterGroupProps {
  readonly group: ParameterGroupData;
  readonly populations: readonly Population[];
  readonly hintSide: 'top' | 'right';
}

export const ParameterGroup = memo(function ParameterGroup({ group, populations, hintSide }: ParameterGroupProps) {
  const { title, symbol, formula, details } = group;
  const heading = (
    <>
      <span className={styles.groupTitle}>{title}</span>
      <span className={styles.formula}>
        <Formula text={symbol} /> = <Formula text={formula} />
      </span>
    </>
  );
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={populations.length + 2} className={styles.group}>
          {details.length > 0 ? (
            <Hint text={<Equations group={group} />} side={hintSide} opensOnTap>
              <button type="button" className={styles.heading}>
                {heading}
              </button>
            </Hint>
          ) : (
            heading
          )}
        </th>
      </tr>
      {group.rows.map((row) => (
        <Row key={row.symbol} row={row} populations={populations} hintSide={hintSide} />
      ))}
    </tbody>
  );
});

type RowProps = Omit<ParameterGroupProps, 'group'> & { readonly row: ParameterRow };

function Row({ row, populations, hintSide }: RowProps) {
  const { lab } = useLab();
  const { symbol, parameter, has, isUsed } = row;
  const isEdited = useStore(lab.document, ({ network }) => {
    const values = valuesOf(network, symbol);
    return populations.some((_, p) => isChanged(values, p));
  });
  const isOpen = useStore(lab.view, (view) => view.dock === 'parameters' && view.parameter === symbol);
  return (
    <tr className={styles.row} data-open={isOpen || undefined} data-parameter={symbol}>
      <th scope="row" className={styles.symbol} aria-label={symbol}>
        <Hint text={<Meaning row={row} />} side={hintSide}>
          <button
            type="button"
            className={styles.symbolButton}
            aria-description={`${describe(row)}. Opens its values neuron by neuron.`}
            onClick={() => lab.view.setState({ parameter: symbol, dock: 'parameters' })}
          >
            <Symbol name={symbol} />
          </button>
        </Hint>
      </th>
      {populations.map(({ name }, p) => (
        <td key={name} className={styles.value} data-unused={!isUsed[p] || undefined}>
          {has[p] ? (
            <ParameterCell symbol={symbol} parameter={parameter} population={name} p={p} />
          ) : (
            <span className={styles.none}>·</span>
          )}
        </td>
      ))}
      <td className={styles.unit}>
        {parameter.unit === '1' ? '' : parameter.unit}
        {isEdited && (
          <Hint text={`${symbol}: back to the model's value`}>
            <button
              type="button"
              className={styles.reset}
              aria-label={`${symbol}: back to the model's value`}
              onClick={() => resetParameter(lab, symbol, undefined)}
            >
              <RotateCcw size={12} aria-hidden="true" />
            </button>
          </Hint>
        )}
      </td>
    </tr>
  );
}

function Meaning({ row: { symbol, parameter, isUsed } }: { readonly row: ParameterRow }) {
  const { meaning, range, unit, source, of } = parameter;
  return (
    <>
      <strong>
        <Symbol name={symbol} /> {meaning}
      </strong>
      <br />
      Range {formatNumber(range[0])} … {formatNumber(range[1])} {unit === '1' ? '' : unit}
      {of && (
        <>
          <br />
          {OWNERS[of]}
          {isUsed.includes(false) && '; faint where the model has no such synapses'}
        </>
      )}
      <br />
      <span className={styles.source}>{source}</span>
    </>
  );
}

const OWNERS = {
  postsynaptic: 'Of the postsynaptic neuron',
  presynaptic: 'Of the presynaptic neuron',
  synapse: 'Of each synapse, by the population that it goes to',
} as const;

function Equations({ group: { title, details } }: { readonly group: ParameterGroupData }) {
  return (
    <>
      <strong>{title}</strong>
      {details.map(({ symbol, formula }) => (
        <span key={symbol} className={styles.equation}>
          <Formula text={symbol} /> = <Formula text={formula} />
        </span>
      ))}
    </>
  );
}

function describe({ parameter: { meaning, range, unit, source } }: ParameterRow): string {
  return `${meaning}, from ${range[0]} to ${range[1]} ${unit}, ${source}`;
}
