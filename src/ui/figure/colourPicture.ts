import { mapPixel } from '../../charts/colourMap.ts';
import type { ColourRange } from '../../charts/colourMap.ts';
import { dataAddress, writePng } from '../../files/png.ts';

/** Dots: programs that print smooth a picture of few rows; of many there is nothing to smooth. */
const LEAST_ROWS = 480;
const LEAST_COLUMNS = 1000;
const BAR_STEPS = 256;

/** Values in colour as an address of a picture, values(column, row) with row 0 on top; NaN is the lowest colour. */
export function colourPicture(
  columns: number,
  rows: number,
  value: (column: number, row: number) => number,
  range: ColourRange,
): string {
  const across = Math.max(1, Math.ceil(LEAST_COLUMNS / columns));
  const down = Math.max(1, Math.ceil(LEAST_ROWS / rows));
  const width = columns * across;
  const pixels = new Uint32Array(width * rows * down);
  for (let row = 0; row < rows; row++) {
    const start = row * down * width;
    for (let column = 0; column < columns; column++) {
      pixels.fill(mapPixel(value(column, row), range), start + column * across, start + (column + 1) * across);
    }
    for (let copy = 1; copy < down; copy++) pixels.copyWithin(start + copy * width, start, start + width);
  }
  return dataAddress(writePng(pixels, width, rows * down));
}

/** The colours from low, at the foot, to high. */
export function colourBarPicture(): string {
  const pixels = Uint32Array.from({ length: BAR_STEPS }, (_, step) =>
    mapPixel(BAR_STEPS - 1 - step, [0, BAR_STEPS - 1]),
  );
  return dataAddress(writePng(pixels, 1, BAR_STEPS));
}
