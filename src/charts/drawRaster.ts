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
import { clipped, drawGround, drawUnrecorded } from './plot.ts';
import type { Readout } from './readout.ts';
import { pixelOf } from './tickPicture.ts';
import type { TickPicture } from './tickPicture.ts';
import { formatFixed } from './ticks.ts';
import { xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

export interface RasterOptions {
  /** Highlighted: their row is tinted and their ticks take the neuron's own colour. */
  readonly chosen?: readonly number[];
  readonly hovered?: number;
  /** Names of populations whose −20 mV events are drawn too, as lighter ticks; ['LN'] by default. */
  readonly eventPopulations?: readonly string[];
  /** Where thousands of ticks are painted; make one per canvas. */
  readonly picture?: TickPicture;
}

const EVENT_POPULATIONS: readonly string[] = ['LN'];
/** Half the width of the window in which the readout counts, ms. */
const COUNTED = 5;
/** A tick stays visible where rows are thin, if need be across its neighbours, and modest in a small network; CSS pixels. */
const LOWEST_TICK = 5;
const LOWEST_TICK_OF_MANY = 3;
const HIGHEST_TICK = 14;
/** From this many neurons on ticks are one pixel wide. */
const MANY = 400;
/** Opacity of a tick of an event. */
const FAINT = 0.45;
/** More ticks are painted as pixels of one picture, as rectangles they take longer. */
const MOST_RECTANGLES = 2000;
/** How long after an event its potential may still reach 0 mV, ms. */
const RISE = 25;

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
  const eventPopulations = options.eventPopulations ?? EVENT_POPULATIONS;
  const isByEvents = ({ population }: Band): boolean =>
    eventPopulations.includes(recording.populations[population]!.name);
  drawUnrecorded(frame, area, view, theme, recording.startTime);
  for (const band of bands.filter(isByEvents)) {
    drawUnrecorded(frame, { ...area, top: band.top, bottom: band.bottom }, view, theme, recording.completeFrom);
  }
  drawBandAxis(frame, area, theme, recording.populations, bands);
  drawRowMarks(frame, area, theme, recording.populations, bands, options);
  const highlighted = new Set(options.chosen);
  if (options.hovered !== undefined) highlighted.add(options.hovered);
  const colourOf = (neuron: number, population: number): string =>
    highlighted.has(neuron) ? neuronColour(theme, recording.populations, neuron) : populationColour(theme, population);
  const gathered = bands.map((band) => ({
    band,
    ticks: gatherTicks(frame, recording, view, band, isByEvents(band)),
  }));
  const { picture } = options;
  if (picture && gathered.reduce((sum, { ticks }) => sum + ticks.x.length, 0) > MOST_RECTANGLES) {
    picture.begin(frame, area);
    for (const { band, ticks } of gathered) paintTicks(frame, picture, band, ticks, colourOf, highlighted);
    picture.end(frame);
    return;
  }
  clipped(frame, area, () => {
    for (const { band, ticks } of gathered) {
      const rest = (neuron: number) => !highlighted.has(neuron);
      fillTicks(frame, band, ticks, populationColour(theme, band.population), rest);
      for (const neuron of highlighted) {
        if (!isIn(band, neuron)) continue;
        fillTicks(frame, band, ticks, colourOf(neuron, band.population), (other) => other === neuron);
      }
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
    const count = countBetween(recording.events, band, view.start, view.end);
    const events = eventPopulations.includes(name) ? ` and ${count} ${name} ${count === 1 ? 'event' : 'events'}` : '';
    return `${spikes} ${spikes === 1 ? 'spike' : 'spikes'}${events} of ${band.count} ${name}s`;
  });
  const chosen = options.chosen?.length ? ` Highlighted: ${namesOf(recording, options.chosen)}.` : '';
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  const { spikes, neurons } = countAll(recording, view);
  const total = `${spikes} ${spikes === 1 ? 'spike' : 'spikes'} in ${neurons} ${neurons === 1 ? 'neuron' : 'neurons'}`;
  return `Spike raster ${span}, ${total}: ${parts.join(', ')}.${chosen}`;
}

function countAll({ spikes, n }: Recording, view: TimeView): { readonly spikes: number; readonly neurons: number } {
  const hasFired = new Uint8Array(n);
  const first = spikes.firstAtOrAfter(view.start);
  const end = spikes.firstAtOrAfter(view.end);
  for (let spike = first; spike < end; spike++) hasFired[spikes.neuron[spike]!] = 1;
  return { spikes: end - first, neurons: hasFired.reduce((sum, one) => sum + one, 0) };
}

function namesOf(recording: Recording, neurons: readonly number[]): string {
  return neurons.map((neuron) => neuronName(recording.populations, neuron)).join(', ');
}

/** Ticks of one band: neuron and x of each, in device pixels; full ones first, from `faint` on the lighter ones. */
interface Ticks {
  readonly neuron: number[];
  readonly x: number[];
  faint: number;
}

/**
 * One tick for each spike and, where events count, a lighter one for each potential that crosses −20 mV without reaching
 * 0 mV. A neuron that fires again within the same pixel gets no second tick.
 */
function gatherTicks(frame: Frame, recording: Recording, view: TimeView, band: Band, hasEvents: boolean): Ticks {
  const ticks: Ticks = { neuron: [], x: [], faint: 0 };
  const lastX = new Float64Array(band.count).fill(-Infinity);
  const add = (neuron: number, time: number): void => {
    const x = Math.round(xOfTime(frame, view, time) * frame.pixelRatio);
    if (x === lastX[neuron - band.first]) return;
    lastX[neuron - band.first] = x;
    ticks.neuron.push(neuron);
    ticks.x.push(x);
  };
  forEachOf(recording.spikes, band, view.start, view.end, add);
  ticks.faint = ticks.x.length;
  if (!hasEvents) return ticks;
  const { spikes, events } = recording;
  // From the latest event backwards, with the neuron's first spike after it at hand.
  const nextSpike = new Float64Array(band.count).fill(Infinity);
  let spike = spikes.firstAtOrAfter(view.end + RISE) - 1;
  const firstEvent = events.firstAtOrAfter(view.start);
  for (let event = events.firstAtOrAfter(view.end) - 1; event >= firstEvent; event--) {
    const time = events.time[event]!;
    for (; spike >= 0 && spikes.time[spike]! >= time; spike--) {
      if (isIn(band, spikes.neuron[spike]!)) nextSpike[spikes.neuron[spike]! - band.first] = spikes.time[spike]!;
    }
    const neuron = events.neuron[event]!;
    if (!isIn(band, neuron)) continue;
    if (nextSpike[neuron - band.first]! > time + RISE) add(neuron, time);
    nextSpike[neuron - band.first] = Infinity;
  }
  return ticks;
}

function fillTicks(
  frame: Frame,
  band: Band,
  { neuron, x, faint }: Ticks,
  colour: string,
  isDrawn: (neuron: number) => boolean,
): void {
  const { ctx, pixelRatio } = frame;
  const { rowHeight, height, deviceWidth, left, top } = tickShape(frame, band);
  ctx.fillStyle = colour;
  for (let tick = 0; tick < x.length; tick++) {
    if (tick === faint) ctx.globalAlpha = FAINT;
    if (!isDrawn(neuron[tick]!)) continue;
    const y = top + (neuron[tick]! - band.first) * rowHeight;
    ctx.fillRect((x[tick]! - left) / pixelRatio, y, deviceWidth / pixelRatio, height);
  }
  ctx.globalAlpha = 1;
}

/** The same into a picture, at whole device pixels: what is highlighted last, and no spike under a lighter tick. */
function paintTicks(
  { pixelRatio }: Frame,
  picture: TickPicture,
  band: Band,
  { neuron, x, faint }: Ticks,
  colourOf: (neuron: number, population: number) => string,
  highlighted: ReadonlySet<number>,
): void {
  const { rowHeight, height, deviceWidth, left, top } = tickShape({ pixelRatio }, band);
  const deviceHeight = Math.max(1, Math.round(height * pixelRatio));
  const paint = (from: number, to: number, alpha: number, isHighlighted: boolean): void => {
    const pixels = new Map<number, number>();
    for (let tick = from; tick < to; tick++) {
      const one = neuron[tick]!;
      if (highlighted.has(one) !== isHighlighted) continue;
      let pixel = pixels.get(one);
      if (pixel === undefined) pixels.set(one, (pixel = pixelOf(colourOf(one, band.population), alpha)));
      const y = Math.round((top + (one - band.first) * rowHeight) * pixelRatio);
      picture.fill(x[tick]! - left, y, deviceWidth, deviceHeight, pixel);
    }
  };
  for (const isHighlighted of [false, true]) {
    paint(faint, x.length, FAINT, isHighlighted);
    paint(0, faint, 1, isHighlighted);
  }
}

/** Ticks of one band: in CSS pixels, but for their width and what of it stands left of the spike, in device pixels. */
function tickShape(
  { pixelRatio }: Pick<Frame, 'pixelRatio'>,
  band: Band,
): {
  readonly rowHeight: number;
  readonly height: number;
  readonly deviceWidth: number;
  readonly left: number;
  readonly top: number;
} {
  const isMany = band.count >= MANY;
  const rowHeight = rowHeightOf(band);
  const lowest = isMany ? LOWEST_TICK_OF_MANY : LOWEST_TICK;
  const height = Math.min(HIGHEST_TICK, Math.max(lowest, 0.8 * rowHeight));
  const deviceWidth = Math.max(1, Math.round((isMany ? 1 : 1.5) * pixelRatio));
  return {
    rowHeight,
    height,
    deviceWidth,
    left: Math.floor(deviceWidth / 2),
    top: band.top + (rowHeight - height) / 2,
  };
}

function forEachOf(
  list: SpikeList,
  band: Band,
  from: number,
  to: number,
  visit: (neuron: number, time: number) => void,
): void {
  const end = list.firstAtOrAfter(to);
  for (let spike = list.firstAtOrAfter(from); spike < end; spike++) {
    if (isIn(band, list.neuron[spike]!)) visit(list.neuron[spike]!, list.time[spike]!);
  }
}

function isIn({ first, count }: Band, neuron: number): boolean {
  return neuron >= first && neuron < first + count;
}

function countBetween(list: SpikeList, band: Band, from: number, to: number): number {
  let found = 0;
  forEachOf(list, band, from, to, () => found++);
  return found;
}
