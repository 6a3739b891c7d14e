import { ChevronUp, StepForward } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { STEP_LENGTHS, canStep, stepBy, stepOnce } from '../../store/transport.ts';
import { checkDocument } from '../../store/warnings.ts';
import { Hint } from '../controls/Hint.tsx';
import menu from '../controls/Menu.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from './StepButton.module.css';

/** One step of dt, or some ms; then the run pauses. */
export function StepButton() {
  const { lab } = useLab();
  const isPossible = useStore(lab.run, canStep);
  const isIdle = useStore(lab.run, ({ status }) => status === 'idle');
  const isHindered = useStore(lab.document, (document) => checkDocument(document) !== undefined);
  const dt = useStore(lab.document, (document) => document.dt);
  const isDisabled = !isPossible || (isIdle && isHindered);
  return (
    <div className={styles.group} role="group" aria-label="Steps">
      <Hint text={`One step of dt, ${dt} ms, then pause`}>
        <button
          type="button"
          className={styles.step}
          aria-keyshortcuts="."
          aria-disabled={isDisabled || undefined}
          onClick={() => !isDisabled && stepOnce(lab)}
        >
          <StepForward size={15} aria-hidden="true" />
          <span>Step</span>
        </button>
      </Hint>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.more} aria-label="Longer steps" disabled={isDisabled}>
          <ChevronUp size={14} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} side="top" align="end" sideOffset={6} collisionPadding={8}>
            <DropdownMenu.Item className={menu.item} onSelect={() => stepOnce(lab)}>
              One step of dt, {dt} ms
            </DropdownMenu.Item>
            {STEP_LENGTHS.map((length) => (
              <DropdownMenu.Item key={length} className={menu.item} onSelect={() => stepBy(lab, length)}>
                Step by {length} ms
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
