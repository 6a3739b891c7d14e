/** First, smallest, largest and last value of a stretch of rows: what a pixel column needs to keep every spike. */
export interface Extent {
  first: number;
  min: number;
  max: number;
  last: number;
}

/** Rows under a block of the pyramid's lowest level, and blocks under a block of the next. */
const FACTOR = 8;
const LEVELS = 5;
const FIRST_ALLOCATION = 256;

/** Values: a ring that has outgrown so many is made as large as it may become, since more are not copied within a frame; what is not written takes no memory. */
const MOST_COPIED = 2 ** 20;

/** Rows that fit into `bytes` together with the minima and maxima of their pyramid. */
export function rowsWithin(bytes: number, width: number): number {
  const pyramidShare = 2 / (FACTOR - 1);
  return Math.floor(bytes / (width * Float32Array.BYTES_PER_ELEMENT * (1 + pyramidShare)));
}

/** The rows of the pyramid's largest blocks that have at most so many: stretches that begin and end at multiples of it are read fastest. */
export function blockWithin(rows: number): number {
  let size = 1;
  while (size * FACTOR <= Math.min(rows, FACTOR ** LEVELS)) size *= FACTOR;
  return size;
}

/** Minima and maxima of blocks of `size` rows; only blocks whose last row has arrived are valid. */
interface Level {
  readonly size: number;
  readonly capacity: number;
  allocated: number;
  min: Float32Array<ArrayBuffer>;
  max: Float32Array<ArrayBuffer>;
}

/**
 * Rows of `width` float32 values, row-major, in a ring: at most `capacity` rows are held, the oldest give way. Row
 * numbers count from that of the first row and never change. Above the rows stands a pyramid of block minima and maxima (first and
 * last values are read from the rows themselves), so that the extent of any stretch of R rows costs O(log R), exactly.
 * NaN takes no part in minima and maxima.
 */
export class SampleRing {
  readonly width: number;
  readonly capacity: number;
  /** The number of the first row that was ever appended. */
  private readonly start: number;
  /** Rows appended so far. */
  private count = 0;
  /** Smallest and largest value of each column since the start. */
  readonly minima: Float32Array<ArrayBuffer>;
  readonly maxima: Float32Array<ArrayBuffer>;
  /** The rows, each at its offset; replaced when it grows. */
  data: Float32Array<ArrayBuffer>;
  private allocated: number;
  private readonly levels: Level[] = [];

  /** @param start the number that the first row will have */
  constructor(width: number, capacity: number, start = 0) {
    this.start = start;
    this.width = width;
    this.capacity = capacity;
    this.minima = new Float32Array(width).fill(Infinity);
    this.maxima = new Float32Array(width).fill(-Infinity);
    this.allocated = Math.min(capacity, FIRST_ALLOCATION);
    this.data = new Float32Array(this.allocated * width);
    for (let level = 1; level <= LEVELS && FACTOR ** level <= capacity; level++) {
      const size = FACTOR ** level;
      // The block being filled takes the place of one of which rows have been dropped.
      const blocks = Math.ceil(capacity / size);
      const allocated = Math.min(blocks, Math.ceil(FIRST_ALLOCATION / size));
      const min = new Float32Array(allocated * width);
      this.levels.push({ size, capacity: blocks, allocated, min, max: new Float32Array(allocated * width) });
    }
  }

  /** The oldest row still held. */
  get firstRow(): number {
    return this.start + Math.max(0, this.count - this.capacity);
  }

  /** One past the newest row. */
  get endRow(): number {
    return this.start + this.count;
  }

  has(row: number): boolean {
    return row >= this.firstRow && row < this.endRow;
  }

  /** Where a held row begins in `data`. */
  offsetOf(row: number): number {
    return ((row - this.start) % this.allocated) * this.width;
  }

  /** NaN where the row is not held. */
  value(column: number, row: number): number {
    return this.has(row) ? this.data[this.offsetOf(row) + column]! : NaN;
  }

  /** A view of the row, [width], valid until the next append; undefined where the row is not held. */
  row(row: number): Float32Array | undefined {
    if (!this.has(row)) return undefined;
    const start = this.offsetOf(row);
    return this.data.subarray(start, start + this.width);
  }

  /** Counts so many rows as appended and dropped, before the first is appended; then as many follow as are held. */
  skip(rows: number): void {
    this.allocated = this.capacity;
    this.data = grown(this.data, this.allocated * this.width);
    for (const level of this.levels) growLevel(level, this.width, level.capacity);
    this.count = rows;
  }

  /** Appends `width` values from `offset` on. */
  append(values: Float32Array | Float64Array, offset: number): void {
    if (this.count === this.allocated && this.allocated < this.capacity) this.growRows();
    const { width, data, minima, maxima } = this;
    const start = this.offsetOf(this.endRow);
    for (let column = 0; column < width; column++) {
      const value = Math.fround(values[offset + column]!);
      data[start + column] = value;
      if (value < minima[column]!) minima[column] = value;
      if (value > maxima[column]!) maxima[column] = value;
    }
    this.count++;
    const lowest = this.levels[0];
    if (lowest) this.merge(0, this.count - 1, data, data, start);
  }

  /**
   * Extent of a column over the held rows from ≤ row < to, into `into`; false where there are none. Where no value of
   * the stretch is a number, min is Infinity and max −Infinity.
   */
  extent(column: number, from: number, to: number, into: Extent): boolean {
    const start = Math.max(from, this.firstRow);
    const end = Math.min(to, this.endRow);
    if (start >= end) return false;
    const { width, data, levels, start: origin } = this;
    let min = Infinity;
    let max = -Infinity;
    let row = start;
    // Up through the levels as far as blocks begin at the row, and down again where the largest would reach too far.
    let level = -1;
    while (row < end) {
      while (level + 1 < levels.length) {
        const { size } = levels[level + 1]!;
        if ((row - origin) % size !== 0 || row + size > end) break;
        level++;
      }
      while (level >= 0 && ((row - origin) % levels[level]!.size !== 0 || row + levels[level]!.size > end)) level--;
      if (level >= 0) {
        const { size, allocated, min: minima, max: maxima } = levels[level]!;
        const index = (((row - origin) / size) % allocated) * width + column;
        if (minima[index]! < min) min = minima[index]!;
        if (maxima[index]! > max) max = maxima[index]!;
        row += size;
        continue;
      }
      const stop = this.rowsBeforeBlock(row, end);
      let index = this.offsetOf(row) + column;
      for (; row < stop; row++) {
        const value = data[index]!;
        if (value < min) min = value;
        if (value > max) max = value;
        index += width;
        if (index >= data.length) index -= data.length;
      }
    }
    into.first = data[this.offsetOf(start) + column]!;
    into.last = data[this.offsetOf(end - 1) + column]!;
    into.min = min;
    into.max = max;
    return true;
  }

  /** Largest value of every column over the held rows from ≤ row < to, into `into` [width]; false where there are none. */
  maximaOver(from: number, to: number, into: Float32Array): boolean {
    const start = Math.max(from, this.firstRow);
    const end = Math.min(to, this.endRow);
    if (start >= end) return false;
    into.fill(-Infinity);
    for (let row = start; row < end;) {
      const level = this.levelAt(row, end);
      const source = level ? level.max : this.data;
      const block = level && (row - this.start) / level.size;
      const index = level ? (block! % level.allocated) * this.width : this.offsetOf(row);
      for (let column = 0; column < this.width; column++) {
        const value = source[index + column]!;
        if (value > into[column]!) into[column] = value;
      }
      row += level ? level.size : 1;
    }
    return true;
  }

  /** The largest block that starts at `row` and ends by `end`; undefined where only single rows do. */
  private levelAt(row: number, end: number): Level | undefined {
    let found: Level | undefined;
    for (const level of this.levels) {
      if ((row - this.start) % level.size !== 0 || row + level.size > end) break;
      found = level;
    }
    return found;
  }

  /** Up to where rows are read one by one: the next border of the lowest blocks, or `end`. */
  private rowsBeforeBlock(row: number, end: number): number {
    return Math.min(end, row + FACTOR - ((row - this.start) % FACTOR));
  }

  /** Merges row or block number `child`, whose values start at `start`, into its block of the level above. */
  private merge(above: number, child: number, childMin: Float32Array, childMax: Float32Array, start: number): void {
    const level = this.levels[above];
    if (!level) return;
    const block = Math.floor(child / FACTOR);
    const isFirst = child % FACTOR === 0;
    if (isFirst && block === level.allocated && level.allocated < level.capacity)
      growLevel(level, this.width, this.allocated === this.capacity ? level.capacity : level.allocated * 2);
    const { min, max } = level;
    const target = (block % level.allocated) * this.width;
    if (isFirst) {
      min.fill(Infinity, target, target + this.width);
      max.fill(-Infinity, target, target + this.width);
    }
    for (let column = 0; column < this.width; column++) {
      const low = childMin[start + column]!;
      const high = childMax[start + column]!;
      if (low < min[target + column]!) min[target + column] = low;
      if (high > max[target + column]!) max[target + column] = high;
    }
    if (child % FACTOR === FACTOR - 1) this.merge(above + 1, block, min, max, target);
  }

  private growRows(): void {
    const isLarge = this.allocated * this.width >= MOST_COPIED && this.capacity < Infinity;
    this.allocated = isLarge ? this.capacity : Math.min(this.capacity, this.allocated * 2);
    this.data = grown(this.data, this.allocated * this.width);
  }
}

function growLevel(level: Level, width: number, blocks: number): void {
  level.allocated = Math.min(level.capacity, blocks);
  level.min = grown(level.min, level.allocated * width);
  level.max = grown(level.max, level.allocated * width);
}

function grown(values: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(values);
  return larger;
}
