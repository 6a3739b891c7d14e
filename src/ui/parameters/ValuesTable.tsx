import { useState } from 'react';
import { neuronValues } from '../../model/parameters/parameterValues.ts';
import type { ParameterValues } from '../../model/parameters/parameterValues.ts';
import { formatNumber } from '../format.ts';
import styles from './ParameterEditor.module.css';

export interface ValuesTableProps {
  readonly values: ParameterValues;
  readonly neurons: readonly number[];
}

/** All values as a table, for those who do not see the strip; made when it is asked for. */
export function ValuesTable({ values, neurons }: ValuesTableProps) {
  const [isOpen, setOpen] = useState(false);
  const { parameter, populations } = values;
  const all = isOpen ? neuronValues(values) : undefined;
  return (
    <details className={styles.valuesTable} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Values as a table</summary>
      {all && (
        <table aria-label={`${parameter.symbol} of every neuron`}>
          <thead>
            <tr>
              <th scope="col">Neuron</th>
              <th scope="col">{parameter.unit === '1' ? 'Value' : `Value, ${parameter.unit}`}</th>
            </tr>
          </thead>
          <tbody>
            {neurons.map((neuron) => (
              <tr key={neuron}>
                <th scope="row">
                  {populations.find(({ first, count }) => neuron >= first && neuron < first + count)?.name} {neuron}
                </th>
                <td>{formatNumber(all[neuron]!, 6)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
