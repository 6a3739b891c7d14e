import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import styles from './PanelNav.module.css';

export interface PanelPart {
  readonly name: string;
  readonly place: RefObject<HTMLDivElement | null>;
}

/** The parts of a long panel by name, always in sight: one click goes there, and the part that is looked at is marked. */
export function PanelNav({ parts }: { readonly parts: readonly PanelPart[] }) {
  const current = useTopmost(parts);
  return (
    <nav className={styles.nav} aria-label="Parts of this panel">
      {parts.map(({ name, place }) => (
        <button
          key={name}
          type="button"
          className={styles.part}
          aria-current={name === current || undefined}
          onClick={() => place.current?.scrollIntoView({ block: 'start' })}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

/** The first part that reaches into the upper half of what is seen of the panel. */
function useTopmost(parts: readonly PanelPart[]): string | undefined {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const names = new Map(parts.map(({ name, place }) => [place.current as Element | null, name]));
    const observer = new IntersectionObserver(
      (entries) =>
        setSeen((before) => {
          const now = new Set(before);
          for (const { target, isIntersecting } of entries) {
            const name = names.get(target)!;
            if (isIntersecting) now.add(name);
            else now.delete(name);
          }
          return now;
        }),
      { rootMargin: '-100px 0px -50% 0px' },
    );
    for (const element of names.keys()) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [parts]);
  return parts.find(({ name }) => seen.has(name))?.name;
}
