import { AlertDialog } from 'radix-ui';
import type { DiskRun } from '../../store/longRun/longRuns.ts';
import buttons from '../controls/Button.module.css';
import { describePlan } from './describePlan.ts';
import { formatDate } from './formatDate.ts';
import styles from '../controls/QuestionDialog.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

export interface DeleteRunDialogProps {
  /** Undefined while it is not asked. */
  readonly run: DiskRun | undefined;
  readonly isOnScreen: boolean;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

/** Asks before a run is taken off the disk, which nothing brings back. */
export function DeleteRunDialog({ run, isOnScreen, onClose, onDelete }: DeleteRunDialogProps) {
  return (
    <AlertDialog.Root open={run !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.shade} />
        <AlertDialog.Content className={styles.dialog}>
          {run && (
            <>
              <AlertDialog.Title className={styles.title}>Delete {run.title}?</AlertDialog.Title>
              <AlertDialog.Description className={styles.reason}>
                {formatDate(run.date)}, {describePlan(run)}
                {run.plan && `, ${run.plan.duration} ms`}: {formatBytes(run.bytes)} on disk with {run.confirmed}{' '}
                {run.confirmed === 1 ? 'batch' : 'batches'} and {run.checkpoints.length}{' '}
                {run.checkpoints.length === 1 ? 'checkpoint' : 'checkpoints'} are gone then; this cannot be undone.
                {isOnScreen && ' The run on screen stops.'}
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
