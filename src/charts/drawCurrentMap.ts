import type { PopulationRange } from '../model/population.ts';
import { drawBandAxis } from './bandAxis.ts';
import type { ChartTheme } from './chartTheme.ts';
import { CurrentColours } from './currentColours.ts';
import type { CurrentMap } from './currentMap.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { neuronAtY, neuronBands } from './neuronRows.ts';
import type { StimulusPreview } from './stimulusPreview.ts';
import { formatFixed } from './ticks.ts';
import type { TimeView } from './timeView.ts';

const BAR_ROW = 16;

/** What each neuron receives: time to the right, neurons downwards, the current as a colour around 0. */
export function drawCurrentMap(
  frame: Frame,
  map: CurrentMap,
  populations: readonly PopulationRange[],
  preview: StimulusPreview,
  theme: ChartTheme,
): void {
  const { ctx } = frame;
  const area = mapArea(frame);
  const largest = largestOf(preview);
  const colours = new CurrentColours(theme);
  const image = new ImageData(map.width, map.rows);
  map.paint(new Uint32Array(image.data.buffer), colours, largest);
  const picture = new OffscreenCanvas(map.width, map.rows);
  picture.getContext('2d')!.putImageData(image, 0, 0);
  const bands = neuronBands(populations, area);
  ctx.imageSmoothingEnabled = false;
  const width = area.right - area.left;
  for (const { first, count, top, bottom } of bands) {
    ctx.drawImage(picture, 0, first / map.group, map.width, count / map.group, area.left, top, width, bottom - top);
  }
  drawBandAxis(frame, area, theme, populations, bands);
  drawKey(frame, area, theme, colours, largest);
}

/** The neuron whose row is at y. */
export function neuronAtCurrentMap(size: Size, populations: readonly PopulationRange[], y: number): number | undefined {
  return neuronAtY(neuronBands(populations, mapArea(size)), y);
}

/** One sentence for screen readers. */
export function describeCurrentMap(preview: StimulusPreview, view: TimeView): string {
  const [low, high] = rangeOf(preview);
  return (
    `What each neuron receives from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms: ` +
    `${preview.driven} of ${preview.n} neurons driven; over the run ${formatFixed(low, 2)} to ${formatFixed(high, 2)} µA/cm².`
  );
}

function mapArea(size: Size): PlotArea {
  return plotArea(size, { top: BAR_ROW, bottom: 4 });
}

function rangeOf({ min, max }: StimulusPreview): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of min) low = Math.min(low, value);
  for (const value of max) high = Math.max(high, value);
  return [low, high];
}

/** µA/cm² at the ends of the map. */
function largestOf(preview: StimulusPreview): number {
  const largest = Math.max(...rangeOf(preview).map(Math.abs));
  return largest > 0 ? largest : 1;
}

function drawKey(frame: Frame, area: PlotArea, theme: ChartTheme, colours: CurrentColours, largest: number): void {
  const { ctx } = frame;
  const width = Math.min(120, (area.right - area.left) / 3);
  ctx.font = theme.numberFont;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.mutedText;
  const highest = `${formatFixed(largest, 1)} µA/cm²`;
  ctx.fillText(highest, area.right, 8);
  const right = area.right - ctx.measureText(highest).width - 6;
  const left = right - width;
  ctx.fillText(formatFixed(-largest, 1), left - 6, 8);
  const steps = 60;
  for (let step = 0; step < steps; step++) {
    ctx.fillStyle = colours.css((2 * (step + 0.5)) / steps - 1);
    ctx.fillRect(left + (step / steps) * width, 4, width / steps + 0.5, 8);
  }
}
