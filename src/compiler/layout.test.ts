import { expect, test } from 'vitest';
import { buildNetwork } from '../model/buildNetwork.ts';
import type { Network } from '../model/network.ts';
import { initialStateVector, layOut, layOutAlike, parameterVector, readStateVector } from './layout.ts';
import { compileModel } from './system.ts';

const networks = [1, 2, 3].map((seed) => buildNetwork({ preset: 'nerveflow', n: 4, seed }, 10));
const system = compileModel(networks[0]!.model);

test('networks laid out alike agree in every count and address', () => {
  // Among the three are networks in which a PN or the LN has no synapse at all.
  const own = networks.map((network) => layOut(system, network).openFractionCount);
  expect(new Set(own).size).toBeGreaterThan(1);
  const alike = layOutAlike(system, networks);
  const addresses = alike.map(({ openFractions, ...rest }) => ({
    ...rest,
    openFractions: openFractions.map(({ presynaptic, first, count, parameterAddress }) => ({
      presynaptic,
      first,
      count,
      parameterAddress,
    })),
  }));
  for (const one of addresses) expect(one).toEqual(addresses[0]);
  expect(addresses[0]!.openFractionCount).toBeGreaterThanOrEqual(Math.max(...own));
});

test('a network laid out alike keeps its own synapses, parameters and initial values', () => {
  const open = (network: Network, value: number): Network => ({
    ...network,
    synapses: network.synapses.map((one) => ({
      ...one,
      parameters: Object.fromEntries(Object.keys(one.parameters).map((symbol, k) => [symbol, value + k])),
    })),
    initialState: { ...network.initialState, openFractions: { ACh: value, GABA: 2 * value } },
  });
  const own = networks.map((network, r) => open(network, 0.1 + r / 10));
  layOutAlike(system, own).forEach((layout, r) => {
    const alone = layOut(system, own[r]!);
    const { neurons, openFractions } = readStateVector(system, layout, initialStateVector(system, own[r]!, layout));
    expect({ neurons, openFractions }).toEqual({
      neurons: own[r]!.initialState.neurons,
      openFractions: readStateVector(system, alone, initialStateVector(system, own[r]!, alone)).openFractions,
    });
    layout.openFractions.forEach(({ ofSynapse, presynaptic }, t) => {
      expect(Array.from(ofSynapse, (q) => presynaptic[q])).toEqual([...own[r]!.synapses[t]!.presynaptic]);
    });
    const parameters = parameterVector(own[r]!, layout);
    for (const { parameterAddress, count } of layout.openFractions) {
      [...parameterAddress.values()].forEach((address, k) => {
        expect([...parameters.subarray(address, address + count)]).toEqual(Array(count).fill(0.1 + r / 10 + k));
      });
    }
  });
});

test('networks of two sizes, or with several open fractions of one neuron, are not laid out alike', () => {
  const five = buildNetwork({ preset: 'nerveflow', n: 5, seed: 1 }, 10);
  expect(() => layOutAlike(system, [networks[0]!, five])).toThrow('networks of 4 and 5 neurons: expected one size');
  const S = five.synapses[1]!.presynaptic.length;
  const openFractions = { ACh: 0, GABA: Float64Array.from({ length: S }, (_, s) => s / S) };
  const differing = { ...five, initialState: { ...five.initialState, openFractions } };
  expect(() => layOutAlike(system, [differing])).toThrow(/^GABA: synapses of one presynaptic neuron differ/);
});
