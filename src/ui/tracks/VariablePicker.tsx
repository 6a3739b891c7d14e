import { useState } from 'react';
import { neuronName } from '../../charts/chartTheme.ts';
import { PRESETS } from '../../model/presets.ts';
import { isSameProbe, probeVariables } from '../../model/probes.ts';
import type { ProbeVariable } from '../../model/probes.ts';
import { toggleProbe } from '../../store/edits/probeEdits.ts';
import { rangesOf } from '../../store/edits/resizeNetwork.ts';
import { SelectField } from '../controls/SelectField.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './VariablesTrack.module.css';

const KINDS: readonly { readonly kind: ProbeVariable['kind']; readonly title: string }[] = [
  { kind: 'state', title: 'State' },
  { kind: 'synapse', title: 'Its synapses' },
  { kind: 'current', title: 'Currents' },
];

/** Which variables of a chosen neuron are recorded: a press adds one or takes it away. */
export function VariablePicker() {
  const { lab } = useLab();
  const network = useStore(lab.document, (document) => document.network);
  const probes = useStore(lab.document, (document) => document.probes) ?? [];
  const chosen = useStore(lab.view, (view) => view.chosen);
  const inspected = useStore(lab.view, (view) => view.inspected);
  const [picked, setPicked] = useState<number | undefined>(inspected);
  const [problem, setProblem] = useState<string | undefined>();
  const populations = rangesOf(network);
  // Also those that have been let go since they are recorded.
  const neurons = [...new Set([...chosen, ...probes.map(({ neuron }) => neuron)])].filter((one) => one < network.n);
  const neuron = picked !== undefined && neurons.includes(picked) ? picked : neurons[0];
  if (neuron === undefined) return <p className={styles.hint}>Choose a neuron first: click its row in the raster.</p>;
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count)!;
  const variables = probeVariables(PRESETS[network.preset], population.name);
  return (
    <>
      <SelectField
        isLabelShown
        label="Neuron"
        value={String(neuron)}
        groups={[{ options: neurons.map((one) => ({ value: String(one), label: neuronName(populations, one) })) }]}
        onChange={(one) => setPicked(Number(one))}
      />
      {KINDS.map(({ kind, title }) => (
        <div key={kind} role="group" aria-label={title} className={styles.kind}>
          <span className={styles.title}>{title}</span>
          {variables
            .filter((variable) => variable.kind === kind)
            .map(({ name, unit, meaning }) => {
              const probe = { neuron, variable: name };
              return (
                <button
                  key={name}
                  type="button"
                  className={styles.variable}
                  aria-label={`${name} of ${neuronName(populations, neuron)}`}
                  aria-pressed={probes.some((one) => isSameProbe(one, probe))}
                  title={`${meaning}${unit === '1' ? '' : `, ${unit}`}`}
                  onClick={() => setProblem(toggleProbe(lab, probe))}
                >
                  <Symbol name={name} />
                </button>
              );
            })}
        </div>
      ))}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <p className={styles.hint}>Recorded from the moment on at which it is added.</p>
    </>
  );
}
