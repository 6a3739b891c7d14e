import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import { drawBandAxis } from './bandAxis.ts';
import { neuronColour, neuronName } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { BAR_ROW, drawColourBar } from './colourBar.ts';
import { VOLTAGE_COLOURS } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import { plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { HeatMapCache } from './heatMapCache.ts';
import { neuronAtY, neuronBands, rowHeightOf, rowTop } from './neuronRows.ts';
import type { Band } from './neuronRows.ts';
import { clipped, drawDropped, drawGround, hairlineWidth } from './plot.ts';
import type { Readout } from './readout.ts';
import { formatFixed } from './ticks.ts';
import type { TimeView } from './timeView.ts';

export { HeatMapCache };

export interface HeatMapOptions {
  /** Make one per canvas and hand it in at every draw. */
  readonly cache: HeatMapCache;
  /** mV at the ends of the colour bar; VOLTAGE_COLOURS by default. */
  readonly range?: ColourRange;
  readonly chosen?: readonly number[];
  readonly hovered?: number;
}

/** V of all neurons over time in colour; a pixel shows the LARGEST V of what it covers, so that spikes stay visible. */
export function drawHeatMap(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  { cache, range = VOLTAGE_COLOURS, chosen = [], hovered }: HeatMapOptions,
): void {
  const area = heatMapArea(frame);
  drawGround(frame, area, view, theme);
  drawColourBar(frame, area, theme, range, 'mV');
  if (!recording) return;
  const bands = neuronBands(recording.populations, area);
  clipped(frame, area, () => cache.draw(frame, area, recording, view, bands, range));
  drawDropped(frame, area, view, theme, recording);
  drawBandAxis(frame, area, theme, recording.populations, bands);
  const marked = hovered === undefined ? chosen : [...chosen, hovered];
  for (const neuron of marked) markRow(frame, area, theme, recording, bands, neuron, neuron === hovered);
}

/** The neuron whose row is at y; undefined between and outside the bands. */
export function neuronAtHeatMap(size: Size, populations: readonly PopulationRange[], y: number): number | undefined {
  return neuronAtY(neuronBands(populations, heatMapArea(size)), y);
}

/** V of the hovered neuron at `time`. */
export function readHeatMap(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  hovered: number | undefined,
): Readout[] {
  if (!recording || hovered === undefined || recording.rowNearest(time) === undefined) return [];
  const bands = neuronBands(recording.populations, heatMapArea(size));
  return [
    {
      label: neuronName(recording.populations, hovered),
      text: `${formatFixed(recording.voltageAt(hovered, time), 1)} mV`,
      colour: neuronColour(theme, recording.populations, hovered),
      y: rowTop(bands, hovered) + rowHeightOf(bands[0]!) / 2,
    },
  ];
}

/** One sentence for screen readers. */
export function describeHeatMap(recording: Recording | undefined, view: TimeView): string {
  if (!recording || recording.isEmpty) return 'Heat map of V: nothing has been recorded yet.';
  const [low, high] = recording.voltageRange;
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  const range = `V since the start lies between ${formatFixed(low, 0)} and ${formatFixed(high, 0)} mV`;
  return `Heat map of V of ${recording.n} neurons ${span}; ${range}.`;
}

function heatMapArea(size: Size): PlotArea {
  return plotArea(size, { top: BAR_ROW });
}

/** A frame around the row where it is high enough, and a mark in the gutter. */
function markRow(
  frame: Frame,
  area: PlotArea,
  theme: ChartTheme,
  recording: Recording,
  bands: readonly Band[],
  neuron: number,
  isHovered: boolean,
): void {
  const top = rowTop(bands, neuron);
  if (Number.isNaN(top)) return;
  const { ctx } = frame;
  const rowHeight = rowHeightOf(bands[0]!);
  const height = Math.max(3, rowHeight);
  const y = top + (rowHeight - height) / 2;
  ctx.fillStyle = neuronColour(theme, recording.populations, neuron);
  ctx.fillRect(area.left - 5, y, 5, height);
  if (!isHovered) return;
  const line = hairlineWidth(frame);
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(area.left, y - line, area.right - area.left, line);
  ctx.fillRect(area.left, y + height, area.right - area.left, line);
}
