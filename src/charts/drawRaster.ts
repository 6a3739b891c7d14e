import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import type { SpikeList } from '../recording/spikeList.ts';
import { neuronColour, neuronName, populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { drawBandAxis, drawRowMarks } from './bandAxis.ts';
import { plotArea } from './frame.ts';
import type { Frame, Size } from './frame.ts';
import { neuronAtY, neuronBands, rowHeightOf } from './neuronRows.ts';
import type { Band } from './neuronRows.ts';
import { clipped, drawGround } from './plot.ts';
import type { Readout } from './readout.ts';
import { formatNumber } from './ticks.ts';
import { xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

export interface RasterOptions {
  /** Highlighted: their row is tinted and their ticks take the neuron's own colour. */
  readonly chosen?: readonly number[];
  readonly hovered?: number;
  /** Names of populations whose −20 mV events are drawn too, as lighter ticks; ['LN'] by default. */
  readonly eventPopulations?: readonly string[];
}

const EVENT_POPULATIONS: readonly string[] = ['LN'];
/** Half the width of the window in which the readout counts, ms. */
const COUNTED = 5;
/** A tick stays visible in any crowd and modest in a small network, CSS pixels. */
const LOWEST_TICK = 2.5;
const HIGHEST_TICK = 14;
/** From this many neurons on ticks are one pixel wide. */
const MANY = 400;

/** Spikes over time: index 0 on top, populations as bands. Without a recording the axes are drawn. */
export function drawRaster(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options: RasterOptions = {},
): void {
  const area = plotArea(frame);
  drawGround(frame, area, view, theme);
  if (!recording) return;
  const bands = neuronBands(recording.populations, area);
  drawBandAxis(frame, area, theme, recording.populations, bands);
  drawRowMarks(frame, area, theme, recording.populations, bands, options);
  const eventPopulations = options.eventPopulations ?? EVENT_POPULATIONS;
  const chosen = new Set(options.chosen);
  if (options.hovered !== undefined) chosen.add(options.hovered);
  clipped(frame, area, () => {
    for (const band of bands) {
      const colour = populationColour(theme, band.population);
      const name = recording.populations[band.population]!.name;
      const rest = (neuron: number) => !chosen.has(neuron);
      if (eventPopulations.includes(name)) fillTicks(frame, view, recording.events, band, withAlpha(colour, 0.5), rest);
      fillTicks(frame, view, recording.spikes, band, colour, rest);
    }
    for (const neuron of chosen) {
      const band = bands.find(({ first, count }) => neuron >= first && neuron < first + count);
      if (!band) continue;
      const colour = neuronColour(theme, recording.populations, neuron);
      const only = (other: number) => other === neuron;
      if (eventPopulations.includes(recording.populations[band.population]!.name)) {
        fillTicks(frame, view, recording.events, band, withAlpha(colour, 0.5), only);
      }
      fillTicks(frame, view, recording.spikes, band, colour, only);
    }
  });
}

/** The neuron whose row is at y; undefined between and outside the bands. */
export function neuronAtRaster(size: Size, populations: readonly PopulationRange[], y: number): number | undefined {
  return neuronAtY(neuronBands(populations, plotArea(size)), y);
}

/** Spikes of each population, or events where those are drawn, within 5 ms of `time`. */
export function readRaster(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  options: RasterOptions = {},
): Readout[] {
  if (!recording || time > recording.time) return [];
  const eventPopulations = options.eventPopulations ?? EVENT_POPULATIONS;
  return neuronBands(recording.populations, plotArea(size)).map((band) => {
    const { name } = recording.populations[band.population]!;
    const list = eventPopulations.includes(name) ? recording.events : recording.spikes;
    const count = countBetween(list, band, time - COUNTED, time + COUNTED);
    const what = list === recording.events ? 'event' : 'spike';
    return {
      label: name,
      text: `${count} ${what}${count === 1 ? '' : 's'} ±${COUNTED} ms`,
      colour: populationColour(theme, band.population),
      y: (band.top + band.bottom) / 2,
    };
  });
}

/** One sentence for screen readers. */
export function describeRaster(recording: Recording | undefined, view: TimeView, options: RasterOptions = {}): string {
  if (!recording || recording.time === 0) return 'Spike raster: nothing has been recorded yet.';
  const eventPopulations = options.eventPopulations ?? EVENT_POPULATIONS;
  const parts = neuronBands(recording.populations, { left: 0, right: 0, top: 0, bottom: 0 }).map((band) => {
    const { name } = recording.populations[band.population]!;
    const spikes = countBetween(recording.spikes, band, view.start, view.end);
    const events = eventPopulations.includes(name)
      ? ` and ${countBetween(recording.events, band, view.start, view.end)} crossings of −20 mV`
      : '';
    return `${spikes} ${spikes === 1 ? 'spike' : 'spikes'}${events} of ${band.count} ${name}s`;
  });
  const chosen = options.chosen?.length ? ` Highlighted: ${namesOf(recording, options.chosen)}.` : '';
  const span = `from ${formatNumber(view.start, 0)} to ${formatNumber(view.end, 0)} ms`;
  return `Spike raster ${span}: ${parts.join(', ')}.${chosen}`;
}

function namesOf(recording: Recording, neurons: readonly number[]): string {
  return neurons.map((neuron) => neuronName(recording.populations, neuron)).join(', ');
}

function fillTicks(
  frame: Frame,
  view: TimeView,
  spikes: SpikeList,
  band: Band,
  colour: string,
  isDrawn: (neuron: number) => boolean,
): void {
  const { ctx, pixelRatio } = frame;
  const rowHeight = rowHeightOf(band);
  const height = Math.min(HIGHEST_TICK, Math.max(LOWEST_TICK, 0.8 * rowHeight));
  const width = Math.max(1, Math.round((band.count >= MANY ? 1 : 1.5) * pixelRatio)) / pixelRatio;
  const offset = band.top + (rowHeight - height) / 2;
  ctx.fillStyle = colour;
  // A neuron that fires again within the same pixel needs no second tick.
  const lastX = new Float64Array(band.count).fill(-1);
  const end = spikes.firstAtOrAfter(view.end);
  for (let spike = spikes.firstAtOrAfter(view.start); spike < end; spike++) {
    const row = spikes.neuron[spike]! - band.first;
    if (row < 0 || row >= band.count || !isDrawn(spikes.neuron[spike]!)) continue;
    const x = Math.round((xOfTime(frame, view, spikes.time[spike]!) - width / 2) * pixelRatio) / pixelRatio;
    if (x === lastX[row]) continue;
    lastX[row] = x;
    ctx.fillRect(x, offset + row * rowHeight, width, height);
  }
}

function countBetween(list: SpikeList, { first, count }: Band, from: number, to: number): number {
  let found = 0;
  const end = list.firstAtOrAfter(to);
  for (let spike = list.firstAtOrAfter(from); spike < end; spike++) {
    const neuron = list.neuron[spike]!;
    if (neuron >= first && neuron < first + count) found++;
  }
  return found;
}

/** '#rrggbb' made transparent. */
function withAlpha(colour: string, alpha: number): string {
  return `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
