import { Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { NetworkModel } from '../../model/model.ts';
import { Section } from '../controls/Section.tsx';
import { NARROW, useMediaQuery } from '../useMediaQuery.ts';
import { ParameterGroup } from './ParameterGroup.tsx';
import { filterGroups, parameterGroups } from './parameterGroups.ts';
import styles from './ParameterTable.module.css';

/** Every parameter of the model with a field and a slider for each population, open to the eye without a click. */
export function ParameterTable({ model }: { readonly model: NetworkModel }) {
  // Beside the panel lie the charts; a sheet is as wide as the screen.
  const hintSide = useMediaQuery(NARROW) ? 'top' : 'right';
  const head = useRef<HTMLLabelElement>(null);
  const [filter, setFilter] = useState('');
  const groups = useMemo(() => parameterGroups(model), [model]);
  const shown = useMemo(() => filterGroups(groups, filter), [groups, filter]);
  return (
    <Section title="Parameters" note="type 50, *0.5 or 50%">
      <label className={styles.filter} ref={head}>
        <Search size={13} aria-hidden="true" />
        <input
          type="search"
          aria-label="Filter the parameters"
          placeholder="Symbol or meaning"
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value);
            head.current?.scrollIntoView({ block: 'start' });
          }}
        />
      </label>
      <div className={styles.body} data-filtered={shown !== groups || undefined}>
        <table className={styles.table} aria-label="Parameters of the model">
          <colgroup>
            <col />
            {model.populations.map(({ name }) => (
              <col key={name} className={styles.valueColumn} />
            ))}
            <col className={styles.unitColumn} />
          </colgroup>
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
          {shown.map((group) => (
            <ParameterGroup key={group.key} group={group} populations={model.populations} hintSide={hintSide} />
          ))}
        </table>
        {shown.length === 0 && (
          <p className={styles.nothing} role="status">
            No parameter has “{filter.trim()}” in its symbol or meaning.
          </p>
        )}
      </div>
    </Section>
  );
}
