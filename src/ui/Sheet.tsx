import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from './controls/IconButton.tsx';
import { leaveEscapeToField } from './controls/leaveEscapeToField.ts';
import { useReturnFocus } from './controls/useReturnFocus.ts';
import { DOCK_TITLES } from './dock/dockTitles.ts';
import { useLab, useStore } from './labContext.ts';
import styles from './Sheet.module.css';
import { UploadProblem } from './transport/StatusLine.tsx';

export const SHEETS = { network: 'Network', ...DOCK_TITLES, neurons: 'Neurons' } as const;
export type SheetName = keyof typeof SHEETS;

export interface SheetProps {
  /** Undefined while none is open. */
  readonly name: SheetName | undefined;
  readonly onClose: () => void;
  /** For an editor, which fills what it is given; otherwise the sheet is as high as what is in it. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}

/** A side panel where there is no room beside the charts: it comes up from the bottom. */
export function Sheet({ name, onClose, isTall = false, children }: SheetProps) {
  const { lab } = useLab();
  // The sheet lies over the status line, which says it otherwise.
  const problem = useStore(lab.upload, (upload) => upload.problem);
  const content = useRef<HTMLDivElement>(null);
  const { remember, giveBack } = useReturnFocus();
  return (
    <Dialog.Root open={name !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.shade} />
        <Dialog.Content
          ref={content}
          className={styles.sheet}
          data-tall={isTall || undefined}
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
            <Dialog.Title className={styles.title}>{name && SHEETS[name]}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={<X size={18} aria-hidden="true" />} />
            </Dialog.Close>
          </div>
          <div className={styles.body}>{children}</div>
          {problem && (
            <p className={styles.problem} role="alert">
              <UploadProblem problem={problem} />
            </p>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
