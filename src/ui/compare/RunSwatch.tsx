import { THEMES } from '../../charts/chartTheme.ts';
import { pinStyle } from '../../charts/compare/comparedRun.ts';
import type { PinLetter } from '../../store/compare/pins.ts';
import { useTheme } from '../useTheme.ts';
import styles from './RunSwatch.module.css';
import { NOW, placeOf } from './comparedRuns.ts';

/** A run's letter with a piece of its line: solid for the run on screen, in its dashes for a pinned one. */
export function RunSwatch({ label }: { readonly label: string }) {
  const theme = THEMES[useTheme()];
  const isNow = label === NOW;
  const { colour, dash } = isNow
    ? { colour: theme.populations[0]!, dash: [] }
    : pinStyle(theme, placeOf(label as PinLetter));
  return (
    <span className={styles.swatch}>
      <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
        <line x1="0" x2="24" y1="4" y2="4" stroke={colour} strokeWidth="1.75" strokeDasharray={dash.join(' ')} />
      </svg>
      <b style={{ color: colour }}>{label}</b>
    </span>
  );
}
