import { BAR_ROW, drawColourBar } from './colourBar.ts';
import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { mapPixel } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { clipped, drawGround, drawPill, drawValueAxis, fillHorizontal } from './plot.ts';
import type { Readout } from './readout.ts';
import type { SpectrogramColumns } from './spectrogramColumns.ts';
import { formatNumber } from './ticks.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** dB from the darkest to the brightest colour. */
const RANGE_DB = 40;
/** The brightest colour stands for at least so much, dB: a silent network stays dark. */
const LEAST_TOP_DB = -20;
/** ms of a frame that columns may take. */
const BUDGET = 5;
/** So many windows' resolutions above 0 Hz the peak is looked for: below stands the drift. */
const DRIFT = 2;

/** What is painted of a spectrogram, and between which colours; one per canvas. */
export class SpectrogramPainter {
  readonly columns: SpectrogramColumns;
  /** Whether columns are missing that can be computed. */
  isPending = false;
  private image: OffscreenCanvas | undefined;
  private block: ImageData | undefined;
  private top = LEAST_TOP_DB;

  constructor(columns: SpectrogramColumns) {
    this.columns = columns;
  }

  /** dB re 1 mV²/Hz at the ends of the colour bar: as wide as ever, and growing with the largest power that was seen. */
  get range(): ColourRange {
    return [this.top - RANGE_DB, this.top];
  }

  /** Draws what the view shows of it, after computing what is missing, some milliseconds at most. */
  draw(frame: Frame, area: PlotArea, view: TimeView, scale: ValueScale): void {
    const { columns } = this;
    const hop = columns.hopFor(timePerPixel(frame, view) / frame.pixelRatio);
    const first = Math.max(0, Math.floor(view.start / hop));
    const end = Math.ceil(view.end / hop) + 1;
    this.isPending = !columns.compute(hop, first, end, performance.now() + BUDGET);
    const found = this.paint(hop, first, end);
    if (!found) return;
    const bins = columns.frequency.length;
    const step = columns.frequency[1]!;
    const left = xOfTime(frame, view, (first - 0.5) * hop);
    const right = xOfTime(frame, view, (end - 0.5) * hop);
    const top = yOfValue(scale, (bins - 0.5) * step);
    const bottom = yOfValue(scale, -0.5 * step);
    clipped(frame, area, () => {
      frame.ctx.imageSmoothingEnabled = true;
      frame.ctx.drawImage(this.image!, 0, 0, end - first, bins, left, top, right - left, bottom - top);
    });
  }

  /** Colours of the columns as pixels, highest frequency on top; false where there is none. */
  private paint(hop: number, first: number, end: number): boolean {
    const { columns } = this;
    const bins = columns.frequency.length;
    const width = end - first;
    if (!this.image || this.image.width < width || this.image.height !== bins) {
      this.image = new OffscreenCanvas(Math.ceil(1.5 * width), bins);
    }
    const context = this.image.getContext('2d')!;
    if (!this.block || this.block.width !== width || this.block.height !== bins) {
      this.block = context.createImageData(width, bins);
    }
    const pixels = new Uint32Array(this.block.data.buffer);
    const shown: (Float32Array | undefined)[] = [];
    let isFound = false;
    for (let c = first; c < end; c++) {
      // Until it has been computed, the column to its left stands for it.
      const column = columns.column(hop, c) ?? (this.isPending ? shown.at(-1) : undefined);
      shown.push(column);
      if (!column) continue;
      isFound = true;
      for (let k = 1; k < bins; k++) if (column[k]! > this.top_power) this.raise(column[k]!);
    }
    if (!isFound) return false;
    const range = this.range;
    pixels.fill(0);
    shown.forEach((column, x) => {
      if (!column) return;
      for (let k = 0; k < bins; k++) pixels[(bins - 1 - k) * width + x] = mapPixel(decibels(column[k]!), range);
    });
    context.putImageData(this.block, 0, 0);
    return true;
  }
}
