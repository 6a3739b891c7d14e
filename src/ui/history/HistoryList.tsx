import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useLab, useStore } from '../labContext.ts';
import styles from './History.module.css';
import { jump } from './takeBack.ts';

/** Every edit by its name, the oldest first; a press on one shows the document as it was after it. */
export function HistoryList() {
  const { lab } = useLab();
  const past = useStore(lab.history.state, (history) => history.past);
  const future = useStore(lab.history.state, (history) => history.future);
  const isCut = useStore(lab.history.state, (history) => history.isCut);
  const list = useRef<HTMLOListElement>(null);
  const here = past.length;
  const labels = [
    isCut ? 'Older edits are let go' : 'As it was opened',
    ...[...past, ...future].map((one) => one.label),
  ];

  // The list opens where we are, and stays there when keys undo and redo.
  useEffect(() => {
    list.current?.children[here]?.scrollIntoView({ block: 'nearest' });
  }, [here]);

  return (
    <>
      <div className={styles.head}>
        <h2>History</h2>
        <span>No jump resets the run.</span>
      </div>
      <ol ref={list} className={styles.list}>
        {labels.map((label, position) => (
          <li key={position}>
            <button
              type="button"
              className={styles.entry}
              data-undone={position > here || undefined}
              aria-current={position === here ? 'step' : undefined}
              aria-description={position > here ? 'undone' : undefined}
              tabIndex={position === here ? 0 : -1}
              onClick={() => jump(lab, position)}
              onKeyDown={moveFocus}
            >
              {label}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The list is one stop of the Tab key; arrows go through it. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const buttons = [...(event.currentTarget.closest('ol')?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons[Math.min(Math.max(to, 0), buttons.length - 1)]?.focus();
}
