import {
  Activity,
  ChartSpline,
  GitCompare,
  Grid2x2,
  Grid3x3,
  Network,
  SlidersHorizontal,
  Workflow,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
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
};

/** What edits the document; the others show what was recorded. */
const EDITORS: ReadonlySet<SheetName> = new Set(['parameters', 'connections', 'stimulus']);

/** Opens panels and editors as sheets, where there is no room for them beside the charts; in reach of a thumb. */
export function PanelBar({ onOpen }: { readonly onOpen: (name: SheetName) => void }) {
  return (
    <nav className={styles.bar} aria-label="Panels">
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
    </nav>
  );
}
