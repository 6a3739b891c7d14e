import { useEffect, useMemo, useRef } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { shownEntry } from '../../store/edits/stimulusParts.ts';
import { useLab, useStore } from '../labContext.ts';
import { TimeAxis } from '../tracks/TimeAxis.tsx';
import { TimeGestures } from '../tracks/timeGestures.ts';
import { TrackBoard } from '../tracks/trackBoard.ts';
import { NARROW, useMediaQuery } from '../useMediaQuery.ts';
import { useTheme } from '../useTheme.ts';
import { isShown } from '../../store/viewState.ts';
import { AddPartMenu } from './AddPartMenu.tsx';
import { CurrentMapPlot } from './CurrentMapPlot.tsx';
import { PartFields } from './PartFields.tsx';
import { ReceiverPainter } from './ReceiverPainter.tsx';
import styles from './StimulusEditor.module.css';
import { StimulusTimeline } from './StimulusTimeline.tsx';

/** The currents over the time axis of the charts above, what they make of each neuron, and who receives the chosen one. */
export function StimulusEditor() {
  const { lab } = useLab();
  const theme = THEMES[useTheme()];
  const entries = useStore(lab.document, (document) => document.stimulus);
  const chosen = useStore(lab.view, (view) => view.stimulusEntry);
  const isNarrow = useMediaQuery(NARROW);
  const isNetworkOpen = useStore(lab.view, (view) => isShown(view, 'isNetworkOpen'));
  const board = useMemo(() => new TrackBoard(), []);
  const gestures = useMemo(() => new TimeGestures(lab, board), [lab, board]);
  const stack = useRef<HTMLDivElement>(null);
  useEffect(() => (stack.current ? gestures.attach(stack.current) : undefined), [gestures]);
  const shown = shownEntry(entries, chosen);
  return (
    <div className={styles.editor}>
      <div className={styles.bar}>
        <h3>Currents</h3>
        <AddPartMenu />
      </div>
      {isNarrow && <TimeAxis theme={theme} />}
      <div ref={stack}>
        <StimulusTimeline theme={theme} board={board} />
        <h3 className={styles.heading}>
          What each neuron receives <span>µA/cm², all currents added up</span>
        </h3>
        <CurrentMapPlot theme={theme} board={board} />
      </div>
      {shown && (
        <div key={shown.id} className={styles.chosen}>
          {(isNarrow || !isNetworkOpen) && <PartFields entry={shown} />}
          {shown.part.kind !== 'array' && <ReceiverPainter entry={shown} theme={theme} />}
        </div>
      )}
    </div>
  );
}
