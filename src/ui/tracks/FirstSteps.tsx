import { Play } from 'lucide-react';
import { checkDocument } from '../../store/warnings.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './FirstSteps.module.css';

/** What to do on an empty page. */
export function FirstSteps() {
  const { lab } = useLab();
  const n = useStore(lab.document, ({ network }) => network.n);
  const duration = useStore(lab.document, (document) => document.duration);
  const source = useStore(lab.document, ({ stimulus }) => stimulus.find(({ isOn, upload }) => isOn && upload)?.upload);
  const isHindered = useStore(lab.document, (document) => checkDocument(document) !== undefined);
  if (isHindered) return null;
  const stimulus = source ? `the currents of ${source.stimulus.name}` : 'an odour';
  return (
    <div className={styles.steps} data-testid="first-steps">
      <p className={styles.lead}>
        {n} neurons are ready to receive {stimulus}.
      </p>
      <p>
        Press{' '}
        <span className={styles.key}>
          <Play size={11} fill="currentColor" aria-hidden="true" /> Run
        </span>{' '}
        to simulate {duration} ms.
      </p>
      <p className={styles.forMouse}>
        Or drop a <b>current.npy</b> anywhere to inject your own.
      </p>
    </div>
  );
}
