import type { neuronBeside } from '../../charts/drawNeuronGrid.ts';

/** Where the arrow keys go from a cell in a grid of neurons. */
export const ARROWS: Readonly<Record<string, Parameters<typeof neuronBeside>[3]>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
