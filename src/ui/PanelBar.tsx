import {
  Activity,
  ChartSpline,
  GitCompare,
  Grid2x2,
  Grid3x3,
  HardDriveDownload,
  Network,
  SlidersHorizontal,
  Workflow,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import styles from './PanelBar.module.css';
import { SHEETS } from './Sheet.tsx';
import type { SheetName } from './Sheet.tsx';

const ICONS: Readonly<Record<SheetName, LucideIcon>> = {
  network: Network,
  neurons: Grid3x3,
  parameters: SlidersHorizontal,
  connections: Workflow,
  stimulus: Activity,
  measures: ChartSpline,
  compare: GitCompare,
  sweep: Grid2x2,
  longRun: HardDriveDownload,
};

/** What edits the document; the others show what was recorded. */
const EDITORS: ReadonlySet<SheetName> = new Set(['parameters', 'connections', 'stimulus']);

/** Opens panels and editors as sheets, where there is no room for them beside the charts; in reach of a thumb. */
export function PanelBar({ onOpen }: { readonly onOpen: (name: SheetName) => void }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current: element } = row;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => markEnds(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <nav className={styles.bar} aria-label="Panels">
      <div ref={row} className={styles.row} onScroll={(event) => markEnds(event.currentTarget)}>
        {(Object.keys(ICONS) as SheetName[]).map((name) => {
          const Icon = ICONS[name];
          return (
            <button
              key={name}
              type="button"
              className={styles.button}
              aria-haspopup="dialog"
              // A track of the charts is called Stimulus too.
              aria-label={EDITORS.has(name) ? `${SHEETS[name]} editor` : undefined}
              onClick={() => onOpen(name)}
            >
              <Icon size={17} aria-hidden="true" />
              {SHEETS[name]}
            </button>
          );
        })}
      </div>
    </nav>
  );
}

/** On which sides the row goes on. */
function markEnds(row: HTMLElement): void {
  const { scrollLeft, scrollWidth, clientWidth } = row;
  row.toggleAttribute('data-before', scrollLeft > 1);
  row.toggleAttribute('data-after', scrollLeft + clientWidth < scrollWidth - 1);
}
