import { AlertDialog } from 'radix-ui';
import type { DiskRun } from '../../store/longRun/longRuns.ts';
import buttons from '../controls/Button.module.css';
import { describePlan } from './describePlan.ts';
import { formatDate } from './formatDate.ts';
import styles from '../controls/QuestionDialog.module.css';
import { useReturnFocus } from '../controls/useReturnFocus.ts';
import { formatBytes } from '../../wording/formatBytes.ts';

export interface DeleteRunDialogProps {
  /** Undefined while it is not asked. */
  readonly run: DiskRun | undefined;
  readonly isOnScreen: boolean;
  readonly onClose: () => void;
  /** Takes the focus where what asked is gone with the run. */
  readonly focusList: () => void;
  readonly onDelete: () => void;
}

/** Asks before a run is taken off the disk, which nothing brings back. */
export function DeleteRunDialog({ run, isOnScreen, onClose, focusList, onDelete }: DeleteRunDialogProps) {
  const { remember, giveBack } = useReturnFocus(focusList);
  return (
    <AlertDialog.Root open={run !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.shade} />
        <AlertDialog.Content className={styles.dialog} onOpenAutoFocus={remember} onCloseAutoFocus={giveBack}>
          {run && (
            <>
              <AlertDialog.Title className={styles.title}>Delete {run.title}?</AlertDialog.Title>
              <AlertDialog.Description className={styles.reason}>
                The run of {formatDate(run.date)}, {describePlan(run)}
                {run.plan && `, ${run.plan.duration} ms`}, with {run.confirmed}{' '}
                {run.confirmed === 1 ? 'batch' : 'batches'} and {run.checkpoints.length}{' '}
                {run.checkpoints.length === 1 ? 'checkpoint' : 'checkpoints'}: {formatBytes(run.bytes)} on disk.
                {isOnScreen && ' The run on screen stops.'} This cannot be undone.
              </AlertDialog.Description>
              <div className={styles.buttons}>
                <AlertDialog.Cancel className={buttons.dialogButton}>Cancel</AlertDialog.Cancel>
                <AlertDialog.Action className={buttons.dialogPrimary} onClick={onDelete}>
                  Delete it
                </AlertDialog.Action>
              </div>
            </>
          )}
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
