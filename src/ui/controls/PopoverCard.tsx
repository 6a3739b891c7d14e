import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

export interface PopoverCardProps {
  /** Its name, for screen readers. */
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
  /** Composes `floating` of Floating.module.css, and says how large it is. */
  readonly className: string | undefined;
  /** Text only, which may be long: it takes the focus itself to be scrolled by keyboard. */
  readonly isText?: boolean;
  readonly children: ReactNode;
}

/** What a `Popover.Root` opens: a card beside its trigger. */
export function PopoverCard({ label, align, className, isText = false, children }: PopoverCardProps) {
  return (
    <Popover.Portal>
      <Popover.Content
        className={className}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        aria-label={label}
        tabIndex={isText ? 0 : -1}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  );
}
