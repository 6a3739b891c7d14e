import { Tooltip } from 'radix-ui';
import { useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import styles from './Hint.module.css';

export interface HintProps {
  readonly text: ReactNode;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** For a thing that does nothing else when it is pressed. */
  readonly opensOnTap?: boolean;
  /** false: only the pointer shows it, where the focus comes back to the thing after a menu or a dialog of it. */
  readonly opensOnFocus?: boolean;
  /** One element that takes the pointer; it stays what it is. */
  readonly children: ReactNode;
}

/** What a thing means, while the pointer rests on it, and while it has the focus. */
export function Hint({ text, side = 'top', opensOnTap = false, opensOnFocus = true, children }: HintProps) {
  const [isOpen, setOpen] = useState(false);
  const open = (event: MouseEvent): void => {
    event.preventDefault(); // Otherwise a press closes it.
    setOpen(true);
  };
  return (
    <Tooltip.Root open={isOpen} onOpenChange={setOpen}>
      <Tooltip.Trigger
        asChild
        onClick={opensOnTap ? open : undefined}
        onFocus={opensOnFocus ? undefined : (event) => event.preventDefault()}
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.hint} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
