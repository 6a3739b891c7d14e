import { Slider } from 'radix-ui';
import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import { FIELDS } from '../../store/fields.ts';
import { moveBorder, setCount } from '../../store/edits/populationEdits.ts';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './PopulationCounts.module.css';

/** How many neurons there are of each population: a bar with a border that can be moved, and numbers. */
export function PopulationCounts() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const n = useStore(lab.document, ({ network }) => network.n);
  const counts = useStore(lab.document, ({ network }) => network.counts);
  const { populations } = PRESETS[preset];
  const ranges = populationRanges(PRESETS[preset], n, counts);
  const [first, second] = ranges;
  const isPair = ranges.length === 2 && first !== undefined && second !== undefined;
  return (
    <>
      {isPair && (
        <Slider.Root
          className={styles.bar}
          min={0}
          max={n}
          value={[first.count]}
          onValueChange={([count]) => count !== undefined && moveBorder(lab, 0, count)}
        >
          <Slider.Track className={styles.track}>
            <Slider.Range className={styles.range} />
          </Slider.Track>
          <Slider.Thumb
            className={styles.thumb}
            aria-label={`Ratio of ${first.name} to ${second.name}`}
            aria-valuetext={`${first.count} ${first.name}, ${second.count} ${second.name}`}
          />
        </Slider.Root>
      )}
      <FieldRow columns={3}>
        {ranges.map(({ name, count }, p) => (
          <NumberField
            key={name}
            label={name}
            mark={`var(--population-${p})`}
            unit=""
            meaning={`Number of ${populations[p]!.title} (${name}); the other population keeps its own. From 0 to ${FIELDS.n.most} in all.`}
            value={count}
            step={1}
            onCommit={(value, typed) => setCount(lab, p, value, typed)}
          />
        ))}
        <DocumentField name="n" />
      </FieldRow>
    </>
  );
}
