import { Zap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { setInjectionAmplitude, startInjection, stopInjection } from '../../store/edits/injection.ts';
import { FieldRow } from '../controls/FieldRow.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './InjectButton.module.css';

export interface InjectButtonProps {
  readonly neuron: number;
  /** 'PN 16'. */
  readonly name: string;
}

/** A current flows into the neuron while the button is held, by pointer or by key. */
export function InjectButton({ neuron, name }: InjectButtonProps) {
  const { lab } = useLab();
  const amplitude = useStore(lab.view, (view) => view.injectionAmplitude);
  const isHeld = useStore(lab.view, (view) => view.injected === neuron);
  const [problem, setProblem] = useState<string>();
  // Whoever leaves lets go.
  useEffect(() => () => stopInjection(lab), [lab]);
  const hold = (): void => setProblem(startInjection(lab, neuron));
  const letGo = (): void => stopInjection(lab);
  return (
    <div className={styles.injection}>
      <FieldRow columns={2}>
        <NumberField
          label="Current"
          unit="µA/cm²"
          meaning="What flows into the neuron while Hold to inject is held; positive depolarises."
          value={amplitude}
          step={1}
          onCommit={(value, typed) => setInjectionAmplitude(lab, value, typed)}
        />
        <button
          type="button"
          className={styles.button}
          data-held={isHeld || undefined}
          aria-pressed={isHeld}
          aria-label={`Hold to inject into ${name}`}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            hold();
          }}
          onPointerUp={letGo}
          onLostPointerCapture={letGo}
          onContextMenu={(event) => event.preventDefault()} // A long press on a phone is no menu here.
          onKeyDown={(event) => {
            if (event.key !== ' ' && event.key !== 'Enter') return;
            event.preventDefault();
            if (!event.repeat) hold();
          }}
          onKeyUp={(event) => (event.key === ' ' || event.key === 'Enter') && letGo()}
          onBlur={letGo}
        >
          <Zap size={14} aria-hidden="true" />
          {isHeld ? 'Injecting' : 'Hold to inject'}
        </button>
      </FieldRow>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}.
        </p>
      )}
    </div>
  );
}
