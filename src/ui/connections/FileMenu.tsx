import { ChevronDown, FileDown, FileUp } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { matrixFileName, writeMatrixFile } from '../../store/edits/matrixTables.ts';
import menu from '../controls/Menu.module.css';
import { downloadFile } from '../downloadFile.ts';
import { useLab } from '../labContext.ts';
import styles from '../controls/Button.module.css';

/** Matrices from files and into files. */
export function FileMenu({ type, onOpen }: { readonly type: string; readonly onOpen: (file: File) => void }) {
  const { lab } = useLab();
  const chooser = useRef<HTMLInputElement>(null);
  const save = (format: 'npy' | 'csv'): void =>
    downloadFile(writeMatrixFile(lab, type, format), matrixFileName(type, format));
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.button}>
          File <ChevronDown size={13} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="end" sideOffset={6} collisionPadding={8}>
            <DropdownMenu.Item className={menu.item} onSelect={() => chooser.current?.click()}>
              <FileUp size={15} aria-hidden="true" /> Open .npy or .csv …
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu.item} onSelect={() => save('npy')}>
              <FileDown size={15} aria-hidden="true" /> Save as .npy
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu.item} onSelect={() => save('csv')}>
              <FileDown size={15} aria-hidden="true" /> Save as .csv
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={chooser}
        type="file"
        accept=".npy,.csv,.tsv,.txt"
        className="visually-hidden"
        aria-label={`Choose a matrix for ${type}`}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file chosen again has to be read again.
          event.target.value = '';
          if (file) onOpen(file);
        }}
      />
    </>
  );
}
