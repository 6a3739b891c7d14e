import type { PopulationRange } from '../model/population.ts';
import { neuronName, populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { cellAt, drawBlockName, gapOf, gridBlocks } from './drawNeuronGrid.ts';
import type { Frame } from './frame.ts';

export interface ReceiverGridOptions {
  readonly driven: ReadonlySet<number>;
  /** The one under the keyboard. */
  readonly focused: number | undefined;
  readonly hovered: number | undefined;
}

/** Every neuron as a cell, those that receive a current filled; to be painted. */
export function drawReceiverGrid(
  frame: Frame,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
  { driven, focused, hovered }: ReceiverGridOptions,
): void {
  const { ctx } = frame;
  for (const block of gridBlocks(frame, populations)) {
    drawBlockName(frame, block, populations, theme);
    const side = block.cell - gapOf(block.cell);
    for (let neuron = block.first; neuron < block.first + block.count; neuron++) {
      const [x, y] = cellAt(block, neuron);
      ctx.fillStyle = driven.has(neuron) ? theme.stimulus : theme.grid;
      ctx.fillRect(x, y, side, side);
      if (neuron !== focused && neuron !== hovered) continue;
      ctx.lineWidth = 2;
      ctx.strokeStyle = neuron === focused ? theme.text : populationColour(theme, block.population);
      ctx.strokeRect(x, y, side, side);
    }
  }
}

/** One sentence for screen readers. */
export function describeReceiverGrid(
  populations: readonly PopulationRange[],
  name: string,
  { driven, focused }: ReceiverGridOptions,
): string {
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const at =
    focused === undefined
      ? ''
      : ` At ${neuronName(populations, focused)}, which ${driven.has(focused) ? 'receives' : 'does not receive'} it.`;
  return `${name} goes into ${driven.size} of ${n} neurons.${at}`;
}
