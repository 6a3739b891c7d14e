import { ChevronUp, StepForward } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { STEP_LENGTHS, canStep, stepBy, stepOnce } from '../../store/transport.ts';
import { checkDocument } from '../../store/warnings.ts';
import { Hint } from '../controls/Hint.tsx';
import menu from '../controls/Menu.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from './StepButton.module.css';

/** How far the keys of shortcuts.ts go: ms; undefined: a step of dt. */
const KEYS = new Map<number | undefined, string>([
  [undefined, '.'],
  [1, '>'],
]);

/** One step of dt, or some ms; then the run pauses. The button goes as far as was chosen last. */
export function StepButton() {
  const { lab } = useLab();
  const isPossible = useStore(lab.run, canStep);
  const isIdle = useStore(lab.run, ({ status }) => status === 'idle');
  const isHindered = useStore(lab.document, (document) => checkDocument(document) !== undefined);
  const dt = useStore(lab.document, (document) => document.dt);
  const [length, setLength] = useState<number>();
  const go = (ms: number | undefined): void => (ms === undefined ? stepOnce(lab) : stepBy(lab, ms));
  const isDisabled = !isPossible || (isIdle && isHindered);
  return (
    <div className={styles.group} role="group" aria-label="Steps">
      <Hint text={`${length === undefined ? `One step of dt, ${dt}` : `Step by ${length}`} ms, then pause`}>
        <button
          type="button"
          className={styles.step}
          aria-keyshortcuts={KEYS.get(length)}
          aria-disabled={isDisabled || undefined}
          onClick={() => !isDisabled && go(length)}
        >
          <StepForward size={15} aria-hidden="true" />
          <span>Step{length !== undefined && ` ${length} ms`}</span>
        </button>
      </Hint>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.more} aria-label="Longer steps" disabled={isDisabled}>
          <ChevronUp size={14} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} side="top" align="end" sideOffset={6} collisionPadding={8}>
            <DropdownMenu.RadioGroup value={String(length)}>
              {[undefined, ...STEP_LENGTHS].map((ms) => (
                <DropdownMenu.RadioItem
                  key={String(ms)}
                  value={String(ms)}
                  className={menu.item}
                  onSelect={() => {
                    setLength(ms);
                    go(ms);
                  }}
                >
                  {ms === undefined ? `One step of dt, ${dt} ms` : `Step by ${ms} ms`}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
