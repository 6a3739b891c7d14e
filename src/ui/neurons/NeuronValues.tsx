import { useCallback, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { PRESETS } from '../../model/presets.ts';
import type { PresetName } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { stateVariables } from '../../model/stateVariables.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { formatNumber, formatVoltage } from '../format.ts';
import { useLab } from '../labContext.ts';
import { sampleAge } from '../sampleAge.ts';
import { isCountedByEvents } from './activityOf.ts';
import styles from './Inspector.module.css';

export interface NeuronValuesProps {
  readonly neuron: number;
  readonly population: PopulationRange;
  readonly preset: PresetName;
}

/** V, gates and concentrations of a neuron now, when it fired last, and how often. */
export function NeuronValues({ neuron, population, preset }: NeuronValuesProps) {
  const { lab, frames } = useLab();
  const others = useMemo(
    () =>
      stateVariables(PRESETS[preset]).filter(
        ({ name, populations }) => name !== 'V' && populations.includes(population.name),
      ),
    [preset, population.name],
  );
  // The state is read while it is looked at.
  useEffect(() => lab.states.subscribe(() => frames.request()), [lab, frames]);

  const bySamples = useCallback(() => [...sampleAge(lab), lab.view.getState().cursor], [lab]);
  const byState = useCallback(() => [lab.states.current], [lab]);
  const counted = isCountedByEvents(population) ? 'events' : 'spikes';
  const readV = useCallback(() => {
    const { recording } = lab;
    if (!recording || neuron >= recording.n) return '–';
    const { cursor } = lab.view.getState();
    if (cursor !== undefined) return formatVoltage(recording.voltageAt(neuron, cursor));
    return formatVoltage(recording.voltage(neuron, recording.endRow - 1));
  }, [lab, neuron]);
  const readCount = useCallback(
    () => String(lab.recording && neuron < lab.recording.n ? lab.recording[counted].countOf(neuron) : '–'),
    [lab, neuron, counted],
  );
  const readRate = useCallback(() => {
    const { recording } = lab;
    if (!recording || neuron >= recording.n || recording.time === 0) return '–';
    return ((1000 * recording[counted].countOf(neuron)) / recording.time).toFixed(1);
  }, [lab, neuron, counted]);
  const readLast = useCallback(() => {
    const t = lab.states.current?.t_fire[neuron];
    // Before the start: it has not fired yet.
    return t === undefined || !(t >= 0) ? '–' : t.toFixed(2);
  }, [lab, neuron]);

  return (
    <dl className={styles.values}>
      <Value name={<Symbol name="V" />} unit="mV" read={readV} depends={bySamples} testId="inspected-V" />
      <Value name={counted} unit="" read={readCount} depends={bySamples} />
      <Value name="rate" unit="Hz" read={readRate} depends={bySamples} />
      <Value name="last spike" unit="ms" read={readLast} depends={byState} />
      {others.map(({ name, unit }) => (
        <StateValue key={name} neuron={neuron} name={name} unit={unit} />
      ))}
    </dl>
  );
}

function StateValue({ neuron, name, unit }: { readonly neuron: number; readonly name: string; readonly unit: string }) {
  const { lab } = useLab();
  const depends = useCallback(() => [lab.states.current], [lab]);
  const read = useCallback(() => {
    const value = lab.states.current?.neurons[name]?.[neuron];
    if (value === undefined) return '–';
    return unit === '1' ? value.toFixed(3).replace('-', '−') : formatNumber(value, 3);
  }, [lab, neuron, name, unit]);
  const symbol = unit === '1' ? <Symbol name={name} /> : <>[{name}]</>;
  return <Value name={symbol} unit={unit === '1' ? '' : unit} read={read} depends={depends} />;
}

interface ValueProps {
  readonly name: ReactNode;
  readonly unit: string;
  readonly read: () => string;
  readonly depends: () => readonly unknown[];
  readonly testId?: string;
}

function Value({ name, unit, read, depends, testId }: ValueProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <LiveText read={read} depends={depends} {...(testId !== undefined && { testId })} />
      </dd>
      <dd className={styles.unit}>{unit}</dd>
    </div>
  );
}
