import type { SynapseType } from '../../model/model.ts';
import { useTheme } from '../useTheme.ts';
import { weightColours } from './matrixData.ts';
import styles from './WeightKey.module.css';

const WEIGHTS = [-2, -1, -0.5, 0, 0.5, 1, 2];

/** Which colour is which weight. */
export function WeightKey({ type }: { readonly type: SynapseType }) {
  const colours = weightColours(useTheme(), type.sign);
  return (
    <div className={styles.key} role="img" aria-label={`Colours of weights from ${WEIGHTS[0]} to ${WEIGHTS.at(-1)}`}>
      <span className={styles.title}>weight</span>
      {WEIGHTS.map((weight) => (
        <span key={weight} className={styles.entry}>
          <span className={styles.colour} style={{ background: colours.css(weight) }} />
          {String(weight).replace('-', '−').replace('0.5', '½')}
        </span>
      ))}
    </div>
  );
}
