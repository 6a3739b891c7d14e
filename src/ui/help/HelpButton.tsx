import { CircleQuestionMark } from 'lucide-react';
import { Dialog, Tabs } from 'radix-ui';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { openByAddress, useAddress } from '../controls/useAddress.ts';
import { FirstMinute } from './FirstMinute.tsx';
import { Glossary } from './Glossary.tsx';
import styles from './Help.module.css';
import { Keys } from './Keys.tsx';

const PAGES = {
  '#help': { title: 'First steps', Page: FirstMinute },
  '#keys': { title: 'Keys', Page: Keys },
  '#glossary': { title: 'Glossary', Page: Glossary },
} as const;
const FRAGMENTS = Object.keys(PAGES) as (keyof typeof PAGES)[];

/** Opens the help: the lab in a minute, its keys, its terms. */
export function HelpButton() {
  const fragment = useAddress(FRAGMENTS);
  return (
    <LargeDialog
      title="Help"
      isOpen={fragment !== undefined}
      onOpenChange={(open) => openByAddress(open ? FRAGMENTS[0]! : '')}
      trigger={
        <Hint text="Help, keys and glossary">
          <Dialog.Trigger className={iconStyles.button} aria-label="Help" aria-keyshortcuts="?">
            <CircleQuestionMark size={16} aria-hidden="true" />
          </Dialog.Trigger>
        </Hint>
      }
    >
      <Tabs.Root className={styles.help} value={fragment ?? FRAGMENTS[0]!} onValueChange={openByAddress}>
        <Tabs.List className={styles.tabs} aria-label="Help">
          {FRAGMENTS.map((name) => (
            <Tabs.Trigger key={name} value={name} className={styles.tab}>
              {PAGES[name].title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {FRAGMENTS.map((name) => {
          const { Page } = PAGES[name];
          return (
            <Tabs.Content key={name} value={name} className={styles.page}>
              <Page />
            </Tabs.Content>
          );
        })}
      </Tabs.Root>
    </LargeDialog>
  );
}
