import { HIGHEST_HZ } from '../../analysis/averagedSpectrum.ts';
import type { Figure } from 'plotly.js-basic-dist-min';
import { populationColour } from '../../charts/chartTheme.ts';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import type { Line } from './decimate.ts';
import { FONT_SIZE, MARGIN, PanelStack } from './panelStack.ts';
import type { FigureContent, RasterPoints } from './readFigure.ts';

/** px. Each of the chosen neurons has a lane of its own in panel a. */
const LANES = 190;
const LOWEST_LANE = 26;
const HIGHEST_LANE = 70;
const LANE_GAP = 6;
const RASTER = 160;
const LOWEST_TICK = 5;
const HIGHEST_TICK = 14;
const PANEL = 115;
/** Between panels over one time axis there are titles; below an axis there are also its numbers and its name. */
const GAP = 28;
const AXIS_GAP = 74;
const CAPTION_LINE = 12;
/** Characters; the second is what fits on a phone. */
const CAPTION_WIDTH = 155;
const SENTENCE_WIDTH = 40;

/** What is installed everywhere: an exported SVG carries no typeface. */
const FONT = 'Arial, Helvetica, sans-serif';

export interface FigureLook {
  readonly theme: ChartTheme;
  /** px; that of the element by default. */
  readonly width?: number;
  /** Printed under the figure, so that a file says where it comes from. */
  readonly caption?: string;
}

/** The four panels as plotly takes them: a to c over one time axis, d over frequencies. */
export function makeFigure(content: FigureContent, { theme, width, caption }: FigureLook): Figure {
  const lanes = Math.max(1, content.traces.length);
  const lane = Math.min(HIGHEST_LANE, Math.max(LOWEST_LANE, LANES / lanes));
  const inner = lanes * (lane + LANE_GAP) + GAP + RASTER + GAP + PANEL + AXIS_GAP + PANEL;
  const stack = new PanelStack(theme, inner);
  addTraces(stack, content, lane);
  addRaster(stack, content);
  addMean(stack, content);
  addSpectrum(stack, content);
  const bottom = MARGIN.b + (caption ? addCaption(stack, caption) : 0);
  const layout = {
    width,
    height: inner + MARGIN.t + bottom,
    margin: { ...MARGIN, b: bottom },
    paper_bgcolor: theme.background,
    plot_bgcolor: theme.background,
    font: { family: FONT, size: FONT_SIZE, color: theme.text },
    showlegend: false,
    annotations: stack.annotations,
    ...stack.axes,
  };
  return { data: stack.data, layout, config: { staticPlot: true, responsive: true } };
}

function addTraces(stack: PanelStack, { traces }: FigureContent, lane: number): void {
  const range = commonRange(traces.map(({ line }) => line));
  const domains = traces.map(({ name, population, line }) => {
    const domain = stack.place(lane, LANE_GAP);
    const axis = stack.addValueAxis({ domain, anchor: 'x', range, nticks: 3 });
    const colour = populationColour(stack.theme, population);
    stack.addLine(name, line, colour, axis);
    stack.addName(name, axis, (range[0] + range[1]) / 2, colour);
    return domain;
  });
  const first = domains[0] ?? stack.place(lane, LANE_GAP);
  const last = domains.at(-1) ?? first;
  stack.place(0, GAP);
  stack.addTitle([last[0], first[1]], 'a', 'Membrane potential', traces.length > 0 ? '<i>V</i> (mV)' : '');
  if (traces.length === 0) stack.addSentence(first, 'No neuron is chosen.');
}

function addRaster(stack: PanelStack, { populations, raster }: FigureContent): void {
  const domain = stack.place(RASTER, GAP);
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const row = RASTER / n;
  const halfTick = Math.min(HIGHEST_TICK, Math.max(LOWEST_TICK, 0.8 * row)) / 2 / row;
  const edge = Math.max(0.5, halfTick);
  const axis = stack.addValueAxis({ domain, anchor: 'x', range: [n - 1 + edge, -edge], nticks: 5 });
  populations.forEach(({ name, first, count }, p) => {
    if (count === 0) return;
    const colour = populationColour(stack.theme, p);
    stack.addLine(name, ticksOf(raster[p]!, halfTick), colour, axis);
    stack.addName(name, axis, first + (count - 1) / 2, colour);
  });
  stack.addTitle(domain, 'b', 'Spikes', 'Neuron (index)');
}

function addMean(stack: PanelStack, { span, field, mean }: FigureContent): void {
  const domain = stack.place(PANEL, AXIS_GAP);
  const hasField = field >= 0;
  const anchor = stack.addValueAxis({ domain, anchor: 'x', nticks: 5, visible: hasField });
  if (hasField) stack.addLine('mean PN', mean, populationColour(stack.theme, field), anchor);
  else stack.addSentence(domain, 'This network has no PNs.');
  stack.addTitle(domain, 'c', 'Mean PN voltage', hasField ? 'mean <i>V</i> (mV)' : '');
  stack.addXAxis('xaxis', 'Time (ms)', { anchor, range: [span.from, span.to] });
}

function addSpectrum(stack: PanelStack, { field, spectrum }: FigureContent): void {
  const domain = stack.place(PANEL, 0);
  const isShown = 'power' in spectrum;
  const shape = { nticks: 5, rangemode: 'tozero', visible: isShown };
  const yref = stack.addValueAxis({ domain, anchor: 'x2', ...shape });
  stack.addXAxis('xaxis2', 'Frequency (Hz)', { anchor: yref, range: [0, HIGHEST_HZ], visible: isShown });
  stack.addTitle(domain, 'd', 'Power spectrum of c', isShown ? 'Power (mV²/Hz)' : '');
  if (!isShown) {
    stack.addSentence(domain, wrapText(spectrum.problem, SENTENCE_WIDTH).join('<br>'));
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
function ticksOf({ neuron, time }: RasterPoints, halfTick: number): Line {
  const ticks: Line = { x: [], y: [] };
  for (let tick = 0; tick < time.length; tick++) {
    ticks.x.push(time[tick]!, time[tick]!, NaN);
    ticks.y.push(neuron[tick]! - halfTick, neuron[tick]! + halfTick, NaN);
  }
  return ticks;
}

/** Returns its height, px. */
function addCaption(stack: PanelStack, caption: string): number {
  const lines = wrapText(caption, CAPTION_WIDTH);
  const place = { x: 0, xanchor: 'left', xshift: -48, y: 0, yanchor: 'top', yshift: -MARGIN.b, align: 'left' };
  stack.write(lines.join('<br>'), { ...place, font: { size: 9, color: stack.theme.mutedText } });
  return (lines.length + 1) * CAPTION_LINE;
}

/** Smallest and largest value of all lines, with a little air. */
function commonRange(lines: readonly Line[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of lines) {
    for (const value of y) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const air = Math.max(1, 0.05 * (high - low));
  return low <= high ? [low - air, high + air] : [-80, 50];
}

/** Lines of at most `width` characters where words allow, in the markup that plotly reads. */
function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}
