import { Play } from 'lucide-react';
import { WAVEFORM_NAMES } from '../../model/stimulus/waveform.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { checkDocument } from '../../store/warnings.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './FirstSteps.module.css';

/** What to do on an empty page. */
export function FirstSteps() {
  const { lab } = useLab();
  const n = useStore(lab.document, ({ network }) => network.n);
  const duration = useStore(lab.document, (document) => document.duration);
  const entries = useStore(lab.document, (document) => document.stimulus);
  const isHindered = useStore(lab.document, (document) => checkDocument(document) !== undefined);
  if (isHindered) return null;
  return (
    <div className={styles.cover}>
      <div className={styles.steps} data-testid="first-steps">
        <p className={styles.lead}>
          {n} neurons are ready to receive {nameStimulus(entries)}.
        </p>
        <p>
          Press{' '}
          <span className={styles.key}>
            <Play size={11} fill="currentColor" aria-hidden="true" /> Run
          </span>{' '}
          to simulate {duration} ms.
        </p>
        <p className={styles.more}>
          Or open one of the <a href="#demos">demos</a>.
        </p>
        <p className={styles.forMouse}>
          Or drop a <b>current.npy</b> anywhere to inject your own.
        </p>
      </div>
    </div>
  );
}

function nameStimulus(entries: readonly StimulusEntry[]): string {
  const parts = entries.filter(({ isOn }) => isOn).map(({ part }) => part);
  const [only] = parts;
  if (parts.length > 1) return `${parts.length} currents, added up`;
  if (!only) return 'no current';
  if (only.kind === 'array') return `the currents of ${only.name}`;
  return only.kind === 'odour' ? 'an odour' : `a current: ${WAVEFORM_NAMES[only.waveform.kind]}`;
}
