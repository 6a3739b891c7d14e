import { CircleDot } from 'lucide-react';
import { useState } from 'react';
import type { Probe } from '../../model/description.ts';
import { isSameProbe } from '../../model/probes.ts';
import { addProbe } from '../../store/edits/probeEdits.ts';
import actions from '../controls/Button.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from './MeasureOptions.module.css';

/** Records what a card needs besides V, from the next step on; nothing where it is recorded already. */
export function RecordButton({ probes, name }: { readonly probes: readonly Probe[]; readonly name: string }) {
  const { lab } = useLab();
  const recorded = useStore(lab.document, (document) => document.probes);
  const [problem, setProblem] = useState<string>();
  const missing = probes.filter((probe) => !recorded?.some((one) => isSameProbe(one, probe)));
  if (missing.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className={actions.button}
        onClick={() => setProblem(missing.map((probe) => addProbe(lab, probe)).find((why) => why !== undefined))}
      >
        <CircleDot size={14} aria-hidden="true" />
        Record {name}
      </button>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}.
        </p>
      )}
    </>
  );
}
