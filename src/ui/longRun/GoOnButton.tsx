import { ChevronDown, Play } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { DiskRun } from '../../store/longRun/longRuns.ts';
import type { LongRuns } from '../../store/longRun/longRuns.ts';
import actions from '../controls/Button.module.css';
import menu from '../controls/Menu.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from './LongRun.module.css';

export interface GoOnButtonProps {
  readonly longRuns: LongRuns;
  readonly run: DiskRun;
  readonly isDisabled: boolean;
}

/** Goes on with a run, on the engine that it was started on or on another. */
export function GoOnButton({ longRuns, run, isDisabled }: GoOnButtonProps) {
  const { lab } = useLab();
  const engines = useStore(lab.run, (state) => state.engines);
  const others = (engines ?? []).filter(({ kind, available }) => available && kind !== run.plan?.engine.choice);
  return (
    <span className={styles.goOn} role="group" aria-label={`Go on with ${run.title}`}>
      <button type="button" className={actions.primary} disabled={isDisabled} onClick={() => void longRuns.goOn(run)}>
        <Play size={13} fill="currentColor" aria-hidden="true" /> Go on
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          className={actions.primary}
          aria-label="Go on, on another engine"
          disabled={isDisabled || others.length === 0}
        >
          <ChevronDown size={13} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="end" sideOffset={6} collisionPadding={8}>
            {others.map(({ kind }) => (
              <DropdownMenu.Item
                key={kind}
                className={menu.item}
                onSelect={() => void longRuns.goOn(run, { choice: kind })}
              >
                On {ENGINE_NAMES[kind]}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </span>
  );
}
