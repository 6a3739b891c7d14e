/** First line of spikes.csv. */
export const SPIKES_HEADER = 'neuron,time_ms\n';

/** One line of spikes.csv: the neuron and the time, ms, at which the crossing step starts. */
export function spikeLine(neuron: number, step: number, dt: number): string {
  return `${neuron},${formatTime(step, dt)}\n`;
}

/** No grid is finer than 1e-9 ms. */
const MOST_DECIMALS = 9;

/** `step` · `dt` with the decimals that `dt` has: 149.95, not 149.95000000000002, and 235.80 on the same grid. */
export function formatTime(step: number, dt: number): string {
  return (step * dt).toFixed(decimalsOf(dt));
}

/** How many decimals dt has. */
export function decimalsOf(dt: number): number {
  let decimals = 0;
  while (decimals < MOST_DECIMALS && Number(dt.toFixed(decimals)) !== dt) decimals++;
  return decimals;
}
