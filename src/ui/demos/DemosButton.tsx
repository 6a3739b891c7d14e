import { GraduationCap } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import { openByAddress, useAddress } from '../controls/useAddress.ts';
import styles from './DemosButton.module.css';

const PAGES = {
  '#demos': {
    title: 'Demos',
    Page: lazyPart('The list of demos', () => import('./Gallery.tsx').then((one) => one.Gallery)),
  },
  '#share': {
    title: 'Share link',
    Page: lazyPart('The dialog', () => import('./ShareDemo.tsx').then((one) => one.ShareDemo)),
  },
} as const;
const FRAGMENTS = Object.keys(PAGES) as (keyof typeof PAGES)[];

/** Opens the list of demos, and from there the dialog that makes one of the lab on screen. */
export function DemosButton() {
  const fragment = useAddress(FRAGMENTS);
  const { title, Page } = PAGES[fragment ?? '#demos'];
  return (
    <LargeDialog
      title={title}
      isOpen={fragment !== undefined}
      onOpenChange={(open) => openByAddress(open ? '#demos' : '')}
      trigger={
        <Hint text="Demos: what the lab shows, ready to run">
          <Dialog.Trigger className={`${iconStyles.button} ${iconStyles.worded}`} aria-label="Demos">
            <GraduationCap size={16} aria-hidden="true" />
            <span className={styles.word}>Demos</span>
          </Dialog.Trigger>
        </Hint>
      }
    >
      <Page />
    </LargeDialog>
  );
}
