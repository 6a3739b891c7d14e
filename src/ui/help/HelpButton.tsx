import { CircleQuestionMark } from 'lucide-react';
import { Dialog, Tabs } from 'radix-ui';
import { Hint } from '../controls/Hint.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { openByAddress, useAddress } from '../controls/useAddress.ts';
import styles from './Help.module.css';

const PAGES = {
  '#help': {
    title: 'First steps',
    Page: lazyPart('This page of the help', () => import('./FirstMinute.tsx').then((one) => one.FirstMinute)),
  },
  '#keys': {
    title: 'Keys',
    Page: lazyPart('This page of the help', () => import('./Keys.tsx').then((one) => one.Keys)),
  },
  '#glossary': {
    title: 'Glossary',
    Page: lazyPart('This page of the help', () => import('./Glossary.tsx').then((one) => one.Glossary)),
  },
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
