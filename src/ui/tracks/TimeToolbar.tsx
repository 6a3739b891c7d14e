import { ArrowRightToLine, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback } from 'react';
import { PRESETS } from '../../model/presets.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { LiveText } from '../controls/LiveText.tsx';
import { FigureButton } from '../figure/FigureButton.tsx';
import { formatTime } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { Term } from '../help/Term.tsx';
import { ReportButton } from '../report/ReportButton.tsx';
import styles from './TimeToolbar.module.css';
import type { TimeGestures } from './timeGestures.ts';

/** Populations that the glossary explains. */
const TERMS = { PN: 'pn', LN: 'ln' } as const;

/** What the tracks show of the run, and how to show more or less of it. */
export function TimeToolbar({ gestures }: { readonly gestures: TimeGestures }) {
  const { lab } = useLab();
  const isFollowing = useStore(lab.view, (view) => view.isFollowing);
  const preset = useStore(lab.run, ({ run }) => run?.network.preset ?? lab.document.getState().network.preset);
  const depends = useCallback(() => [lab.view.getState().time], [lab]);
  const read = useCallback(() => {
    const { start, end } = lab.view.getState().time;
    return `${formatTime(start, end - start)} – ${formatTime(end, end - start)} ms`;
  }, [lab]);
  return (
    <div className={styles.bar}>
      <ul className={styles.legend} aria-label="Colours">
        {PRESETS[preset].populations.map(({ name, title }, p) => (
          <li key={name}>
            <span className={styles.chip} style={{ background: `var(--population-${p})` }} aria-hidden="true" />
            {name}
            <span className={styles.legendTitle}>
              {name in TERMS ? <Term name={TERMS[name as keyof typeof TERMS]}>{title}</Term> : title}
            </span>
          </li>
        ))}
      </ul>
      <LiveText className={styles.range} read={read} depends={depends} testId="time-range" />
      <div className={styles.buttons}>
        <IconButton
          label="Zoom out"
          icon={<ZoomOut size={16} aria-hidden="true" />}
          onClick={() => gestures.zoom(1.5)}
        />
        <IconButton
          label="Zoom in"
          icon={<ZoomIn size={16} aria-hidden="true" />}
          onClick={() => gestures.zoom(1 / 1.5)}
        />
        <IconButton
          label="Whole run"
          icon={<Maximize2 size={15} aria-hidden="true" />}
          onClick={() => gestures.showWholeRun()}
        />
        <IconButton
          label="Follow the run"
          icon={<ArrowRightToLine size={16} aria-hidden="true" />}
          aria-pressed={isFollowing}
          onClick={() => lab.view.setState({ isFollowing: !isFollowing })}
        />
        <FigureButton />
        <ReportButton />
      </div>
    </div>
  );
}
