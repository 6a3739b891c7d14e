import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import { neuronColour, populationColour } from '../chartTheme.ts';
import type { ChartTheme } from '../chartTheme.ts';
import { columnsPerPixel, strokeFine } from '../plot.ts';
import type { Frame, PlotArea, Size } from '../frame.ts';
import { spreadApart } from '../drawCursor.ts';
import { addSamples } from '../samplePath.ts';
import type { Samples } from '../samplePath.ts';
import { xOfTime } from '../timeView.ts';
import type { TimeView } from '../timeView.ts';
import { yOfValue } from '../valueScale.ts';
import type { ValueScale } from '../valueScale.ts';

/** One of the runs on a chart of several. */
export interface ComparedRun {
  /** 'now' for the run on screen, 'A' … 'D' for pinned ones. */
  readonly label: string;
  readonly recording: Recording;
  /** undefined: the run on screen, in its own colours; else the place of the pin, which has its own dashes. */
  readonly pin: number | undefined;
}

/** Dashes and gaps of pinned runs, CSS pixels: told apart without colour. */
const DASHES: readonly (readonly number[])[] = [
  [6, 3],
  [2, 2.5],
  [10, 3, 2, 3],
  [1, 4],
];

export interface LineStyle {
  readonly colour: string;
  /** Empty for a solid line. */
  readonly dash: readonly number[];
}

/** How a pinned run is drawn everywhere: without a colour, since those of the neurons take all that can be told apart. */
export function pinStyle(theme: ChartTheme, pin: number): LineStyle {
  return { colour: pin % 2 === 0 ? theme.mutedText : theme.text, dash: pinDash(pin) };
}

export function pinDash(pin: number): readonly number[] {
  return DASHES[pin % DASHES.length]!;
}

/** How a neuron's line, or a population's, is drawn for a run. A run that stands alone on its chart needs no style of its own. */
export function lineStyle(
  theme: ChartTheme,
  { pin }: Pick<ComparedRun, 'pin'>,
  isAlone: boolean,
  of: { readonly population: number } | { readonly neuron: number; readonly populations: readonly PopulationRange[] },
): LineStyle {
  if (pin !== undefined && !isAlone) return pinStyle(theme, pin);
  const colour =
    'population' in of ? populationColour(theme, of.population) : neuronColour(theme, of.populations, of.neuron);
  return { colour, dash: [] };
}

/** Strokes samples in a run's style. */
export function strokeSamples(
  frame: Frame,
  view: TimeView,
  scale: ValueScale,
  samples: Samples,
  { colour, dash }: LineStyle,
): void {
  const path = new Path2D();
  addSamples(path, frame, view, scale, samples, columnsPerPixel(frame));
  frame.ctx.setLineDash([...dash]);
  strokeFine(frame, path, colour);
  frame.ctx.setLineDash([]);
}

/** A run's label, for the end of its line. */
export interface RunLabel {
  readonly text: string;
  readonly colour: string;
  /** Where the line ends, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** The label for samples that were drawn; none where none of them is in view. */
export function runLabel(
  size: Size,
  view: TimeView,
  scale: ValueScale,
  { rowInterval, firstRow, endRow, value }: Samples,
  text: string,
  colour: string,
): readonly RunLabel[] {
  const row = Math.min(endRow - 1, Math.floor(view.end / rowInterval + 1e-6));
  const last = row >= firstRow && row * rowInterval >= view.start ? value(row) : NaN;
  if (Number.isNaN(last)) return [];
  return [{ text, colour, x: xOfTime(size, view, row * rowInterval), y: yOfValue(scale, last) }];
}

/** Writes each run's label beside the end of its line, pushed apart where they would cover each other. */
export function drawRunLabels(frame: Frame, area: PlotArea, theme: ChartTheme, labels: readonly RunLabel[]): void {
  const { ctx } = frame;
  if (area.bottom - area.top < labels.length * LABEL_PITCH) return;
  const sorted = labels.toSorted((a, b) => a.y - b.y);
  const half = LABEL_PITCH / 2;
  const middles = spreadApart(
    sorted.map(({ y }) => y),
    LABEL_PITCH,
    area.top + half,
    area.bottom - half,
  );
  ctx.font = theme.nameFont;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  sorted.forEach(({ text, colour, x }, index) => {
    const { width } = ctx.measureText(text);
    // Behind a line that ends early, on one that goes on to the edge.
    const right = Math.min(area.right - 3, x + width + 6);
    ctx.fillStyle = theme.plot;
    ctx.globalAlpha = 0.8;
    ctx.fillRect(right - width - 2, middles[index]! - half, width + 4, LABEL_PITCH);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour;
    ctx.fillText(text, right, middles[index]!);
  });
}

const LABEL_PITCH = 12;
