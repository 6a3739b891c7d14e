import { ChartLine, ChevronLeft, ChevronRight } from 'lucide-react';
import { useDeferredValue } from 'react';
import { neuronColour, neuronName } from '../../charts/chartTheme.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { InjectButton } from './InjectButton.tsx';
import styles from './Inspector.module.css';
import { NeuronParameters } from './NeuronParameters.tsx';
import { NeuronSynapses } from './NeuronSynapses.tsx';
import { NeuronValues } from './NeuronValues.tsx';
import { useInspected } from './useInspected.ts';
import { useShownNetwork } from './useShownNetwork.ts';

/** One neuron: what it does now, in what it differs, who drives it and whom it drives. */
export function Inspector({ theme }: { readonly theme: ChartTheme }) {
  const { lab } = useLab();
  const { network, populations } = useShownNetwork();
  const { neuron, isHovered } = useInspected(network.n);
  // While somebody paints a matrix the page keeps its pace, and this comes a little later.
  const settled = useDeferredValue(network);
  const chosen = useStore(lab.view, (view) => view.chosen);
  if (neuron === undefined) {
    return (
      <Section title="Neuron">
        <p className={styles.empty}>Click a neuron, or walk through the grid with the arrow keys.</p>
      </Section>
    );
  }
  const name = neuronName(populations, neuron);
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count)!;
  const inspect = (next: number): void => lab.view.setState({ inspected: next });
  return (
    <Section
      title={
        <span className={styles.name} data-testid="inspected-neuron" aria-live="polite">
          <span
            className={styles.chip}
            style={{ background: neuronColour(theme, populations, neuron) }}
            aria-hidden="true"
          />
          {name}
        </span>
      }
      note={isHovered && 'under the pointer'}
      control={
        <div className={styles.actions}>
          <IconButton
            label="Neuron before"
            icon={<ChevronLeft size={15} aria-hidden="true" />}
            disabled={neuron === 0}
            onClick={() => inspect(neuron - 1)}
          />
          <IconButton
            label="Next neuron"
            icon={<ChevronRight size={15} aria-hidden="true" />}
            disabled={neuron === network.n - 1}
            onClick={() => inspect(neuron + 1)}
          />
          <IconButton
            label={`Trace of ${name}`}
            aria-pressed={chosen.includes(neuron)}
            icon={<ChartLine size={15} aria-hidden="true" />}
            onClick={() => lab.toggleNeuron(neuron)}
          />
        </div>
      }
    >
      <div data-testid="inspector" className={styles.body}>
        <NeuronValues
          key={`${name} ${network.preset}`}
          neuron={neuron}
          population={population}
          preset={network.preset}
        />
        <InjectButton key={neuron} neuron={neuron} name={name} />
        {neuron < settled.n && (
          <>
            <NeuronParameters network={settled} neuron={neuron} />
            <NeuronSynapses network={settled} populations={populations} neuron={neuron} onInspect={inspect} />
          </>
        )}
      </div>
    </Section>
  );
}
