import { useEffect, useMemo, useRef } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { describeOverview, drawOverview, drawOverviewWindow } from '../../charts/drawOverview.ts';
import type { Frame } from '../../charts/frame.ts';
import type { Lab } from '../../store/lab.ts';
import { useLab } from '../labContext.ts';
import { editMarksOf } from '../tracks/editMarksOf.ts';
import { diskSegmentsOf } from './diskSegmentsOf.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import { OverviewGestures } from './overviewGestures.ts';
import styles from './Transport.module.css';

/** The whole run in a strip, with the window that the tracks show. */
export function Overview() {
  const { lab, frames } = useLab();
  const theme = THEMES[useTheme()];
  const strip = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stripPainter = useMemo(
    () => ({
      depends: () => [theme, lab.shown.duration, lab.recording, lab.recording?.revision],
      draw: (frame: Frame) => drawOverview(frame, lab.recording, theme, lab.shown.duration),
    }),
    [lab, theme],
  );
  const painter = useMemo(
    () => ({
      depends: () => {
        const { time, cursor } = lab.view.getState();
        return [theme, time, cursor, lab.shown.duration, editMarksOf(lab), diskSegmentsOf(lab)];
      },
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        const { duration } = lab.shown;
        drawOverviewWindow(frame, time, theme, {
          duration,
          cursor,
          edits: editMarksOf(lab),
          disk: diskSegmentsOf(lab),
        });
      },
    }),
    [lab, theme],
  );
  useMeasuredCanvas(strip, stripPainter);
  const size = useMeasuredCanvas(canvas, painter);

  useEffect(() => {
    if (!canvas.current) return;
    return new OverviewGestures(lab, size).attach(canvas.current);
  }, [lab, size]);

  useEffect(
    () =>
      frames.add({
        // By whole tenths of the run: a label that changed with every frame would never be read to its end.
        depends: () => [lab.run.getState().status, lab.view.getState().time, tenthsOf(lab), diskSegmentsOf(lab)],
        paint: () => {
          const { duration } = lab.shown;
          const text = describeOverview(lab.recording, lab.view.getState().time, {
            duration,
            disk: diskSegmentsOf(lab),
          });
          canvas.current?.setAttribute('aria-label', text);
        },
      }),
    [frames, lab],
  );

  return (
    <div className={styles.overview}>
      <canvas ref={strip} aria-hidden="true" />
      <canvas ref={canvas} role="img" data-testid="overview" />
    </div>
  );
}

/** How many tenths of the run have been simulated. */
function tenthsOf({ recording, shown }: Lab): number {
  return Math.floor((10 * (recording?.time ?? 0)) / shown.duration);
}
