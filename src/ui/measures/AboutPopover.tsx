import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import type { AboutMeasure } from '../../analysis/aboutMeasure.ts';
import { PopoverCard } from '../controls/PopoverCard.tsx';
import styles from './AboutPopover.module.css';

export interface AboutPopoverProps {
  readonly title: string;
  /** What it says in a sentence. */
  readonly meaning?: string;
  readonly about: readonly AboutMeasure[];
  /** The button that opens it. */
  readonly children: ReactNode;
}

/** What a card measures: formula, window, unit and source of each number. */
export function AboutPopover({ title, meaning, about, children }: AboutPopoverProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <PopoverCard className={styles.popover} align="end" label={`What is measured: ${title}`} isText>
        {meaning !== undefined && <p>{meaning}</p>}
        {about.map((one) => (
          <div key={one.title}>
            <h4 className={styles.title}>{one.title}</h4>
            <p className={styles.formula}>{one.formula}</p>
            <dl className={styles.facts}>
              <dt>Window</dt>
              <dd>{one.window}</dd>
              <dt>Unit</dt>
              <dd>{one.unit}</dd>
              <dt>Source</dt>
              <dd>{one.source}</dd>
            </dl>
          </div>
        ))}
      </PopoverCard>
    </Popover.Root>
  );
}
