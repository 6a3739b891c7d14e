import type { NeuronPlace } from '../../store/measureView.ts';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { useLab, useStore } from '../labContext.ts';
import { useShownPopulations } from '../neurons/useShownPopulations.ts';
import { neuronAt } from './measureContext.ts';
import styles from './MeasureOptions.module.css';
import { pickNeuron } from './setMeasures.ts';

export interface NeuronFieldProps {
  readonly label: string;
  readonly place: NeuronPlace;
  readonly meaning: string;
}

/** Which neuron a card is about, by its index. Until one is picked it is one that has a trace. */
export function NeuronField({ label, place, meaning }: NeuronFieldProps) {
  const { lab } = useLab();
  const populations = useShownPopulations();
  // A run may make another neuron the one that fires most.
  useStore(lab.run, ({ status }) => status);
  const neuron = useStore(lab.view, () => neuronAt(lab, populations, place));
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const own = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  return (
    <span className={styles.short}>
      <LocalNumber
        label={label}
        unit={own?.name ?? ''}
        meaning={meaning}
        value={neuron}
        range={[0, n - 1]}
        isWhole
        step={1}
        inputMode="decimal"
        onChange={(next) => pickNeuron(lab, place, next)}
      />
    </span>
  );
}
