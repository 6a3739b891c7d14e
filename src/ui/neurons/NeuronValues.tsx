import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatFixed } from '../../charts/ticks.ts';
import { PRESETS } from '../../model/presets.ts';
import type { PresetName } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { stateVariables } from '../../model/stateVariables.ts';
import type { Recording } from '../../recording/recording.ts';
import type { Lab } from '../../store/lab.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { formatNumber, formatVoltage } from '../format.ts';
import type { FrameLoop } from '../frameLoop.ts';
import { useLab } from '../labContext.ts';
import { sampleAge } from '../sampleAge.ts';
import { countedOf, timesFired } from './activityOf.ts';
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

  const counted = countedOf(population);
  const live = useMemo(() => liveValues(lab, frames, neuron, counted), [lab, frames, neuron, counted]);
  return (
    <dl className={styles.values}>
      <Value name={<Symbol name="V" />} unit="mV" {...live.V} testId="inspected-V" />
      <Value name={counted} unit="" {...live.count} />
      <Value name="rate" unit="Hz" {...live.rate} />
      <Value name="fired" unit="ms" {...live.last} />
      {others.map(({ name, unit }) => (
        <StateValue key={name} neuron={neuron} name={name} unit={unit} />
      ))}
    </dl>
  );
}

/** A text that follows the run. */
interface Live {
  read(): string;
  depends(): readonly unknown[];
}

/** What is read of the samples, and when the neuron fired last. */
function liveValues(
  lab: Lab,
  frames: FrameLoop,
  neuron: number,
  counted: 'events' | 'spikes',
): Readonly<Record<'V' | 'count' | 'rate' | 'last', Live>> {
  const depends = (): readonly unknown[] => [...sampleAge(lab, frames), lab.view.getState().cursor];
  /** The recording, where it has the neuron. */
  const samples = (): Recording | undefined => (lab.recording && neuron < lab.recording.n ? lab.recording : undefined);
  return {
    V: {
      depends,
      read: () => {
        const recording = samples();
        if (!recording) return '–';
        const { cursor } = lab.view.getState();
        if (cursor !== undefined) return formatVoltage(recording.voltageAt(neuron, cursor));
        return formatVoltage(recording.voltage(neuron, recording.endRow - 1));
      },
    },
    count: {
      depends,
      read: () => {
        const recording = samples();
        return recording ? String(timesFired(recording, neuron, counted)) : '–';
      },
    },
    rate: {
      depends,
      read: () => {
        const recording = samples();
        if (!recording || recording.duration === 0) return '–';
        return ((1000 * timesFired(recording, neuron, counted)) / recording.duration).toFixed(1);
      },
    },
    last: {
      depends: () => [lab.states.current],
      read: () => {
        const t = lab.states.current?.t_fire[neuron];
        // Before the start: it has not fired yet.
        return t === undefined || !(t >= 0) ? '–' : t.toFixed(2);
      },
    },
  };
}

function StateValue({ neuron, name, unit }: { readonly neuron: number; readonly name: string; readonly unit: string }) {
  const { lab } = useLab();
  const live = useMemo(
    () => ({
      depends: () => [lab.states.current],
      read: () => {
        const value = lab.states.current?.neurons[name]?.[neuron];
        if (value === undefined) return '–';
        return unit === '1' ? formatFixed(value, 3) : formatNumber(value, 3);
      },
    }),
    [lab, neuron, name, unit],
  );
  const symbol = unit === '1' ? <Symbol name={name} /> : <>[{name}]</>;
  return <Value name={symbol} unit={unit === '1' ? '' : unit} {...live} />;
}

interface ValueProps extends Live {
  readonly name: ReactNode;
  readonly unit: string;
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
