import type { PopulationRange } from '../model/population.ts';
import type { PlotArea } from './frame.ts';

/** Where a population's neurons stand on a chart with one row per neuron, CSS pixels. */
export interface Band {
  /** Index into the populations. */
  readonly population: number;
  readonly first: number;
  readonly count: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 6;

/** The bands of all populations that hold neurons: index 0 on top, every row equally high, a gap between populations. */
export function neuronBands(populations: readonly PopulationRange[], area: PlotArea): Band[] {
  const held = populations.map((range, population) => ({ ...range, population })).filter(({ count }) => count > 0);
  const neurons = held.reduce((sum, { count }) => sum + count, 0);
  const rowHeight = Math.max(0, area.bottom - area.top - GAP * (held.length - 1)) / neurons;
  let top = area.top;
  return held.map(({ population, first, count }) => {
    const band = { population, first, count, top, bottom: top + count * rowHeight };
    top = band.bottom + GAP;
    return band;
  });
}

export function rowHeightOf({ top, bottom, count }: Band): number {
  return (bottom - top) / count;
}

/** Top of the neuron's row; NaN where no band holds it. */
export function rowTop(bands: readonly Band[], neuron: number): number {
  const band = bands.find(({ first, count }) => neuron >= first && neuron < first + count);
  return band ? band.top + (neuron - band.first) * rowHeightOf(band) : NaN;
}

/** The neuron whose row is at y; undefined between and outside the bands. */
export function neuronAtY(bands: readonly Band[], y: number): number | undefined {
  const band = bands.find(({ top, bottom }) => y >= top && y < bottom);
  if (!band) return undefined;
  return band.first + Math.min(band.count - 1, Math.floor((y - band.top) / rowHeightOf(band)));
}
