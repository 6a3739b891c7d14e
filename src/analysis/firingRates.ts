import type { AboutMeasure } from './aboutMeasure.ts';

export const ABOUT_FIRING_RATES: AboutMeasure = {
  title: 'Firing rates',
  formula: 'rᵢ = nᵢ / T; population rate in bin b: n_b / (N Δ)',
  window: 'spikes (upward crossings of 0 mV) or LN events (of −20 mV) in from ≤ t < to',
  unit: 'Hz (per neuron)',
  source: 'spike-count rate: Dayan & Abbott 2001, Theoretical Neuroscience, section 1.2',
};
