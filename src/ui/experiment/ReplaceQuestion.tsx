import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import buttons from '../controls/Button.module.css';
import styles from '../controls/QuestionDialog.module.css';
import { useReturnFocus } from '../controls/useReturnFocus.ts';
import { useLab, useStore } from '../labContext.ts';
import { formatMoment } from '../experiments/moment.ts';
import { saveExperiment } from './experimentFiles.ts';

/** Of what is asked about: 'Go on' with a run, 'Undo': a demo. */
const VERB = /^(Go on|\w+)/;

/** Asks before something takes the place of work that is in no file, or ends a run on its way to disk. */
export function ReplaceQuestion() {
  const { lab } = useLab();
  const question = useStore(lab.question, (state) => state.question);
  const [now] = useState(Date.now);
  const { remember, giveBack } = useReturnFocus();
  const title = useStore(lab.document, (document) => document.title) || 'Untitled experiment';
  if (!question) return null;
  const { what, savedAt, isUnsaved, loss, answer } = question;
  const saveFirst = async (): Promise<void> => {
    await saveExperiment(lab);
    answer(true);
  };
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && answer(false)}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.shade} />
        <AlertDialog.Content className={styles.dialog} onOpenAutoFocus={remember} onCloseAutoFocus={giveBack}>
          <AlertDialog.Title className={styles.title}>{what}?</AlertDialog.Title>
          <AlertDialog.Description className={styles.reason}>
            {loss}
            {loss && isUnsaved && ' '}
            {isUnsaved && savedAt !== undefined && `The file was saved ${formatMoment(savedAt, now)}. `}
            {isUnsaved &&
              `Yours, “${title}”, was edited since it was last saved or opened, and is in no file as it is now. It stays in this browser, under Experiments and their Versions; Undo brings it back on screen.`}
          </AlertDialog.Description>
          <div className={styles.buttons}>
            <AlertDialog.Cancel className={buttons.dialogButton}>Cancel</AlertDialog.Cancel>
            {isUnsaved && (
              <button type="button" className={buttons.dialogButton} onClick={() => void saveFirst()}>
                Save as file first
              </button>
            )}
            <button type="button" className={buttons.dialogPrimary} onClick={() => answer(true)}>
              {VERB.exec(what)?.[0]}
            </button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
