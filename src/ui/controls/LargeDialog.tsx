import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './LargeDialog.module.css';
import { leaveEscapeToField } from './leaveEscapeToField.ts';
import { useReturnFocus } from './useReturnFocus.ts';

export interface LargeDialogProps {
  readonly title: string;
  /** For wide tables; otherwise it is as wide as text and figures need it. */
  readonly isWide?: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** What opens it. Opened by the address, it leaves the focus to the Dialog.Trigger in it … */
  readonly trigger: ReactNode;
  /** … or, where there is none, to this. */
  readonly returnTo?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A page of its own over the lab; on a phone it fills the screen. */
export function LargeDialog({
  title,
  isWide = false,
  isOpen,
  onOpenChange,
  trigger,
  returnTo,
  children,
}: LargeDialogProps) {
  const content = useRef<HTMLDivElement>(null);
  const { remember, giveBack } = useReturnFocus(returnTo && (() => returnTo.current?.focus()));
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <Dialog.Portal>
        <Dialog.Overlay className={styles.shade} />
        <Dialog.Content
          ref={content}
          className={styles.dialog}
          data-wide={isWide || undefined}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // The first control would get the focus, and show its hint.
            event.preventDefault();
            remember();
            content.current?.focus();
          }}
          onCloseAutoFocus={giveBack}
          onEscapeKeyDown={leaveEscapeToField}
        >
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X size={18} aria-hidden="true" />} />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
