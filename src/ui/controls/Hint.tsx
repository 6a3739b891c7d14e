import { Tooltip } from 'radix-ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import styles from './Hint.module.css';

export interface HintProps {
  readonly text: ReactNode;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes the pointer; it stays what it is. */
  readonly children: ReactNode;
}

/** What a thing means, while the pointer rests on it, while it has the focus, and after a tap. */
export function Hint({ text, side = 'top', children }: HintProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Tooltip.Root open={isOpen} onOpenChange={setOpen}>
      <Tooltip.Trigger asChild onPointerUp={(event) => event.pointerType === 'touch' && setOpen(true)}>
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
