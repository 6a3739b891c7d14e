import { ChevronDown, FileDown, FilePlus2, FlaskConical, FolderOpen } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import type { Lab } from '../../store/lab.ts';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import menu from '../controls/Menu.module.css';
import { openByAddress, useAddress } from '../controls/useAddress.ts';
import { commitDraft } from '../history/drafts.ts';
import { startAnew } from '../history/takeBack.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './ExperimentMenu.module.css';
import { EXPERIMENT_PAGES } from './experimentPages.ts';
import type { ExperimentPage } from './experimentPages.ts';
import { withFiles } from './withFiles.ts';

const FRAGMENTS = Object.keys(EXPERIMENT_PAGES);

/** What can be done with the experiment as a whole: begin, open, keep and pass it on. */
export function ExperimentMenu() {
  const { lab } = useLab();
  const title = useStore(lab.document, (document) => document.title);
  const fragment = useAddress(FRAGMENTS);
  const button = useRef<HTMLButtonElement>(null);
  const page = fragment === undefined ? undefined : EXPERIMENT_PAGES[fragment];
  return (
    <LargeDialog
      title={page?.title ?? ''}
      isOpen={page !== undefined}
      onOpenChange={() => openByAddress('')}
      returnTo={button}
      trigger={
        <DropdownMenu.Root modal={false}>
          <Hint text="Experiment: begin, open, save, share" opensOnFocus={false}>
            <DropdownMenu.Trigger
              ref={button}
              className={`${iconStyles.button} ${iconStyles.worded}`}
              aria-label="Experiment"
            >
              <FlaskConical size={16} aria-hidden="true" />
              <span className={styles.word}>
                Experiment <ChevronDown size={13} aria-hidden="true" />
              </span>
            </DropdownMenu.Trigger>
          </Hint>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className={menu.menu} align="start" sideOffset={6} collisionPadding={8}>
              <DropdownMenu.Label className={styles.title}>{title || 'Untitled experiment'}</DropdownMenu.Label>
              <DropdownMenu.Item className={menu.item} onSelect={() => void beginNew(lab)}>
                <FilePlus2 size={15} aria-hidden="true" /> New
              </DropdownMenu.Item>
              <DropdownMenu.Item
                className={menu.item}
                aria-keyshortcuts="Control+O Meta+O"
                onSelect={() => void withFiles(lab, (files) => files.chooseExperiment(lab))}
              >
                <FolderOpen size={15} aria-hidden="true" /> Open … <kbd className={menu.key}>Ctrl O</kbd>
              </DropdownMenu.Item>
              <Pages of="kept" />
              <DropdownMenu.Separator className={menu.line} />
              <DropdownMenu.Item
                className={menu.item}
                aria-keyshortcuts="Control+S Meta+S"
                onSelect={() => void withFiles(lab, (files) => void files.saveExperiment(lab))}
              >
                <FileDown size={15} aria-hidden="true" /> Save as file <kbd className={menu.key}>Ctrl S</kbd>
              </DropdownMenu.Item>
              <Pages of="exchanged" />
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      }
    >
      {page && <page.Page />}
    </LargeDialog>
  );
}

/** A new experiment beside the one on screen; where this browser keeps none, an edit that undo takes back. */
async function beginNew(lab: Lab): Promise<void> {
  commitDraft();
  const isBegun = await import('../../store/library/library.ts').then(
    ({ libraryOf }) => libraryOf(lab).create(),
    () => false,
  );
  if (isBegun === false) await startAnew(lab);
}

/** The lines that open a dialog. */
function Pages({ of }: { readonly of: ExperimentPage['group'] }) {
  return Object.entries(EXPERIMENT_PAGES).flatMap(([fragment, { group, line, Icon }]) =>
    group === of
      ? [
          <DropdownMenu.Item key={fragment} className={menu.item} onSelect={() => openByAddress(fragment)}>
            <Icon size={15} aria-hidden="true" /> {line}
          </DropdownMenu.Item>,
        ]
      : [],
  );
}
