import { BAR_ROW, drawColourBar } from './colourBar.ts';
import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { writePixels } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { clipped, drawGround, drawNote, drawValueAxis } from './plot.ts';
import type { Readout } from './readout.ts';
import { HIGHEST_HZ } from './spectrogramColumns.ts';
import type { SpectrogramColumns } from './spectrogramColumns.ts';
import { formatFixed } from './ticks.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** dB from the darkest to the brightest colour. */
const RANGE_DB = 25;
/** The brightest colour stands for at least so much, dB: a silent network stays dark. */
const LEAST_TOP_DB = -20;
/** The colours' range grows in such steps, dB. */
const STEP_DB = 5;
/** ms of a frame that columns may take. */
const BUDGET = 5;

/** The columns of a spectrogram as an image; one per canvas. Holds nothing but pixels. */
export class SpectrogramPainter {
  /** Whether columns are missing that can be computed: then the next frame goes on. */
  isPending = false;
  private image: OffscreenCanvas | undefined;
  private block: ImageData | undefined;

  /** Draws what the view shows, after computing what is missing for some milliseconds. */
  draw(frame: Frame, area: PlotArea, columns: SpectrogramColumns, view: TimeView, scale: ValueScale): void {
    const { hop, first, end } = columnsInView(frame, columns, view);
    this.isPending = !columns.compute(hop, first, end, performance.now() + BUDGET);
    if (!this.paint(columns, hop, first, end)) return;
    const bins = columns.frequency.length;
    const stepHz = columns.frequency[1]!;
    const left = xOfTime(frame, view, (first - 0.5) * hop);
    const right = xOfTime(frame, view, (end - 0.5) * hop);
    const top = yOfValue(scale, (bins - 0.5) * stepHz);
    const bottom = yOfValue(scale, -0.5 * stepHz);
    clipped(frame, area, () => {
      frame.ctx.imageSmoothingEnabled = true;
      frame.ctx.drawImage(this.image!, 0, 0, end - first, bins, left, top, right - left, bottom - top);
    });
  }

  /** Colours of the columns as pixels, the highest frequency on top; false where there is none. */
  private paint(columns: SpectrogramColumns, hop: number, first: number, end: number): boolean {
    const bins = columns.frequency.length;
    const width = end - first;
    if (!this.image || this.image.width < width || this.image.height !== bins) {
      this.image = new OffscreenCanvas(Math.ceil(1.25 * width), bins);
    }
    const context = this.image.getContext('2d')!;
    if (!this.block || this.block.width !== width || this.block.height !== bins) {
      this.block = context.createImageData(width, bins);
    }
    const pixels = new Uint32Array(this.block.data.buffer);
    pixels.fill(0);
    const range = spectrogramRange(columns);
    const computed = columns.columnsOf(hop);
    let shown: Float32Array | undefined;
    let isAny = false;
    for (let x = 0; x < width; x++) {
      // Until it has been computed, the column to its left stands for it.
      shown = computed.get(first + x) ?? (this.isPending ? shown : undefined);
      if (!shown) continue;
      isAny = true;
      writePixels(shown, bins, range, pixels, (bins - 1) * width + x, -width);
    }
    if (isAny) context.putImageData(this.block, 0, 0);
    return isAny;
  }
}

/** Power of a mean voltage over time and frequency, with its colour bar. */
export function drawSpectrogram(
  frame: Frame,
  columns: SpectrogramColumns | undefined,
  view: TimeView,
  theme: ChartTheme,
  painter: SpectrogramPainter,
): void {
  const area = spectrogramArea(frame);
  const scale = frequencyScale(frame);
  drawGround(frame, area, view, theme);
  drawValueAxis(frame, area, theme, scale, 'Hz');
  if (columns) painter.draw(frame, area, columns, view, scale);
  drawColourBar(frame, area, theme, spectrogramRange(columns), 'dB re 1 mV²/Hz');
  if (columns && columns.recording.duration < columns.windowMs) {
    drawNote(frame, area, `A spectrum needs ${columns.windowMs} ms of recording`, theme);
  }
}

/** The frequency at which the power at `time` peaks, and that power, for drawCursor. */
export function readSpectrogram(
  size: Size,
  columns: SpectrogramColumns | undefined,
  view: TimeView,
  time: number,
  theme: ChartTheme,
): Readout[] {
  if (!columns) return [];
  const { hop } = columnsInView({ ...size, pixelRatio: 1 }, columns, view);
  const c = Math.round(time / hop);
  columns.compute(hop, c, c + 1, Infinity);
  const column = columns.columnsOf(hop).get(c);
  const peak = column && columns.peakOf([column]);
  if (!peak) return [];
  return [
    {
      label: 'peak',
      text: `${formatFixed(peak.hz, 0)} Hz, ${formatFixed(peak.power, 0)} dB`,
      colour: populationColour(theme, columns.population),
      y: yOfValue(frequencyScale(size), peak.hz),
    },
  ];
}

/** One sentence for screen readers: where the mean power over the view peaks. */
export function describeSpectrogram(columns: SpectrogramColumns | undefined, view: TimeView): string {
  if (!columns || columns.recording.duration < columns.windowMs) {
    return `Spectrogram: ${columns ? `it needs ${columns.windowMs} ms of recording` : 'nothing has been recorded yet'}.`;
  }
  const { name } = columns.recording.populations[columns.population]!;
  const hop = columns.hopFor((view.end - view.start) / DESCRIBED);
  const first = Math.ceil(view.start / hop - 1e-9);
  const end = Math.floor(view.end / hop + 1e-9) + 1;
  columns.compute(hop, first, end, Infinity);
  const shown = Array.from({ length: end - first }, (_, k) => columns.columnsOf(hop).get(first + k)).filter(
    (column) => column !== undefined,
  );
  const peak = columns.peakOf(shown);
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  const what = `Spectrogram of the mean ${name} voltage ${span}, window ${columns.windowMs} ms`;
  if (!peak) return `${what}: nothing has been recorded there yet.`;
  return `${what}: peak at ${formatFixed(peak.hz, 0)} Hz, ${formatFixed(peak.power, 0)} dB re 1 mV²/Hz.`;
}

/** So many columns tell where the peak of a view is. */
const DESCRIBED = 64;

function columnsInView(
  frame: Size & Pick<Frame, 'pixelRatio'>,
  columns: SpectrogramColumns,
  view: TimeView,
): { readonly hop: number; readonly first: number; readonly end: number } {
  const hop = columns.hopFor(timePerPixel(frame, view) / frame.pixelRatio);
  return { hop, first: Math.max(0, Math.floor(view.start / hop)), end: Math.ceil(view.end / hop) + 2 };
}

/** dB re 1 mV²/Hz at the ends of the colour bar: always as wide, and higher once a larger power has been seen. */
function spectrogramRange(columns: SpectrogramColumns | undefined): ColourRange {
  const top = Math.max(LEAST_TOP_DB, Math.ceil((columns?.loudest ?? -Infinity) / STEP_DB) * STEP_DB);
  return [top - RANGE_DB, top];
}

function spectrogramArea(size: Size): PlotArea {
  return plotArea(size, { top: BAR_ROW });
}

function frequencyScale(size: Size): ValueScale {
  const { top, bottom } = spectrogramArea(size);
  return { min: 0, max: HIGHEST_HZ, top, bottom };
}
