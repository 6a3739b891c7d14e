import { useMemo, useRef, useState } from 'react';
import { THEMES } from '../../charts/chartTheme.ts';
import { drawMatrixThumbnail } from '../../charts/matrix/drawMatrixThumbnail.ts';
import type { Frame } from '../../charts/frame.ts';
import { MatrixRaster } from '../../charts/matrix/matrixRaster.ts';
import type { Matrix } from '../../model/connectivity/matrix.ts';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { useTheme } from '../useTheme.ts';
import styles from './MatrixThumbnail.module.css';
import { weightColours } from './matrixData.ts';

export interface MatrixThumbnailProps {
  readonly matrix: Matrix;
  readonly populations: readonly PopulationRange[];
  readonly sign: SynapseType['sign'];
  /** CSS pixels. */
  readonly side: number;
  /** What it shows, for screen readers; undefined where the text beside it says so. */
  readonly label?: string;
}

/** A small picture of a matrix: rows postsynaptic, columns presynaptic. */
export function MatrixThumbnail({ matrix, populations, sign, side, label }: MatrixThumbnailProps) {
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(() => new MatrixRaster());
  const painter = useMemo(
    () => ({
      depends: () => [matrix, populations, sign, theme],
      draw: (frame: Frame) =>
        drawMatrixThumbnail(frame, raster, matrix, populations, weightColours(theme, sign), THEMES[theme]),
    }),
    [matrix, populations, raster, sign, theme],
  );
  useMeasuredCanvas(canvas, painter);
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className={styles.thumbnail} style={{ width: side, height: side }} {...spoken} />;
}
