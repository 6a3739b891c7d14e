import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './PopulationSummary.module.css';

/** How the neurons divide into populations, and what connects them. */
export function PopulationSummary() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network: described }) => described.preset);
  const n = useStore(lab.document, ({ network: described }) => described.n);
  const seed = useStore(lab.document, ({ network: described }) => described.seed);
  const network = useStore(lab.run, (run) => run.network);
  const model = PRESETS[preset];
  const ranges = populationRanges(model, n);
  const isBuilt =
    network?.description.preset === preset && network.description.n === n && network.description.seed === seed;

  return (
    <div className={styles.summary}>
      <div className={styles.bar} aria-hidden="true">
        {ranges.map(({ name, count }, p) => (
          <span key={name} style={{ flexGrow: count, background: `var(--population-${p})` }} />
        ))}
      </div>
      <ul className={styles.populations}>
        {ranges.map(({ name, count }, p) => (
          <li key={name}>
            <span className={styles.chip} style={{ background: `var(--population-${p})` }} aria-hidden="true" />
            <b>
              {formatCount(count)} {name}
            </b>
          </li>
        ))}
      </ul>
      <ul className={styles.synapses} data-testid="synapse-summary">
        {model.synapses.map((type) => {
          const built = isBuilt ? network.summary.synapses.find((one) => one.type === type.name) : undefined;
          return (
            <li key={type.name}>
              <b>{type.name}</b>
              <span>
                {type.from.join(', ')} → {type.to.join(', ')}
              </span>
              <span className={styles.count}>
                {built ? `${formatCount(built.count)} synapses` : `${type.probability * 100} % of pairs`}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
