import { GraduationCap } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import { openByAddress, useAddress } from '../controls/useAddress.ts';
import styles from './DemosButton.module.css';

const Gallery = lazyPart('The list of demos', () => import('./Gallery.tsx').then((one) => one.Gallery));
const FRAGMENTS = ['#demos'] as const;

/** Opens the list of demos. */
export function DemosButton() {
  const fragment = useAddress(FRAGMENTS);
  return (
    <LargeDialog
      title="Demos"
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
      <Gallery />
    </LargeDialog>
  );
}
