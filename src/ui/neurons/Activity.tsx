import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { PopulationRange } from '../../model/population.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { formatCount } from '../format.ts';
import { useLab } from '../labContext.ts';
import { sampleAge } from '../sampleAge.ts';
import { Term } from '../help/Term.tsx';
import styles from './Activity.module.css';
import { activityOf, countedOf } from './activityOf.ts';
import type { PopulationActivity } from './activityOf.ts';
import { useShownPopulations } from './useShownPopulations.ts';

/** What the network does as a whole. */
export function Activity() {
  const populations = useShownPopulations();
  return (
    <div className={styles.list} data-testid="activity">
      {populations.map((population) => (
        <dl key={population.name} className={styles.population}>
          <Figure
            name={`${population.name} ${countedOf(population)}`}
            population={population}
            format={({ count }) => formatCount(count)}
          />
          <Figure
            name={`active ${population.name}s`}
            population={population}
            format={({ active }) => `${active} of ${population.count}`}
          />
          <Figure
            name={<Term name="rate">mean rate</Term>}
            population={population}
            format={({ rateHz }) => (Number.isFinite(rateHz) ? `${rateHz.toFixed(2)} Hz` : '–')}
          />
        </dl>
      ))}
    </div>
  );
}

interface FigureProps {
  readonly name: ReactNode;
  readonly population: PopulationRange;
  readonly format: (activity: PopulationActivity) => string;
}

function Figure({ name, population, format }: FigureProps) {
  const { lab, frames } = useLab();
  const live = useMemo(
    () => ({
      depends: () => sampleAge(lab, frames),
      read: () => (lab.recording ? format(activityOf(lab.recording, population)) : '–'),
    }),
    [lab, frames, population, format],
  );
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <LiveText {...live} />
      </dd>
    </div>
  );
}
