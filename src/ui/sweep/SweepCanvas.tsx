import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import type { Frame } from '../../charts/frame.ts';
import { drawSweep } from '../../charts/sweep/drawSweep.ts';
import { sweepCellAt } from '../../charts/sweep/sweepLayout.ts';
import { describeCell, describeSweep, rowsOf } from '../../charts/sweep/sweepPicture.ts';
import type { SweepPicture } from '../../charts/sweep/sweepPicture.ts';
import type { Sweep } from '../../store/sweep/sweep.ts';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import { readSweepPicture, runsOfCell } from './readSweepPicture.ts';
import styles from './Sweep.module.css';

const HELP =
  'Arrow keys move over the cells, Home and End along a row, Page up and Page down along a column. Enter opens the network of the cell.';

/** The picture of the sweep: point at a cell for its values, press it to open its network. */
export function SweepCanvas({ sweep }: { readonly sweep: Sweep }) {
  const { lab, frames } = useLab();
  const theme = THEMES[useTheme()];
  const helpId = useId();
  const surface = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [spoken, setSpoken] = useState('');
  useEffect(() => sweep.state.subscribe(() => frames.request()), [frames, sweep]);

  const { read, depends } = useMemo(() => pictureOf(sweep, () => lab.document.getState()), [lab, sweep]);
  const painter = useMemo(
    () => ({
      depends: () => [theme, sweep.state.getState(), lab.document.getState()],
      draw: (frame: Frame) => {
        const picture = read();
        const { cursor, opened, plan } = sweep.state.getState();
        const marks = { cursor, opened: opened && plan?.runs[opened.run]?.cell };
        if (picture) drawSweep(frame, picture, theme, marks);
      },
    }),
    [lab, read, sweep, theme],
  );
  const size = useMeasuredCanvas(canvas, painter);
  useEffect(
    () =>
      frames.add({
        depends,
        paint: () => {
          const picture = read();
          surface.current?.setAttribute('aria-label', picture ? `Sweep: ${describeSweep(picture)}` : 'Sweep');
        },
      }),
    [depends, frames, read],
  );

  const cellUnder = (event: PointerEvent): number | undefined => {
    const picture = read();
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return picture && sweepCellAt(size.current, picture, event.clientX - left, event.clientY - top);
  };
  const open = (cell: number | undefined): void => {
    const { plan } = sweep.state.getState();
    if (plan && cell !== undefined) sweep.open(runsOfCell(plan, cell)[0]!);
  };
  const pressed = useRef<{ readonly cell: number | undefined; readonly opens: boolean }>(undefined);
  const handleKey = (event: KeyboardEvent): void => {
    const picture = read();
    if (!picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const { cursor = 0 } = sweep.state.getState();
    if (event.key === 'Enter') open(cursor);
    else {
      const cell = cellBeside(picture, cursor, event.key);
      if (cell === undefined) return;
      sweep.state.setState({ cursor: cell });
      setSpoken(describeCell(picture, cell));
    }
    event.preventDefault();
  };

  return (
    <div
      ref={surface}
      className={styles.surface}
      role="application"
      aria-roledescription="sweep"
      aria-describedby={helpId}
      tabIndex={0}
      data-testid="sweep-picture"
      onKeyDown={handleKey}
      onFocus={() => sweep.state.setState(({ cursor = 0 }) => ({ cursor }))}
      onPointerMove={(event) => {
        const cell = cellUnder(event);
        if (cell !== undefined && cell !== sweep.state.getState().cursor) sweep.state.setState({ cursor: cell });
      }}
      onPointerDown={(event) => {
        const cell = cellUnder(event);
        // A finger cannot point without pressing: its first press shows the cell, the second opens it.
        const opens = event.pointerType !== 'touch' || cell === sweep.state.getState().cursor;
        pressed.current = { cell, opens };
        if (cell !== undefined) sweep.state.setState({ cursor: cell });
      }}
      onPointerUp={(event) => {
        // Whoever drags out of the cell has thought better of it.
        const { cell, opens } = pressed.current ?? { cell: undefined, opens: false };
        if (event.button === 0 && opens && cellUnder(event) === cell) open(cell);
      }}
    >
      <canvas ref={canvas} className={styles.canvas} />
      <p id={helpId} className="visually-hidden">
        {HELP}
      </p>
      <p role="status" className="visually-hidden" data-testid="sweep-cursor">
        {spoken}
      </p>
    </div>
  );
}

/** The picture as it is now; made again only when something in it has changed. */
function pictureOf(sweep: Sweep, document: () => Parameters<typeof readSweepPicture>[2]) {
  let made: { readonly of: readonly unknown[]; readonly picture: SweepPicture | undefined } | undefined;
  const depends = (): readonly unknown[] => {
    const { plan, ended, measure, status } = sweep.state.getState();
    return [plan, ended, measure, status, document()];
  };
  const read = (): SweepPicture | undefined => {
    const now = depends();
    if (!made || now.some((entry, k) => entry !== made!.of[k])) {
      made = { of: now, picture: readSweepPicture(sweep, sweep.state.getState(), document()) };
    }
    return made.picture;
  };
  return { read, depends };
}

/** The cell that a key leads to; undefined for other keys. */
function cellBeside(picture: SweepPicture, cell: number, key: string): number | undefined {
  const rows = rowsOf(picture);
  const columns = picture.x.values.length;
  const [column, row] = [Math.floor(cell / rows), cell % rows];
  const at = (x: number, y: number): number =>
    Math.min(columns - 1, Math.max(0, x)) * rows + Math.min(rows - 1, Math.max(0, y));
  switch (key) {
    case 'ArrowLeft':
      return at(column - 1, row);
    case 'ArrowRight':
      return at(column + 1, row);
    case 'ArrowUp':
      return at(column, row + 1);
    case 'ArrowDown':
      return at(column, row - 1);
    case 'Home':
      return at(0, row);
    case 'End':
      return at(columns - 1, row);
    case 'PageUp':
      return at(column, rows - 1);
    case 'PageDown':
      return at(column, 0);
    default:
      return undefined;
  }
}
