import { History, Redo2, Undo2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { IconButton } from '../controls/IconButton.tsx';
import { PopoverCard } from '../controls/PopoverCard.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './History.module.css';
import { HistoryList } from './HistoryList.tsx';
import { redo, undo } from './takeBack.ts';
import { useHistoryKeys } from './useHistoryKeys.ts';

/** Takes edits back and brings them again; the list names them all. */
export function HistoryButtons() {
  const { lab } = useLab();
  const undone = useStore(lab.history.state, ({ past }) => past.at(-1)?.label);
  const redone = useStore(lab.history.state, ({ future }) => future[0]?.label);
  useHistoryKeys();
  return (
    <div className={styles.buttons} role="group" aria-label="History">
      <IconButton
        label="Undo"
        hint={<What verb="Undo" label={undone} keys={['Ctrl', 'Z']} />}
        icon={<Undo2 size={16} aria-hidden="true" />}
        aria-description={undone}
        aria-keyshortcuts="Control+Z Meta+Z"
        // Not `disabled`: the focus would be lost with the last edit, and the hint could not say why.
        aria-disabled={undone === undefined}
        onClick={() => undo(lab)}
      />
      <IconButton
        label="Redo"
        hint={<What verb="Redo" label={redone} keys={['Ctrl', 'Shift', 'Z']} />}
        icon={<Redo2 size={16} aria-hidden="true" />}
        aria-description={redone}
        aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z Control+Y"
        aria-disabled={redone === undefined}
        onClick={() => redo(lab)}
      />
      <Popover.Root>
        <Popover.Trigger asChild>
          <IconButton label="History of edits" icon={<History size={16} aria-hidden="true" />} />
        </Popover.Trigger>
        <PopoverCard className={styles.popover} align="start" label="History of edits">
          <HistoryList />
        </PopoverCard>
      </Popover.Root>
    </div>
  );
}

interface WhatProps {
  readonly verb: string;
  /** Undefined where there is nothing to do. */
  readonly label: string | undefined;
  readonly keys: readonly string[];
}

function What({ verb, label, keys }: WhatProps) {
  return (
    <>
      {label === undefined ? `Nothing to ${verb.toLowerCase()}` : `${verb}: ${label}`}{' '}
      <span className={styles.keys}>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </span>
    </>
  );
}
