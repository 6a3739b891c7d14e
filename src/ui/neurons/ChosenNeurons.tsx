import { X } from 'lucide-react';
import { useCallback } from 'react';
import { neuronColour, neuronName } from '../../charts/chartTheme.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { Symbol } from '../controls/Symbol.tsx';
import { LiveText } from '../controls/LiveText.tsx';
import { formatVoltage } from '../format.ts';
import type { PopulationRange } from '../../model/population.ts';
import { useLab, useStore } from '../labContext.ts';
import { sampleAge } from '../sampleAge.ts';
import styles from './ChosenNeurons.module.css';
import { countedOf, timesFired } from './activityOf.ts';
import { useShownPopulations } from './useShownPopulations.ts';

/** The neurons with a trace, in the order of their lanes. */
export function ChosenNeurons({ theme }: { readonly theme: ChartTheme }) {
  const { lab } = useLab();
  const chosen = useStore(lab.view, (view) => view.chosen);
  const populations = useShownPopulations();
  if (chosen.length === 0)
    return <p className={styles.empty}>Click neurons in the grid, the raster or the heat map.</p>;
  return (
    <table className={styles.table} data-testid="chosen-neurons" aria-label="Neurons with a trace">
      <thead>
        <tr>
          <th scope="col">Neuron</th>
          <th scope="col">
            <Symbol name="V" />, mV
          </th>
          <th scope="col">{headOf(chosen, populations)}</th>
          <th scope="col">
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {chosen.map((neuron) => {
          const name = neuronName(populations, neuron);
          const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
          return (
            <tr
              key={neuron}
              onPointerEnter={() => lab.view.setState({ hovered: neuron })}
              onPointerLeave={() => lab.view.setState({ hovered: undefined })}
            >
              <th scope="row">
                <span
                  className={styles.chip}
                  style={{ background: neuronColour(theme, populations, neuron) }}
                  aria-hidden="true"
                />
                <button
                  type="button"
                  className={styles.name}
                  aria-label={`Inspect ${name}`}
                  onClick={() => lab.view.setState({ inspected: neuron })}
                >
                  {name}
                </button>
              </th>
              <NeuronValues neuron={neuron} counted={countedOf(population)} />
              <td>
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={`Remove ${name}`}
                  onClick={() => lab.toggleNeuron(neuron)}
                >
                  <X size={13} aria-hidden="true" />
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** By what the neurons of the table are counted. */
function headOf(chosen: readonly number[], populations: readonly PopulationRange[]): string {
  const counted = populations
    .filter(({ first, count }) => chosen.some((neuron) => neuron >= first && neuron < first + count))
    .map(countedOf);
  if (!counted.includes('events')) return 'Spikes';
  return counted.includes('spikes') ? 'Spikes, events' : 'Events';
}

interface NeuronValuesProps {
  readonly neuron: number;
  readonly counted: 'events' | 'spikes';
}

function NeuronValues({ neuron, counted }: NeuronValuesProps) {
  const { lab, frames } = useLab();
  const depends = useCallback(() => [...sampleAge(lab, frames), lab.view.getState().cursor], [lab, frames]);
  const readV = useCallback(() => {
    const { recording } = lab;
    if (!recording) return '–';
    const { cursor } = lab.view.getState();
    if (cursor !== undefined) return formatVoltage(recording.voltageAt(neuron, cursor));
    return formatVoltage(recording.voltage(neuron, recording.endRow - 1));
  }, [lab, neuron]);
  const readCount = useCallback(
    () => (lab.recording ? String(timesFired(lab.recording, neuron, counted)) : '–'),
    [lab, neuron, counted],
  );
  return (
    <>
      <td className={styles.value}>
        <LiveText read={readV} depends={depends} />
      </td>
      <td className={styles.value}>
        <LiveText read={readCount} depends={depends} />
      </td>
    </>
  );
}
