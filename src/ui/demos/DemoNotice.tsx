import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { openByAddress } from '../controls/useAddress.ts';
import { undo } from '../history/takeBack.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from '../controls/Notice.module.css';

/** What became of a link or a file: that it was opened, with the way back, or why it was not. It goes with the next edit. */
export function DemoNotice() {
  const { lab } = useLab();
  const notice = useStore(lab.demo, (demo) => demo.notice);
  const dismiss = (): void => lab.demo.setState({ notice: undefined });
  useEffect(
    () => (notice ? lab.document.subscribe(() => lab.demo.setState({ notice: undefined })) : undefined),
    [lab, notice],
  );
  if (!notice) return null;
  return (
    <div className={styles.notice} data-kind={notice.kind} role="status" data-testid="demo-notice">
      {notice.kind !== 'opened' ? (
        <TriangleAlert size={15} aria-hidden="true" />
      ) : (
        <CircleCheck size={15} aria-hidden="true" />
      )}
      <p className={styles.sentence}>{notice.sentence}</p>
      {notice.kind === 'opened' && (
        <button type="button" className={styles.action} onClick={() => undo(lab)}>
          Undo
        </button>
      )}
      {notice.kind === 'problem' && (
        <button type="button" className={styles.action} onClick={() => openByAddress('#demos')}>
          All demos
        </button>
      )}
      <IconButton label="Dismiss" icon={<X size={15} aria-hidden="true" />} onClick={dismiss} />
    </div>
  );
}
