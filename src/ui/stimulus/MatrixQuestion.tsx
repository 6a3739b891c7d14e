import { AlertDialog } from 'radix-ui';
import { PRESETS } from '../../model/presets.ts';
import { takeAsSynapses } from '../../store/edits/takeAsSynapses.ts';
import buttons from '../controls/Button.module.css';
import styles from '../controls/QuestionDialog.module.css';
import { useReturnFocus } from '../controls/useReturnFocus.ts';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';

/** Asks what a file is that came as currents and looks like a matrix of synapses; unless it is answered, nothing changes. */
export function MatrixQuestion() {
  const { lab } = useLab();
  const question = useStore(lab.upload, (state) => state.question);
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const { remember, giveBack } = useReturnFocus();
  const cancel = (): void => lab.upload.setState({ question: undefined });
  return (
    <AlertDialog.Root open={question !== undefined} onOpenChange={(isOpen) => !isOpen && cancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.shade} />
        <AlertDialog.Content className={styles.dialog} onOpenAutoFocus={remember} onCloseAutoFocus={giveBack}>
          {question && (
            <>
              <AlertDialog.Title className={styles.title}>
                {question.upload.stimulus.name} looks like a connectivity matrix
              </AlertDialog.Title>
              <AlertDialog.Description className={styles.reason}>
                It is {formatCount(question.upload.stimulus.n)} × {formatCount(question.upload.stimulus.n)}
                {question.upload.square === 'binary' && ' and holds only 0 and 1'}, so it was not taken for currents:
                the stimulus stays as it was.
              </AlertDialog.Description>
              <div className={styles.buttons}>
                {PRESETS[preset].synapses.map(({ name }) => (
                  <button
                    key={name}
                    type="button"
                    className={buttons.dialogPrimary}
                    onClick={() => takeAsSynapses(lab, name)}
                  >
                    Replace {name}
                  </button>
                ))}
              </div>
              <div className={styles.buttons}>
                <button
                  type="button"
                  className={buttons.dialogButton}
                  onClick={() => lab.takeCurrents(question.upload)}
                >
                  Use as currents
                </button>
                <AlertDialog.Cancel className={buttons.dialogButton}>Cancel</AlertDialog.Cancel>
              </div>
            </>
          )}
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
