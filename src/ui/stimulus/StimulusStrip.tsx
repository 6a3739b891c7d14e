import { useMemo } from 'react';
import { formatFixed } from '../../charts/ticks.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { previewOf } from './previewOf.ts';
import styles from './StimulusStrip.module.css';
import { stripColumns } from './stripColumns.ts';

const WIDTH = 260;
const HEIGHT = 36;

/** The described stimulus, all its parts added up, at a glance, from 0 to the end of the run. */
export function StimulusStrip() {
  const { lab } = useLab();
  const document = useStore(lab.document, (state) => state);
  const preview = useMemo(() => previewOf(describeRun(document), document.stimulus), [document]);
  if (!preview) return null;
  const columns = stripColumns(preview, document.duration, WIDTH);
  const least = Math.min(...columns.map((column) => column.least));
  const most = Math.max(...columns.map((column) => column.most));
  // A silent stimulus is a line at the bottom.
  const span = most - least || 1;
  const y = (value: number): string => (2 + ((least + span - value) / span) * (HEIGHT - 4)).toFixed(1);
  const tops = columns.map((column, x) => `${x},${y(column.most)}`);
  const bottoms = columns.map((column, x) => `${x},${y(column.least)}`);
  const means = columns.map((column, x) => `${x},${y(column.mean)}`);
  const { driven, n } = preview;
  const range = `${formatFixed(least, 1)} … ${formatFixed(most, 1)} µA/cm²`;
  return (
    <figure className={styles.strip}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Current over the run, ${range}`}
      >
        <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} className={styles.zero} />
        <polygon points={[...tops, ...bottoms.toReversed()].join(' ')} className={styles.range} />
        <polyline points={means.join(' ')} className={styles.mean} />
      </svg>
      <figcaption className={styles.caption}>
        <span>
          {formatCount(driven)} of {formatCount(n)} neurons
        </span>
        <span>{range}</span>
      </figcaption>
    </figure>
  );
}
