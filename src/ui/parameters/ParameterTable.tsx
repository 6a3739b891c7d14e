import type { NetworkModel } from '../../model/model.ts';
import { Section } from '../controls/Section.tsx';
import { NARROW, useMediaQuery } from '../useMediaQuery.ts';
import { ParameterGroup } from './ParameterGroup.tsx';
import { parameterGroups } from './parameterGroups.ts';
import styles from './ParameterTable.module.css';

/** Every parameter of the model with its value in each population, open to the eye without a click. */
export function ParameterTable({ model }: { readonly model: NetworkModel }) {
  // Beside the panel lie the charts; a sheet is as wide as the screen.
  const isNarrow = useMediaQuery(NARROW);
  const hintSide = isNarrow ? 'top' : 'right';
  return (
    <Section title="Parameters" note={`${isNarrow ? 'tap' : 'hover'} for range and source`}>
      <table className={styles.table} aria-label="Parameters of the model">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Symbol</span>
            </th>
            {model.populations.map(({ name }, p) => (
              <th key={name} scope="col" className={styles.population}>
                <span className={styles.chip} style={{ background: `var(--population-${p})` }} aria-hidden="true" />
                {name}
              </th>
            ))}
            <th scope="col" className={styles.unit}>
              <span className="visually-hidden">Unit</span>
            </th>
          </tr>
        </thead>
        {parameterGroups(model).map((group) => (
          <ParameterGroup key={group.key} group={group} columns={model.populations.length} hintSide={hintSide} />
        ))}
      </table>
    </Section>
  );
}
