import { expect, test } from 'vitest';
import { nerveflow } from '../model/presets.ts';
import type { Connectivity, SynapseValues } from '../model/network.ts';
import { shareOpenFractions } from './openFractions.ts';

// Synapses (post <- pre): 0 <- 1, 0 <- 2, 1 <- 2, 2 <- 1
function connectivity(parameters: Record<string, SynapseValues>): Connectivity {
  return {
    type: nerveflow.synapses[1]!,
    rowStart: Uint32Array.of(0, 2, 3, 4),
    presynaptic: Uint32Array.of(1, 2, 2, 1),
    parameters: { alpha_GABA: 10, beta_GABA: 0.16, ...parameters },
  };
}

test('where α and β do not differ, one open fraction per presynaptic neuron is enough', () => {
  const shared = shareOpenFractions(connectivity({}), 0, 3);
  expect([...shared.presynaptic]).toEqual([1, 2]);
  expect([...shared.ofSynapse]).toEqual([0, 1, 1, 0]);
});

test('a presynaptic neuron whose synapses differ in β gets one per value, the others keep one', () => {
  const shared = shareOpenFractions(connectivity({ beta_GABA: Float64Array.of(0.1, 0.2, 0.2, 0.3) }), 0, 3);
  expect([...shared.presynaptic]).toEqual([1, 1, 2]);
  expect([...shared.ofSynapse]).toEqual([0, 2, 2, 1]);
  expect([...shared.parameters.beta_GABA!]).toEqual([0.1, 0.3, 0.2]);
});

test('synapses that start with different open fractions do not share one', () => {
  const shared = shareOpenFractions(connectivity({}), Float64Array.of(0, 0.5, 0.25, 0), 3);
  expect([...shared.presynaptic]).toEqual([1, 2, 2]);
  expect([...shared.initial]).toEqual([0, 0.5, 0.25]);
});
