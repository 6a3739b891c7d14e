import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { Frame } from '../../charts/frame.ts';
import { drawFigure } from '../../charts/measures/drawFigure.ts';
import { FIRST_TURN, turned, widestTurn } from '../../charts/measures/drawSpaceFigure.ts';
import type { SpaceTurn } from '../../charts/measures/drawSpaceFigure.ts';
import type { MeasureFigure } from '../../charts/measures/measureFigure.ts';
import { drawReading, readFigure, readingText, stepAlong } from '../../charts/measures/readFigure.ts';
import type { FigureReading } from '../../charts/measures/readFigure.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import type { CardState } from './cardState.ts';
import styles from './MeasureCard.module.css';

/** What a chart needs to know of a card, or of whoever else shows a figure; `revision` goes up with every change. */
export interface ShownFigure extends Pick<CardState, 'populations' | 'problem' | 'revision'> {
  readonly shown: { readonly figure: MeasureFigure } | undefined;
}

export interface MeasureChartProps {
  /** For tests: 'spectrum' is found as 'measure-spectrum'. */
  readonly name: string;
  readonly title: string;
  readonly card: ShownFigure;
  readonly theme: ChartTheme;
}

/** Where the pointer or the keys read the chart, and how a space is turned; it changes with every frame. */
interface Look {
  /** Whether somebody has turned it; until then it shows itself from its widest side. */
  readonly isTurned: boolean;
  readonly turn: SpaceTurn;
  readonly place: { readonly x: number; readonly y: number } | undefined;
}

/** Degrees by one press of an arrow key, and by one pixel that is dragged. */
const KEY_TURN = 10;
const DRAG_TURN = 0.6;
const ARROWS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The chart of a card. The pointer reads its values, and turns a space; the arrow keys do the same. */
export function MeasureChart({ name, title, card, theme }: MeasureChartProps) {
  const { frames } = useLab();
  const picture = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const look = useRef<Look>({ isTurned: false, turn: FIRST_TURN, place: undefined });
  const [spoken, setSpoken] = useState('');

  const painters = useMemo(() => {
    const figure = () => card.shown?.figure;
    const reading = (frame: { readonly width: number; readonly height: number }): FigureReading | undefined => {
      const { turn, place } = look.current;
      const shown = figure();
      return shown && place ? readFigure(frame, shown, turn, place.x, place.y) : undefined;
    };
    return {
      reading,
      picture: {
        depends: () => [card.revision, theme, look.current.turn],
        draw: (frame: Frame) => {
          const shown = figure();
          if (!shown) return;
          if (shown.kind === 'space' && !look.current.isTurned) {
            look.current = { ...look.current, turn: widestTurn(shown, look.current.turn) };
          }
          drawFigure(frame, shown, theme, card.populations, look.current.turn);
        },
      },
      overlay: {
        depends: () => [card.revision, theme, look.current],
        draw: (frame: Frame) => {
          const read = reading(frame);
          if (read) drawReading(frame, read, theme, card.populations);
        },
      },
    };
  }, [card, theme]);
  const size = useMeasuredCanvas(picture, painters.picture);
  useMeasuredCanvas(overlay, painters.overlay);

  useEffect(
    () =>
      frames.add({
        depends: () => [card.revision],
        paint: () =>
          picture.current?.setAttribute(
            'aria-label',
            card.shown?.figure.text ?? `${title}: ${card.problem ?? 'nothing has been recorded yet.'}`,
          ),
      }),
    [frames, card, title],
  );
  const empty = useMemo(
    () => ({
      depends: () => [card.revision],
      read: () => (card.shown ? (card.shown.figure.empty ?? '') : (card.problem ?? '')),
    }),
    [card],
  );

  function lookAt(change: Partial<Look>): void {
    look.current = { ...look.current, ...change };
    frames.request();
  }

  function point(event: PointerEvent<HTMLElement>): void {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const isTurning = card.shown?.figure.kind === 'space' && event.currentTarget.hasPointerCapture(event.pointerId);
    lookAt({
      ...(isTurning && {
        isTurned: true,
        turn: turned(look.current.turn, event.movementX * DRAG_TURN, event.movementY * DRAG_TURN),
      }),
      place: isTurning ? undefined : { x: event.clientX - left, y: event.clientY - top },
    });
  }

  function press(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const figure = card.shown?.figure;
    if (event.key === 'Escape' && look.current.place) {
      lookAt({ place: undefined });
      setSpoken('');
    } else if (!arrow || !figure) {
      return;
    } else if (figure.kind === 'space') {
      const turn = turned(look.current.turn, arrow[0] * KEY_TURN, arrow[1] * KEY_TURN);
      lookAt({ isTurned: true, turn, place: undefined });
    } else {
      const { place } = look.current;
      const { width, height } = size.current;
      const from = place ?? { x: width / 2, y: height / 2 };
      const [right, up] = arrow;
      const isColumn = figure.kind === 'xy' && !figure.series.some(({ kind }) => kind === 'path');
      if (isColumn && right === 0) return;
      lookAt({
        place: isColumn
          ? { x: stepAlong(size.current, figure, place?.x, right as 1 | -1), y: from.y }
          : { x: from.x + (right * width) / 40, y: from.y - (up * height) / 40 },
      });
      const read = painters.reading(size.current);
      setSpoken(read ? readingText(read) : '');
    }
    event.preventDefault();
  }

  return (
    <div
      className={styles.plot}
      role="application"
      aria-roledescription="chart"
      aria-label={title}
      aria-description="Arrow keys read its values; a chart in three dimensions they turn."
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={point}
      onPointerLeave={() => lookAt({ place: undefined })}
      onKeyDown={press}
      onBlur={() => lookAt({ place: undefined })}
    >
      <canvas ref={picture} className={styles.canvas} role="img" data-testid={`measure-${name}`} />
      <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
      <LiveText className={styles.empty} {...empty} />
      <span className="visually-hidden" role="status">
        {spoken}
      </span>
    </div>
  );
}
