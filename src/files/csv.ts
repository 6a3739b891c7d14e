/** First line of spikes.csv. */
export const SPIKES_HEADER = 'neuron,time_ms\n';

/** One line of spikes.csv: the neuron and the time, ms, at which the crossing step starts. */
export function spikeLine(neuron: number, step: number, dt: number): string {
  return `${neuron},${formatTime(step, dt)}\n`;
}

/** `step` · `dt` as the decimal number that is meant: 149.95, not 149.95000000000002. No grid is finer than 1e-9 ms. */
export function formatTime(step: number, dt: number): string {
  return (step * dt).toFixed(9).replace(/\.?0+$/, '');
}
