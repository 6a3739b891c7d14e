import { RefreshCw, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './controls/IconButton.tsx';
import styles from './controls/Notice.module.css';
import { useLab, useStore } from './labContext.ts';

/** Says that a newer version of the lab is there. It comes with the next reload; nothing happens by itself. */
export function NewVersionNotice() {
  const { lab, offline } = useLab();
  const hasNewVersion = useStore(offline, (state) => state.hasNewVersion);
  const [isDismissed, setDismissed] = useState(false);
  if (!hasNewVersion || isDismissed) return null;
  const reload = async (): Promise<void> => {
    await lab.save();
    location.reload();
  };
  return (
    <div className={styles.notice} role="status" data-testid="new-version">
      <RefreshCw size={15} aria-hidden="true" />
      <p className={styles.sentence}>A new version is there: reload when it suits you. Your work is kept.</p>
      <button type="button" className={styles.action} onClick={() => void reload()}>
        Save and reload
      </button>
      <IconButton label="Dismiss" icon={<X size={15} aria-hidden="true" />} onClick={() => setDismissed(true)} />
    </div>
  );
}
