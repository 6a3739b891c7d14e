import { Maximize, Minus, Plus } from 'lucide-react';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { describeMatrix, drawMatrix, readMatrixAt } from '../../charts/matrix/drawMatrix.ts';
import type { MatrixMarks, MatrixPicture } from '../../charts/matrix/drawMatrix.ts';
import type { Frame } from '../../charts/frame.ts';
import { MatrixRaster } from '../../charts/matrix/matrixRaster.ts';
import { matrixLayout } from '../../charts/matrix/matrixView.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { SynapseType } from '../../model/model.ts';
import { copyTable, pasteTable } from '../../store/edits/matrixTables.ts';
import type { MatrixToolStore } from '../../store/edits/matrixTools.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { LiveText } from '../controls/LiveText.tsx';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import styles from './MatrixCanvas.module.css';
import { MatrixGestures } from './matrixGestures.ts';
import { readMatrix, weightColours } from './matrixData.ts';

export interface MatrixCanvasProps {
  readonly type: SynapseType;
  readonly populations: readonly PopulationRange[];
  readonly tools: MatrixToolStore;
}

const HELP =
  'Arrow keys move over the cells, with Shift they select. Enter or Space makes a synapse or takes it away, Delete clears. ' +
  'Home and End jump within the row, Page up and Page down between populations. ' +
  'P paints, E erases, S selects; C, R, H, V and B choose cell, rectangle, row, column and block. Plus and minus zoom, 0 shows all.';

/** The matrix to paint in, with what is under the pointer or the cursor in words. */
export function MatrixCanvas({ type, populations, tools }: MatrixCanvasProps) {
  const { lab, frames } = useLab();
  const theme = useTheme();
  const helpId = useId();
  const surface = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(() => new MatrixRaster());
  const [spoken, setSpoken] = useState('');

  const read = useCallback(
    (): MatrixPicture => ({ ...readMatrix(lab, type), colours: weightColours(theme, type.sign) }),
    [lab, type, theme],
  );

  const painter = useMemo(() => {
    const marks = (): MatrixMarks => {
      const { hovered, cursor, isCursorShown, selection, preview } = tools.getState();
      const elsewhere = lab.view.getState().hovered;
      const isPointed = hovered.post !== undefined || hovered.pre !== undefined || isCursorShown;
      const ofCharts = elsewhere !== undefined && !isPointed && { hovered: { post: elsewhere, pre: elsewhere } };
      return { hovered, ...ofCharts, cursor: isCursorShown ? cursor : undefined, selection, preview };
    };
    return {
      depends: () => [theme, type, lab.document.getState().network, tools.getState(), lab.view.getState().hovered],
      draw: (frame: Frame) => {
        const picture = read();
        const layout = matrixLayout(frame, picture.matrix.n, tools.getState().view, frame.pixelRatio);
        drawMatrix(frame, layout, raster, picture, THEMES[theme], marks());
      },
    };
  }, [lab, read, raster, theme, tools, type]);
  const size = useMeasuredCanvas(canvas, painter);

  const gestures = useMemo(
    () =>
      new MatrixGestures({
        lab,
        frames,
        tools,
        size,
        type: type.name,
        populations,
        onKey: () => setSpoken(readMatrixAt(read(), tools.getState().cursor ?? {})),
      }),
    [lab, frames, tools, size, type, populations, read],
  );
  useEffect(() => (surface.current ? gestures.attach(surface.current) : undefined), [gestures]);
  useClipboard(surface, type.name, tools);

  useEffect(
    () =>
      frames.add({
        depends: () => [read, lab.document.getState().network],
        paint: () => surface.current?.setAttribute('aria-label', describeMatrix(read())),
      }),
    [frames, lab, read],
  );

  const readUnderPointer = useCallback(() => {
    const { hovered, cursor, isCursorShown } = tools.getState();
    const isPointed = hovered.post !== undefined || hovered.pre !== undefined;
    return (
      readMatrixAt(read(), isPointed ? hovered : isCursorShown && cursor ? cursor : {}) || 'rows receive, columns send'
    );
  }, [read, tools]);
  const readDepends = useCallback(() => [read, tools.getState(), lab.document.getState().network], [read, tools, lab]);

  return (
    <div className={styles.matrix}>
      <div
        ref={surface}
        className={styles.surface}
        role="application"
        aria-roledescription="connectivity matrix"
        aria-describedby={helpId}
        tabIndex={0}
        data-testid="matrix"
      >
        <canvas ref={canvas} className={styles.canvas} />
      </div>
      <p id={helpId} className="visually-hidden">
        {HELP}
      </p>
      <p role="status" className="visually-hidden" data-testid="matrix-cursor">
        {spoken}
      </p>
      <div className={styles.foot}>
        <LiveText className={styles.reading} testId="matrix-reading" read={readUnderPointer} depends={readDepends} />
        <div className={styles.zoom} role="group" aria-label="Zoom of the matrix">
          <IconButton
            label="Smaller cells"
            icon={<Minus size={14} aria-hidden="true" />}
            onClick={() => gestures.zoom(1 / 1.5)}
          />
          <IconButton
            label="Larger cells"
            icon={<Plus size={14} aria-hidden="true" />}
            onClick={() => gestures.zoom(1.5)}
          />
          <IconButton
            label="Whole matrix"
            icon={<Maximize size={13} aria-hidden="true" />}
            onClick={() => gestures.zoom(0)}
          />
        </div>
      </div>
    </div>
  );
}

/** Ctrl+C and Ctrl+V while the matrix has the focus. */
function useClipboard(surface: { readonly current: HTMLElement | null }, type: string, tools: MatrixToolStore): void {
  const { lab } = useLab();
  useEffect(() => {
    const hasFocus = (): boolean => document.activeElement !== null && document.activeElement === surface.current;
    const handleCopy = (event: ClipboardEvent): void => {
      const { selection } = tools.getState();
      if (!hasFocus() || !selection) return;
      event.clipboardData?.setData('text/plain', copyTable(lab, type, selection.rows, selection.columns));
      event.preventDefault();
    };
    const handlePaste = (event: ClipboardEvent): void => {
      if (!hasFocus()) return;
      const { selection, cursor } = tools.getState();
      const row = selection?.rows.first ?? cursor?.post ?? 0;
      const column = selection?.columns.first ?? cursor?.pre ?? 0;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      tools.setState({ problem: pasteTable(lab, type, text, { row, column }) });
      event.preventDefault();
    };
    document.addEventListener('copy', handleCopy);
    document.addEventListener('paste', handlePaste);
    return () => {
      document.removeEventListener('copy', handleCopy);
      document.removeEventListener('paste', handlePaste);
    };
  }, [surface, lab, type, tools]);
}
