import { THEMES } from '../../charts/chartTheme.ts';
import { Section } from '../controls/Section.tsx';
import { useTheme } from '../useTheme.ts';
import { Term } from '../help/Term.tsx';
import { AddNeuron } from './AddNeuron.tsx';
import { Activity } from './Activity.tsx';
import { ChosenNeurons } from './ChosenNeurons.tsx';
import { CountedBy } from './CountedBy.tsx';
import { Inspector } from './Inspector.tsx';
import { NeuronGrid } from './NeuronGrid.tsx';

/** The neurons: all of them to pick from, the chosen ones with their values, and what the network does as a whole. */
export function NeuronPanel() {
  const theme = THEMES[useTheme()];
  return (
    <>
      <Section title="Neurons" note="V now; hold one to inject">
        <NeuronGrid theme={theme} />
      </Section>
      <Section title={<Term name="trace">Traces</Term>} note={<CountedBy />}>
        <ChosenNeurons theme={theme} />
        <AddNeuron />
      </Section>
      <Inspector theme={theme} />
      <Section title="Activity" note={<CountedBy />}>
        <Activity />
      </Section>
    </>
  );
}
