import type { ReactNode } from 'react';
import { PRESETS } from '../../model/presets.ts';
import type { MeasureName } from '../../store/measureView.ts';
import { Choice } from '../controls/Choice.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useLab, useStore } from '../labContext.ts';
import { useShownNetwork } from '../neurons/useShownNetwork.ts';
import { neuronAt } from './measureContext.ts';
import styles from './MeasureOptions.module.css';
import { NeuronField } from './NeuronField.tsx';
import { isOfNeuron, needsProbe, planeChoices } from './planeVariables.ts';
import { RecordButton } from './RecordButton.tsx';
import { setMeasures } from './setMeasures.ts';

const OPTIONS: Partial<Record<MeasureName, () => ReactNode>> = {
  spectrum: SpectrumOptions,
  intervals: IntervalOptions,
  triggeredAverage: AverageOptions,
  correlogram: CorrelogramOptions,
  phasePlane: PlaneOptions,
  trajectory: TrajectoryOptions,
  synapse: SynapseOptions,
};

/** What a card asks for below its chart; nothing where it asks for nothing. */
export function MeasureOptions({ name }: { readonly name: MeasureName }) {
  const Options = OPTIONS[name];
  return Options ? (
    <div className={styles.options}>
      <Options />
    </div>
  ) : null;
}

function SpectrumOptions() {
  const { lab } = useLab();
  const populations = useFilledPopulations();
  const field = useStore(lab.view, ({ measures }) => measures.field);
  if (populations.length < 2) return null;
  return (
    <Choice
      isSmall
      label="Field"
      value={populations.includes(field) ? field : populations[0]}
      options={populations.map((name) => ({ value: name, label: `mean ${name} V` }))}
      onChange={(next) => setMeasures(lab, { field: next })}
    />
  );
}

function IntervalOptions() {
  const { lab } = useLab();
  const populations = useFilledPopulations();
  const of = useStore(lab.view, ({ measures }) => measures.intervalsOf);
  const isNeuron = !populations.includes(of);
  return (
    <>
      <SelectField
        isLabelShown
        label="Intervals of"
        value={isNeuron ? 'neuron' : of}
        groups={[
          {
            options: [
              ...populations.map((name) => ({ value: name, label: `all ${name}s` })),
              { value: 'neuron', label: 'one neuron' },
            ],
          },
        ]}
        onChange={(next) => setMeasures(lab, { intervalsOf: next })}
      />
      {isNeuron && <NeuronField label="Neuron" place="intervals" meaning="Whose intervals are counted." />}
    </>
  );
}

function AverageOptions() {
  const { lab } = useLab();
  const populations = useFilledPopulations();
  const triggered = useStore(lab.view, ({ measures }) => measures.triggered);
  const isNeuron = !populations.includes(triggered);
  return (
    <>
      <NeuronField label="Spikes of" place="trigger" meaning="The neuron around whose spikes is averaged." />
      <SelectField
        isLabelShown
        label="Average of"
        value={isNeuron ? 'V' : triggered}
        groups={[
          {
            options: [
              ...populations.map((name) => ({ value: name, label: `mean ${name} V` })),
              { value: 'V', label: 'V of a neuron' },
            ],
          },
        ]}
        onChange={(next) => setMeasures(lab, { triggered: next })}
      />
      {isNeuron && <NeuronField label="Neuron" place="triggered" meaning="The neuron whose V is averaged." />}
    </>
  );
}

function CorrelogramOptions() {
  return (
    <>
      <NeuronField label="Spikes of" place="reference" meaning="The neuron whose spikes stand at lag 0." />
      <NeuronField label="and of" place="target" meaning="The neuron whose spikes are counted around them." />
    </>
  );
}

function PlaneOptions() {
  return (
    <>
      <AxisOptions axis="X" />
      <AxisOptions axis="Y" />
    </>
  );
}

function AxisOptions({ axis }: { readonly axis: 'X' | 'Y' }) {
  const { lab } = useLab();
  const { network, populations } = useShownNetwork();
  const place = `plane${axis}` as const;
  const variable = useStore(lab.view, ({ measures }) => measures[place]);
  const neuron = useStore(lab.view, () => neuronAt(lab, populations, place));
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  const { means, ofNeuron } = planeChoices(PRESETS[network.preset], populations, population?.name ?? 'PN');
  const name = axis.toLowerCase();
  const toOption = (value: string) => ({ value, label: value });
  return (
    <>
      <SelectField
        isLabelShown
        label={name}
        value={variable}
        groups={[
          { title: 'Mean V', options: means.map(toOption) },
          { title: 'Of a neuron', options: ofNeuron.map(toOption) },
        ]}
        onChange={(next) => setMeasures(lab, { [place]: next })}
      />
      {isOfNeuron(variable) && (
        <NeuronField label={`${name} of`} place={place} meaning={`The neuron whose variable is ${name}.`} />
      )}
      {needsProbe(variable) && ofNeuron.includes(variable) && (
        <RecordButton probes={[{ neuron, variable }]} name={`${variable} of ${population?.name ?? ''} ${neuron}`} />
      )}
    </>
  );
}

function TrajectoryOptions() {
  const { lab } = useLab();
  const colour = useStore(lab.view, ({ measures }) => measures.trajectoryColour);
  return (
    <>
      <Choice
        isSmall
        label="Colour"
        value={colour}
        options={[
          { value: 'time', label: 'by time' },
          { value: 'stimulus', label: 'by stimulus' },
        ]}
        onChange={(next) => setMeasures(lab, { trajectoryColour: next })}
      />
      <span className={styles.note}>Drag or arrow keys turn it.</span>
    </>
  );
}

function SynapseOptions() {
  const { lab } = useLab();
  const { network, populations } = useShownNetwork();
  const chosen = useStore(lab.view, ({ measures }) => measures.synapse);
  const neuron = useStore(lab.view, () => neuronAt(lab, populations, 'synapse'));
  const types = PRESETS[network.preset].synapses.map(({ name }) => name);
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  return (
    <>
      <SelectField
        isLabelShown
        label="Synapses"
        value={chosen}
        groups={[{ options: types.map((value) => ({ value, label: value })) }]}
        onChange={(next) => setMeasures(lab, { synapse: next })}
      />
      <NeuronField
        label="made by"
        place="synapse"
        meaning="The presynaptic neuron; all synapses that it makes open alike."
      />
      <RecordButton
        probes={[`O_${chosen}`, `T_${chosen}`].map((variable) => ({ neuron, variable }))}
        name={`[O] and [T] of ${population?.name ?? ''} ${neuron}`}
      />
    </>
  );
}

/** Names of the populations that have neurons. */
function useFilledPopulations(): readonly string[] {
  const { populations } = useShownNetwork();
  return populations.filter(({ count }) => count > 0).map(({ name }) => name);
}
