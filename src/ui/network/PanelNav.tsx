import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { partInView } from './partInView.ts';
import styles from './PanelNav.module.css';

export interface PanelPart {
  readonly name: string;
  /** Takes the focus when somebody jumps there: it has tabIndex −1. */
  readonly place: RefObject<HTMLDivElement | null>;
}

/** The parts of a long panel by name, always in sight: one click goes there, and the part that is looked at is marked. */
export function PanelNav({ parts }: { readonly parts: readonly PanelPart[] }) {
  const nav = useRef<HTMLElement>(null);
  /** How far down the panel was after the last jump; a short part at the end cannot reach the top. */
  const jump = useRef<{ readonly scrollTop: number }>(undefined);
  const [current, setCurrent] = useState(parts[0]?.name);
  useEffect(() => {
    const look = (event?: Event): void => {
      const header = nav.current;
      const panel = header && scrollerOf(header);
      if (!panel || (event && event.target instanceof Element && event.target !== panel)) return;
      if (jump.current && Math.abs(panel.scrollTop - jump.current.scrollTop) < 1) return;
      jump.current = undefined;
      const tops = parts.map(({ place }) => place.current?.getBoundingClientRect().top ?? Infinity);
      const isAtEnd = panel.scrollTop > 0 && panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 1;
      setCurrent(parts[partInView(tops, header.getBoundingClientRect().bottom, isAtEnd)]?.name);
    };
    look();
    // Scroll events do not bubble, and which element scrolls depends on where the panel is: beside the charts or in a sheet.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', look, { capture: true });
  }, [parts]);

  function goTo({ name, place }: PanelPart): void {
    const header = nav.current;
    if (!header || !place.current) return;
    place.current.scrollIntoView({ block: 'start', behavior: 'instant' });
    // From here the next Tab goes into the part.
    place.current.focus({ preventScroll: true });
    jump.current = { scrollTop: scrollerOf(header)?.scrollTop ?? 0 };
    setCurrent(name);
  }

  return (
    <nav ref={nav} className={styles.nav} aria-label="Parts of this panel">
      {parts.map((part) => (
        <button
          key={part.name}
          type="button"
          className={styles.part}
          aria-current={part.name === current || undefined}
          onClick={() => goTo(part)}
        >
          {part.name}
        </button>
      ))}
    </nav>
  );
}

function scrollerOf(element: Element): Element | undefined {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement ?? undefined;
}
