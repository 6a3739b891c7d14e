import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import { neuronColour, neuronName, populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { VOLTAGE_COLOURS, voltageColour } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import type { Frame, Size } from './frame.ts';
import { formatFixed } from './ticks.ts';

export interface NeuronGridOptions {
  /** ms; the newest row by default. */
  readonly time?: number;
  /** A cell shows the largest V of this many ms up to `time`, so that a spike is seen; 2 by default. */
  readonly hold?: number;
  readonly range?: ColourRange;
  readonly chosen?: readonly number[];
  readonly hovered?: number;
  /** The one that a current is injected into. */
  readonly injected?: number | undefined;
  /** The neuron whose values are shown beside the grid. */
  readonly inspected?: number;
}

/** One population's cells, CSS pixels; row by row from `top`, the heading above. */
export interface Block {
  readonly population: number;
  readonly first: number;
  readonly count: number;
  readonly top: number;
  readonly columns: number;
  readonly cell: number;
}

const EDGE = 2;
const HEADING = 18;
const BETWEEN = 6;
const LARGEST_CELL = 26;
const SMALLEST_CELL = 1;
const HOLD = 2;

/** Every neuron as a cell coloured by V, one block per population: a live picture of the network to pick neurons from. */
export function drawNeuronGrid(
  frame: Frame,
  recording: Recording | undefined,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
  options: NeuronGridOptions = {},
): void {
  const { ctx } = frame;
  const { chosen = [], hovered, inspected, injected, range = VOLTAGE_COLOURS } = options;
  const blocks = gridBlocks(frame, populations);
  const V = presentVoltage(recording, options);
  for (const block of blocks) {
    drawBlockName(frame, block, populations, theme);
    const gap = gapOf(block.cell);
    for (let neuron = block.first; neuron < block.first + block.count; neuron++) {
      const [x, y] = cellAt(block, neuron);
      ctx.fillStyle = V ? voltageColour(V[neuron]!, range) : theme.grid;
      ctx.fillRect(x, y, block.cell - gap, block.cell - gap);
    }
  }
  for (const neuron of chosen) outline(frame, blocks, neuron, neuronColour(theme, populations, neuron), theme);
  if (inspected !== undefined) outline(frame, blocks, inspected, theme.text, theme);
  if (hovered !== undefined) outline(frame, blocks, hovered, theme.text, theme);
  if (injected !== undefined) outline(frame, blocks, injected, theme.stimulus, theme);
}

/** The population's name and its number of neurons above its cells. */
export function drawBlockName(
  { ctx }: Frame,
  block: Block,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
): void {
  const { name, count } = populations[block.population]!;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.font = theme.nameFont;
  ctx.fillStyle = populationColour(theme, block.population);
  ctx.fillText(name, EDGE, block.top - HEADING / 2);
  const nameWidth = ctx.measureText(name).width;
  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.fillText(String(count), EDGE + nameWidth + 6, block.top - HEADING / 2);
}

/** The neuron whose cell is at x, y. */
export function neuronAtGrid(
  size: Size,
  populations: readonly PopulationRange[],
  x: number,
  y: number,
): number | undefined {
  for (const { first, count, top, columns, cell } of gridBlocks(size, populations)) {
    const column = Math.floor((x - EDGE) / cell);
    const row = Math.floor((y - top) / cell);
    if (column < 0 || column >= columns || row < 0) continue;
    const index = row * columns + column;
    if (index < count) return first + index;
  }
  return undefined;
}

/** The neuron that lies one cell further in the grid, or in the block above or below; the same one at an edge. */
export function neuronBeside(
  size: Size,
  populations: readonly PopulationRange[],
  neuron: number,
  direction: 'left' | 'right' | 'up' | 'down',
): number {
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  if (direction === 'left') return Math.max(0, neuron - 1);
  if (direction === 'right') return Math.min(n - 1, neuron + 1);
  const blocks = gridBlocks(size, populations);
  const b = blocks.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
  const block = blocks[b];
  if (!block) return neuron;
  const { first, count, columns } = block;
  const next = neuron + (direction === 'down' ? columns : -columns);
  if (next >= first && next < first + count) return next;
  const other = blocks[direction === 'down' ? b + 1 : b - 1];
  const column = (neuron - first) % columns;
  const isLastRow = Math.floor((neuron - first) / columns) === Math.floor((count - 1) / columns);
  // A last row may be shorter than the one above it.
  if (direction === 'down' && !isLastRow) return first + count - 1;
  if (!other) return neuron;
  if (direction === 'down') return other.first + Math.min(column, other.count - 1);
  const lastRow = Math.floor((other.count - 1) / columns) * columns;
  return other.first + Math.min(lastRow + column, other.count - 1);
}

/** One sentence for screen readers. */
export function describeNeuronGrid(
  recording: Recording | undefined,
  populations: readonly PopulationRange[],
  options: NeuronGridOptions = {},
): string {
  const sizes = populations.map(({ name, count }) => `${count} ${name}s`).join(' and ');
  const V = presentVoltage(recording, options);
  const chosen = options.chosen ?? [];
  const values = chosen.map((neuron) => {
    const name = neuronName(populations, neuron);
    return V ? `${name} at ${formatFixed(V[neuron]!, 0)} mV` : name;
  });
  return `Network of ${sizes}.${values.length > 0 ? ` Chosen: ${values.join(', ')}.` : ''}`;
}

/** The largest cell with which all blocks fit. */
export function gridBlocks(size: Size, populations: readonly PopulationRange[]): Block[] {
  const held = populations.map((range, population) => ({ ...range, population })).filter(({ count }) => count > 0);
  const room = size.height - held.length * HEADING - (held.length - 1) * BETWEEN - EDGE;
  let cell = LARGEST_CELL;
  let columns = 1;
  for (; cell >= SMALLEST_CELL; cell -= 0.5) {
    columns = Math.max(1, Math.floor((size.width - 2 * EDGE) / cell));
    const rows = held.reduce((sum, { count }) => sum + Math.ceil(count / columns), 0);
    if (rows * cell <= room) break;
  }
  cell = Math.max(cell, SMALLEST_CELL);
  let top = HEADING;
  return held.map(({ population, first, count }) => {
    const block = { population, first, count, top, columns, cell };
    top += Math.ceil(count / columns) * cell + BETWEEN + HEADING;
    return block;
  });
}

/** Left top of a neuron's cell. */
export function cellAt({ first, top, columns, cell }: Block, neuron: number): [number, number] {
  const index = neuron - first;
  return [EDGE + (index % columns) * cell, top + Math.floor(index / columns) * cell];
}

/** Between cells of this size, CSS pixels. */
export function gapOf(cell: number): number {
  return cell >= 10 ? 2 : cell >= 5 ? 1 : 0;
}

function outline(frame: Frame, blocks: readonly Block[], neuron: number, colour: string, theme: ChartTheme): void {
  const block = blocks.find(({ first, count }) => neuron >= first && neuron < first + count);
  if (!block) return;
  const { ctx } = frame;
  const [x, y] = cellAt(block, neuron);
  const side = block.cell - gapOf(block.cell);
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 4;
  ctx.strokeRect(x, y, side, side);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.strokeRect(x, y, side, side);
}

/** Largest V of every neuron over the hold before `time`; undefined where nothing is held. */
function presentVoltage(
  recording: Recording | undefined,
  { time, hold = HOLD }: NeuronGridOptions,
): Float32Array | undefined {
  if (!recording || recording.isEmpty) return undefined;
  const last =
    time === undefined ? recording.endRow - 1 : Math.min(recording.rowAtOrBefore(time), recording.endRow - 1);
  const V = new Float32Array(recording.n);
  const from = last - Math.round(hold / recording.rowInterval);
  return recording.voltageMaxima(from, last + 1, V) ? V : undefined;
}
