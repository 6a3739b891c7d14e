import { useMemo, useRef } from 'react';
import type { PointerEvent } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import type { Frame } from '../../charts/frame.ts';
import { drawXyFigure } from '../../charts/measures/drawXyFigure.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';
import { drawReading, readFigure } from '../../charts/measures/readFigure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import styles from './FigureChart.module.css';

/** Nothing here is seen from a side. */
const FLAT = { azimuth: 0, elevation: 0 };

/** A figure with two axes that is not over the time of the page; the pointer reads its values. */
export function FigureChart({
  figure,
  populations,
}: {
  readonly figure: MeasureFigure;
  readonly populations: readonly PopulationRange[];
}) {
  const { frames } = useLab();
  const theme = THEMES[useTheme()];
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const pointer = useRef<{ readonly x: number; readonly y: number }>(undefined);
  const painter = useMemo(
    () => ({
      depends: () => [figure, theme, populations],
      draw: (frame: Frame) => drawXyFigure(frame, figure, theme, populations),
    }),
    [figure, theme, populations],
  );
  const reader = useMemo(
    () => ({
      depends: () => [figure, theme, pointer.current],
      draw: (frame: Frame) => {
        const at = pointer.current;
        const reading = at && readFigure(frame, figure, FLAT, at.x, at.y);
        if (reading) drawReading(frame, reading, theme, populations);
      },
    }),
    [figure, theme, populations],
  );
  useMeasuredCanvas(canvas, painter);
  useMeasuredCanvas(overlay, reader);
  const move = (event: PointerEvent): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    pointer.current = { x: event.clientX - left, y: event.clientY - top };
    frames.request();
  };
  const leave = (): void => {
    pointer.current = undefined;
    frames.request();
  };
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <b>{figure.title}</b> <span>{figure.window}</span>
      </figcaption>
      <div className={styles.plot} onPointerMove={move} onPointerDown={move} onPointerLeave={leave}>
        <canvas
          ref={canvas}
          className={styles.canvas}
          role="img"
          aria-label={figure.text}
          data-testid={`compare-${figure.name}`}
        />
        <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
      </div>
      <p className={styles.text} aria-hidden="true">
        {figure.text}
      </p>
    </figure>
  );
}
