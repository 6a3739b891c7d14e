import { Play, Square } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { FI_LIMITS } from '../../store/measureView.ts';
import actions from '../controls/Button.module.css';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { useLab, useStore } from '../labContext.ts';
import { useShownPopulations } from '../neurons/useShownPopulations.ts';
import type { CardState } from './cardState.ts';
import { fICurveRunOf } from './fICurveRun.ts';
import { neuronAt } from './measureContext.ts';
import styles from './MeasureOptions.module.css';
import { NeuronField } from './NeuronField.tsx';
import { setMeasures } from './setMeasures.ts';

/** Which neuron is run under which currents, and the runs themselves. */
export function FICurveOptions({ card }: { readonly card: CardState }) {
  const { lab, frames } = useLab();
  const run = useMemo(() => fICurveRunOf(lab, card, () => frames.request()), [lab, frames, card]);
  const { status, ended, points, network, failure } = useStore(run, (state) => state);
  const described = useStore(lab.document, (document) => document.network);
  const options = useStore(lab.view, ({ measures }) => measures.fICurve);
  const populations = useShownPopulations();
  const neuron = useStore(lab.view, () => neuronAt(lab, populations, 'step'));
  const set = (change: Partial<typeof options>): void => setMeasures(lab, { fICurve: { ...options, ...change } });
  const isAwaited = useStore(lab.demo, ({ isCurveAwaited }) => isCurveAwaited);
  useEffect(() => {
    if (!isAwaited) return;
    lab.demo.setState({ isCurveAwaited: false });
    void run.start(neuron);
  }, [lab, run, neuron, isAwaited]);
  const isRunning = status === 'running';
  return (
    <div className={styles.options}>
      <NeuronField label="Neuron" place="step" meaning="It runs alone, with its own parameters and without synapses." />
      <span className={styles.short} data-size="long">
        <LocalNumber
          label="From"
          unit="µA/cm²"
          meaning="Smallest current."
          value={options.from}
          range={[FI_LIMITS.from[0], options.to]}
          step={1}
          onChange={(from) => set({ from })}
        />
      </span>
      <span className={styles.short} data-size="long">
        <LocalNumber
          label="To"
          unit="µA/cm²"
          meaning="Largest current."
          value={options.to}
          range={[options.from, FI_LIMITS.to[1]]}
          step={1}
          onChange={(to) => set({ to })}
        />
      </span>
      <span className={styles.short}>
        <LocalNumber
          label="Runs"
          meaning="How many currents, evenly spaced."
          value={options.points}
          range={FI_LIMITS.points}
          isWhole
          step={1}
          inputMode="decimal"
          onChange={(next) => set({ points: next })}
        />
      </span>
      <span className={styles.short}>
        <LocalNumber
          label="Step"
          unit="ms"
          meaning="How long the current flows; before it the neuron settles for 200 ms."
          value={options.duration}
          range={FI_LIMITS.duration}
          step={100}
          inputMode="decimal"
          onChange={(duration) => set({ duration })}
        />
      </span>
      <button
        type="button"
        className={isRunning ? actions.button : actions.primary}
        onClick={() => (isRunning ? run.stop() : void run.start(neuron))}
      >
        {isRunning ? <Square size={13} aria-hidden="true" /> : <Play size={13} aria-hidden="true" />}
        {isRunning ? `Stop at ${ended} of ${points}` : 'Run the f–I curve'}
      </button>
      {status === 'failed' && (
        <p className={styles.problem} role="alert">
          {failure}
        </p>
      )}
      {status === 'done' && network !== described && (
        <span className={styles.note}>Of the network before the last edit.</span>
      )}
    </div>
  );
}
