import { PRESETS } from '../../model/presets.ts';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './SynapseSummary.module.css';

/** What connects the populations: how many synapses, once they are known. */
export function SynapseSummary() {
  const { lab } = useLab();
  const described = useStore(lab.document, (document) => document.network);
  const network = useStore(lab.run, (run) => run.network);
  const { preset, n, seed, counts, matrices } = described;
  const built = network?.description;
  const isBuilt =
    built?.preset === preset &&
    built.n === n &&
    built.seed === seed &&
    built.counts === counts &&
    built.matrices === matrices;

  return (
    <ul className={styles.synapses} data-testid="synapse-summary">
      {PRESETS[preset].synapses.map((type) => {
        const summary = isBuilt ? network?.summary.synapses.find((one) => one.type === type.name) : undefined;
        return (
          <li key={type.name}>
            <b>{type.name}</b>
            <span>
              {type.from.join(', ')} → {type.to.join(', ')}
            </span>
            <span className={styles.count}>
              {summary
                ? `${formatCount(summary.count)} ${summary.count === 1 ? 'synapse' : 'synapses'}`
                : matrices?.[type.name]
                  ? 'edited'
                  : `${type.probability * 100} % of pairs`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
