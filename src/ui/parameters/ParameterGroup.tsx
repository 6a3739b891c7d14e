import { Formula } from '../controls/Formula.tsx';
import { Hint } from '../controls/Hint.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { formatNumber } from '../format.ts';
import type { ParameterGroupData, ParameterRow } from './parameterGroups.ts';
import styles from './ParameterTable.module.css';

export interface ParameterGroupProps {
  readonly group: ParameterGroupData;
  /** How many populations the table has. */
  readonly columns: number;
  readonly hintSide: 'top' | 'right';
}

export function ParameterGroup({ group, columns, hintSide }: ParameterGroupProps) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns + 2} className={styles.group}>
          <span className={styles.groupTitle}>{group.title}</span>
          <span className={styles.formula}>
            <Formula text={group.symbol} /> = <Formula text={group.formula} />
          </span>
        </th>
      </tr>
      {group.rows.map((row) => (
        <Row key={row.symbol} row={row} columns={columns} hintSide={hintSide} />
      ))}
    </tbody>
  );
}

type RowProps = Pick<ParameterGroupProps, 'columns' | 'hintSide'> & { readonly row: ParameterRow };

function Row({ row, columns, hintSide }: RowProps) {
  const { symbol, parameter, values } = row;
  return (
    <Hint text={<Meaning row={row} />} side={hintSide} opensOnTap>
      <tr tabIndex={0} className={styles.row} aria-description={describe(row)}>
        <th scope="row" className={styles.symbol}>
          <Symbol name={symbol} />
        </th>
        {typeof values === 'number' ? (
          <td colSpan={columns} className={styles.ofSynapse}>
            {formatNumber(values)}
          </td>
        ) : (
          values.map((value, p) => (
            <td key={p} className={value === undefined ? styles.none : styles.value}>
              {value === undefined ? '·' : formatNumber(value)}
            </td>
          ))
        )}
        <td className={styles.unit}>{parameter.unit === '1' ? '' : parameter.unit}</td>
      </tr>
    </Hint>
  );
}

function Meaning({ row: { symbol, parameter } }: { readonly row: ParameterRow }) {
  const { meaning, range, unit, source } = parameter;
  return (
    <>
      <strong>
        <Symbol name={symbol} /> {meaning}
      </strong>
      <br />
      Range {formatNumber(range[0])} … {formatNumber(range[1])} {unit === '1' ? '' : unit}
      <br />
      <span className={styles.source}>{source}</span>
    </>
  );
}

function describe({ parameter: { meaning, range, unit, source } }: ParameterRow): string {
  return `${meaning}, from ${range[0]} to ${range[1]} ${unit}, ${source}`;
}
