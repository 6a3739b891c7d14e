import { useMemo } from 'react';
import type { NetworkDescription } from '../../model/description.ts';
import { Symbol } from '../controls/Symbol.tsx';
import { formatNumber } from '../format.ts';
import { useLab } from '../labContext.ts';
import styles from './Inspector.module.css';
import { ownParameters } from './inspectNeuron.ts';

/** The parameters in which a neuron differs from the model; each opens its editor. */
export function NeuronParameters({
  network,
  neuron,
}: {
  readonly network: NetworkDescription;
  readonly neuron: number;
}) {
  const { lab } = useLab();
  const own = useMemo(() => ownParameters(network, neuron), [network, neuron]);
  if (own.length === 0) return <p className={styles.remark}>All parameters are the model&rsquo;s.</p>;
  return (
    <ul className={styles.parameters} aria-label="Parameters that differ from the model">
      {own.map(({ symbol, unit, value, ofModel }) => (
        <li key={symbol}>
          <button type="button" onClick={() => lab.view.setState({ dock: 'parameters', parameter: symbol })}>
            <Symbol name={symbol} />
          </button>
          <b>{formatNumber(value)}</b>
          <span className={styles.unit}>
            {unit === '1' ? '' : unit}, model: {formatNumber(ofModel)}
          </span>
        </li>
      ))}
    </ul>
  );
}
