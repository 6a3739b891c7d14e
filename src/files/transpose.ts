interface Numbers {
  readonly length: number;
  [index: number]: number;
}

/** Both a block's rows and its columns stay in the first-level cache: 32 · 32 · 8 bytes twice. */
const BLOCK = 32;

/** Write `from`, [rows, columns] row-major, as [columns, rows] into `to`. */
export function transpose(from: Numbers, to: Numbers, rows: number, columns: number): void {
  for (let firstColumn = 0; firstColumn < columns; firstColumn += BLOCK) {
    const endColumn = Math.min(firstColumn + BLOCK, columns);
    for (let firstRow = 0; firstRow < rows; firstRow += BLOCK) {
      const endRow = Math.min(firstRow + BLOCK, rows);
      for (let column = firstColumn; column < endColumn; column++) {
        for (let row = firstRow; row < endRow; row++) to[column * rows + row] = from[row * columns + column]!;
      }
    }
  }
}
