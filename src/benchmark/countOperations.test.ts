import { describe, expect, test } from 'vitest';
import { rk4 } from '../compiler/integrator.ts';
import { compileModel } from '../compiler/system.ts';
import { leak } from '../model/currents.ts';
import type { NetworkModel } from '../model/model.ts';
import { nerveflow } from '../model/presets.ts';
import { acetylcholine } from '../model/synapseTypes.ts';
import type { NetworkSummary } from '../simulation/protocol.ts';
import { countOperations } from './countOperations.ts';

describe('four leaky neurons with six cholinergic synapses of three presynaptic neurons, counted by hand', () => {
  const model: NetworkModel = {
    ...nerveflow,
    currents: [leak],
    concentrations: [],
    synapses: [acetylcholine],
    populations: [{ name: 'A', title: 'all', share: 1, currents: ['L'], concentrations: [], parameters: {} }],
  };
  const network: NetworkSummary = {
    n: 4,
    populations: [{ name: 'A', first: 0, count: 4 }],
    synapses: [{ type: 'ACh', count: 6, openFractions: 3 }],
  };
  const operations = countOperations(compileModel(model), network, rk4);

  test('315 operations', () => {
    // I_L = g_L * (V - E_L): 2; I_ACh = g_ACh * sum_O * (V - E_ACh): 3; d_V = (I_stim - I_ion - I_syn) / C_m: 3
    const neuron = 8;
    // T = A_ACh * pulse: 1; d_O = alpha_ACh * (1 - O) * T - beta_ACh * O: 5
    const openFraction = 6;
    // x + a dt k: 2, three times; k1 + 2 k2 + 2 k3 + k4: 2 + 2 + 1; x + dt/6 sum: 2
    const combination = 13;
    expect(operations.flops).toBe(4 * (4 * neuron + 3 * openFraction + 6) + (4 + 3) * combination);
    expect(operations.flops).toBe(315);
    expect(operations.sums).toBe(24);
    expect(operations.exponentials).toBe(0);
  });

  test('47 numbers and 14 integers', () => {
    // 7 states read and written; g_L, E_L, g_ACh, E_ACh, C_m and I_stim of 4 neurons; A_ACh, alpha_ACh, beta_ACh of 3 open fractions
    const numbers = 2 * 7 + 4 * 6 + 3 * 3;
    // presynaptic neurons of 6 synapses; spike ages of 4 neurons, read and written
    const integers = 6 + 2 * 4;
    expect(operations.bytes).toEqual({ float64: 8 * numbers + 4 * integers, float32: 4 * numbers + 4 * integers });
  });
});

test('the network of 120 neurons: exponentials of every rate, sums of every synapse, and the same combination of stages as in C++', () => {
  const network: NetworkSummary = {
    n: 120,
    populations: [
      { name: 'PN', first: 0, count: 90 },
      { name: 'LN', first: 90, count: 30 },
    ],
    synapses: [
      { type: 'ACh', count: 1358, openFractions: 90 },
      { type: 'GABA', count: 1773, openFractions: 30 },
    ],
  };
  const { flops, exponentials, sums } = countOperations(compileModel(nerveflow), network, rk4);
  // PN: K 2, Na 4 (three of them x/(exp(x) - 1)), A 6 with both sides of tau_h; LN: K 2, Ca 4; and the transmitter of GABA
  expect(exponentials).toBe(4 * (90 * 12 + 30 * 6 + 30));
  expect(sums).toBe(4 * (1358 + 1773));
  // The peers' program, which shares four exponentials and multiplies dense matrices, counts 241,200.
  expect(flops).toBeGreaterThan(200_000);
  expect(flops).toBeLessThan(300_000);
});
