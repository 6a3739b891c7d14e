import { HIGHEST_HZ } from '../../analysis/rhythm/averagedSpectrum.ts';
import type { Figure } from 'plotly.js-basic-dist-min';
import type { SpikeTrains } from '../../analysis/firing/spikeTrains.ts';
import { populationColour } from '../../charts/chartTheme.ts';
import { VOLTAGE_COLOURS } from '../../charts/colourMap.ts';
import { formatNumber } from '../format.ts';
import { colourBarPicture, colourPicture } from './colourPicture.ts';
import type { Line } from './decimate.ts';
import { finishFigure, planFigure } from './figurePage.ts';
import type { FigureLook } from './figurePage.ts';
import { letterOf, PANEL_TITLES } from './panelNames.ts';
import type { PanelName } from './panelNames.ts';
import type { Domain, PanelStack } from './panelStack.ts';
import { wrapText } from './plotlyText.ts';
import type { FigureContent, LaneContent } from './readFigure.ts';

/** px at the usual type; all of these grow with it. Each of the chosen neurons has a lane of its own. */
const LANES = 190;
const LOWEST_LANE = 26;
const HIGHEST_LANE = 70;
const LANE_GAP = 6;
/** mV. */
const LOW_TICKS = [-50, 50];
const RASTER = 160;
const LOWEST_TICK = 5;
const HIGHEST_TICK = 14;
const STIMULUS = 66;
const PANEL = 115;
/** Between panels over one time axis there are titles; below an axis there are also its numbers and its name. */
const GAP = 28;
const AXIS_GAP = 74;
/** Of a spectrogram's colours, dB re 1 mV²/Hz; a silent network stays dark. */
const RANGE_DB = 40;
const STEP_DB = 5;
const LEAST_TOP_DB = -20;

const SENTENCE_WIDTH = 40;

interface Block {
  readonly name: PanelName;
  readonly height: number;
  draw(stack: PanelStack, domain: Domain, letter: string): void;
}

/** The panels as plotly takes them: all over one time axis but the spectrum, which stands last over frequencies. */
export function makeFigure(content: FigureContent, look: FigureLook): Figure {
  const blocks = content.panels.map((name) => blockOf(name, content));
  const plan = planFigure(
    look,
    blocks.map(({ height }) => height),
    blocks.slice(1).map(({ name }) => (name === 'spectrum' ? AXIS_GAP : GAP)),
  );
  const { stack, domains } = plan;
  blocks.forEach((block, b) =>
    block.draw(stack, domains[b]!, blocks.length > 1 ? letterOf(content.panels, block.name) : ''),
  );
  const lastOverTime = stack.data.findLast(({ xaxis }) => xaxis === 'x');
  if (lastOverTime) {
    const { from, to } = content.span;
    stack.addXAxis('xaxis', 'Time (ms)', { anchor: lastOverTime.yaxis, range: [from, to] });
  }
  return finishFigure(plan);
}

function blockOf(name: PanelName, content: FigureContent): Block {
  switch (name) {
    case 'stimulus':
      return { name, height: STIMULUS, draw: (...place) => addStimulus(content, ...place) };
    case 'traces':
      return { name, height: heightOfLanes(content.traces), draw: (...place) => addTraces(content, ...place) };
    case 'raster':
      return { name, height: RASTER, draw: (...place) => addRaster(content, ...place) };
    case 'heatMap':
      return { name, height: RASTER, draw: (...place) => addHeatMap(content, ...place) };
    case 'mean':
      return { name, height: PANEL, draw: (...place) => addMean(content, ...place) };
    case 'spectrum':
      return { name, height: PANEL, draw: (...place) => addSpectrum(content, ...place) };
    case 'rates':
      return { name, height: PANEL, draw: (...place) => addRates(content, ...place) };
    case 'spectrogram':
      return { name, height: PANEL, draw: (...place) => addSpectrogram(content, ...place) };
    case 'variables':
      return { name, height: heightOfLanes(content.variables), draw: (...place) => addVariables(content, ...place) };
  }
}

function addStimulus({ stimulus }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const values = '<i>I</i> (µA/cm²)';
  stack.addTitle(domain, letter, PANEL_TITLES.stimulus, values);
  const { time, interval, min, max, mean } = stimulus!;
  // A bin's value stands in its middle.
  const x = time.map((start) => start + interval / 2);
  const range = withAir([Math.min(0, ...min), Math.max(1, ...max)]);
  const axis = stack.addValueAxis({ domain, anchor: 'x', range });
  const colour = stack.theme.stimulus;
  if (x.length === 1)
    stack.addLine('stimulus', { x: [time[0]!, time[0]! + interval], y: [mean[0]!, mean[0]!] }, colour, axis);
  else {
    stack.addBand('range', x, min, max, colour, axis);
    stack.addLine('stimulus', { x, y: [...mean] }, colour, axis);
  }
}

function heightOfLanes(lanes: readonly LaneContent[]): number {
  const count = Math.max(1, lanes.length);
  return count * (Math.min(HIGHEST_LANE, Math.max(LOWEST_LANE, LANES / count)) + LANE_GAP);
}

function addTraces({ traces }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  stack.addTitle(domain, letter, PANEL_TITLES.traces, traces.length > 0 ? '<i>V</i> (mV)' : '');
  if (traces.length === 0) {
    stack.addLine(
      'traces',
      { x: [], y: [] },
      stack.theme.text,
      stack.addValueAxis({ domain, anchor: 'x', visible: false }),
    );
    stack.addSentence(domain, 'No neuron is chosen.');
    return;
  }
  const range = commonRange(traces.map(({ line }) => line));
  traces.forEach(({ name, population, line }, lane) => {
    const place = laneOf(domain, lane, traces.length);
    // plotly would leave a low lane with one number, which is no scale.
    const ticks = stack.ticksWithin(place) < 3 && LOW_TICKS.every((V) => V > range[0] && V < range[1]);
    const axis = stack.addValueAxis({ domain: place, anchor: 'x', range, ...(ticks && { tickvals: LOW_TICKS }) });
    const colour = populationColour(stack.theme, population);
    stack.addLine(name, line, colour, axis);
    stack.addName(name, axis, (range[0] + range[1]) / 2, colour);
  });
}

function addVariables({ variables }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const units = [...new Set(variables.map(({ unit }) => unit))];
  const [unit] = units;
  stack.addTitle(domain, letter, PANEL_TITLES.variables, units.length === 1 && unit && unit !== '1' ? unit : '');
  if (variables.length === 0) {
    stack.addLine(
      'variables',
      { x: [], y: [] },
      stack.theme.text,
      stack.addValueAxis({ domain, anchor: 'x', visible: false }),
    );
    stack.addSentence(domain, 'No variable was recorded besides V.');
    return;
  }
  variables.forEach(({ name, variable, unit: own, population, line }, lane) => {
    const range = commonRange([line], 0);
    const axis = stack.addValueAxis({ domain: laneOf(domain, lane, variables.length), anchor: 'x', range });
    const colour = populationColour(stack.theme, population);
    stack.addLine(`${variable} of ${name}`, line, colour, axis);
    const below = units.length > 1 && own !== '1' ? `<br>${own}` : '';
    stack.addName(`${name}<br>${variable}${below}`, axis, (range[0] + range[1]) / 2, colour);
  });
}

/** From top to bottom, with air between them. */
function laneOf([bottom, top]: Domain, lane: number, lanes: number): Domain {
  const height = (top - bottom) / lanes;
  const air = lanes === 1 ? 0 : Math.min(0.2, LANE_GAP / LOWEST_LANE) * height;
  return [top - (lane + 1) * height + (lane === lanes - 1 ? 0 : air), top - lane * height];
}

function addRaster({ populations, raster }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const n = countOf(populations);
  const row = ((domain[1] - domain[0]) * stack.height) / n;
  const halfTick = Math.min(HIGHEST_TICK, Math.max(LOWEST_TICK, 0.8 * row)) / 2 / row;
  const edge = Math.max(0.5, halfTick);
  const axis = stack.addValueAxis({ domain, anchor: 'x', range: [n - 1 + edge, -edge] });
  populations.forEach(({ name, first, count }, p) => {
    if (count === 0) return;
    const colour = populationColour(stack.theme, p);
    stack.addLine(name, ticksOf(raster[p]!, halfTick), colour, axis);
    stack.addName(name, axis, first + (count - 1) / 2, colour);
  });
  stack.addTitle(domain, letter, PANEL_TITLES.raster, 'Neuron (index)');
}

function addHeatMap({ populations, heatMap }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const n = countOf(populations);
  const { rows, rowInterval, maxima } = heatMap!;
  const bins = rows.length - 1;
  stack.addTitle(domain, letter, PANEL_TITLES.heatMap, bins > 0 ? 'Neuron (index)' : '');
  if (bins <= 0) {
    stack.addSentence(domain, 'V of this range is no longer held.');
    return;
  }
  const axis = stack.addValueAxis({ domain, anchor: 'x', range: [n - 0.5, -0.5] });
  const source = colourPicture(bins, n, (bin, neuron) => maxima[bin * n + neuron]!, VOLTAGE_COLOURS);
  const x = rows[0]! * rowInterval;
  stack.addPicture('V of all neurons', source, axis, {
    x,
    y: -0.5,
    width: (rows.at(-1)! - rows[0]!) * rowInterval,
    height: n,
  });
  const [low, high] = VOLTAGE_COLOURS;
  stack.addColourBar(domain, colourBarPicture(), formatNumber(low), formatNumber(high), 'mV');
}

function addMean({ field, mean }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const hasField = field >= 0;
  const axis = stack.addValueAxis({ domain, anchor: 'x', visible: hasField });
  // Also where there is nothing to draw: the time axis stands below the last panel.
  stack.addLine('mean PN', mean, populationColour(stack.theme, Math.max(0, field)), axis);
  if (!hasField) stack.addSentence(domain, 'This network has no PNs.');
  stack.addTitle(domain, letter, PANEL_TITLES.mean, hasField ? 'mean <i>V</i> (mV)' : '');
}

function addRates({ rates, populations }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const { time, binMs, hz } = rates!;
  const axis = stack.addValueAxis({ domain, anchor: 'x', rangemode: 'tozero' });
  hz.forEach((rate, p) => {
    if (!rate) return;
    const name = populations[p]!.name;
    const colour = populationColour(stack.theme, p);
    // A step ends where the next one begins: the last one needs its end.
    const line = { x: [...time, time.at(-1)! + binMs], y: [...rate, rate.at(-1)!] };
    stack.addLine(`rate of ${name}`, line, colour, axis, 'x', { shape: 'hv' });
    stack.addNameAtPlace(name, domain, p, colour);
  });
  stack.addTitle(domain, letter, PANEL_TITLES.rates, 'Rate (Hz per neuron)');
}

function addSpectrogram({ spectrogram }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const isShown = spectrogram !== undefined && 'power' in spectrogram;
  const range = [0, HIGHEST_HZ] as const;
  const axis = stack.addValueAxis({ domain, anchor: 'x', range, visible: isShown });
  stack.addTitle(domain, letter, `${PANEL_TITLES.spectrogram} of the mean PN voltage`, isShown ? 'Frequency (Hz)' : '');
  if (!isShown) {
    stack.addLine('spectrogram', { x: [], y: [] }, stack.theme.text, axis);
    stack.addSentence(domain, wrapText(spectrogram?.problem ?? '', SENTENCE_WIDTH).join('<br>'));
    return;
  }
  const { time, frequency, power, segmentMs } = spectrogram;
  const [columns, bins] = [time.length, frequency.length];
  const dB = power.map((density) => 10 * Math.log10(density));
  // The drift with the stimulus, below, would outshine every rhythm.
  const first = frequency.findIndex((hz) => hz >= 2000 / segmentMs);
  let loudest = -Infinity;
  for (let k = 0; k < dB.length; k++) if (k % bins >= first && dB[k]! > loudest) loudest = dB[k]!;
  const top = Math.max(LEAST_TOP_DB, Math.ceil(loudest / STEP_DB) * STEP_DB);
  const colours = [top - RANGE_DB, top] as const;
  const source = colourPicture(columns, bins, (column, row) => dB[column * bins + bins - 1 - row]!, colours);
  const hop = columns > 1 ? time[1]! - time[0]! : segmentMs;
  const step = frequency[1]!;
  const place = { x: time[0]! - hop / 2, y: frequency.at(-1)! + step / 2, width: columns * hop, height: bins * step };
  stack.addPicture('spectrogram', source, axis, place);
  stack.addColourBar(domain, colourBarPicture(), formatNumber(colours[0]), formatNumber(top), 'dB');
}

function addSpectrum({ field, spectrum }: FigureContent, stack: PanelStack, domain: Domain, letter: string): void {
  const isShown = spectrum !== undefined && 'power' in spectrum;
  const shape = { rangemode: 'tozero', visible: isShown };
  const yref = stack.addValueAxis({ domain, anchor: 'x2', ...shape });
  stack.addXAxis('xaxis2', 'Frequency (Hz)', { anchor: yref, range: [0, HIGHEST_HZ], visible: isShown });
  stack.addTitle(domain, letter, `${PANEL_TITLES.spectrum} of the mean PN voltage`, isShown ? 'Power (mV²/Hz)' : '');
  if (!isShown) {
    stack.addSentence(domain, wrapText(spectrum?.problem ?? '', SENTENCE_WIDTH).join('<br>'));
    return;
  }
  const { frequency, power, peak } = spectrum;
  const line = { x: [...frequency], y: [...power] };
  stack.addLine('power', line, populationColour(stack.theme, field), yref, 'x2');
  if (!peak) return;
  const at = { xref: 'x2', x: peak.hz, yref, y: power[frequency.findLastIndex((hz) => hz <= peak.hz)] };
  const arrow = { showarrow: true, arrowhead: 0, arrowwidth: 1, arrowcolor: stack.theme.mutedText, ax: 30, ay: -8 };
  stack.write(`${peak.hz.toFixed(0)} Hz`, { ...at, ...arrow });
}

/** All ticks as one line with gaps: a marker each would be thousands of elements on the page. */
function ticksOf({ neuron, time }: SpikeTrains, halfTick: number): Line {
  const ticks: Line = { x: [], y: [] };
  for (let tick = 0; tick < time.length; tick++) {
    ticks.x.push(time[tick]!, time[tick]!, NaN);
    ticks.y.push(neuron[tick]! - halfTick, neuron[tick]! + halfTick, NaN);
  }
  return ticks;
}

/** Smallest and largest value of all lines, with a little air. */
function commonRange(lines: readonly Line[], air = 1): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of lines) {
    for (const value of y) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!(low <= high)) return [-80, 50];
  // A value that does not change has an axis too.
  return withAir([low, high], low === high ? 1 : air);
}

function withAir([low, high]: readonly [number, number], least = 0): [number, number] {
  const air = Math.max(least, 0.05 * (high - low));
  return [low - air, high + air];
}

function countOf(populations: FigureContent['populations']): number {
  return sumOf(populations.map(({ count }) => count));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
