import type { Matrix } from '../../model/connectivity/matrix.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame } from '../frame.ts';
import type { MatrixRaster } from './matrixRaster.ts';
import { hairlineWidth, snapped } from '../plot.ts';
import type { WeightColours } from './weightColours.ts';

/** A whole matrix without axes, as large as the frame, with lines between the populations' blocks. */
export function drawMatrixThumbnail(
  frame: Frame,
  raster: MatrixRaster,
  matrix: Matrix,
  populations: readonly PopulationRange[],
  colours: WeightColours,
  theme: ChartTheme,
): void {
  const { ctx, width, height } = frame;
  const { n } = matrix;
  const cell = Math.min(width, height) / n;
  const side = n * cell;
  const layout = { n, view: { row: 0, column: 0, cell }, left: 0, top: 0, right: side, bottom: side, width, height };
  raster.draw(frame, layout, matrix, colours);
  ctx.fillStyle = theme.mutedText;
  const line = hairlineWidth(frame);
  for (const { first } of populations) {
    if (first === 0 || first >= n) continue;
    ctx.fillRect(snapped(frame, first * cell - line / 2), 0, line, side);
    ctx.fillRect(0, snapped(frame, first * cell - line / 2), side, line);
  }
}
