import { expect, test } from 'vitest';
import { buildNetwork } from '../../../model/buildNetwork.ts';
import type { Network } from '../../../model/network.ts';
import { layOut } from '../../layout.ts';
import { compileModel } from '../../system.ts';
import { planWasm, suits } from './wasmPlan.ts';

const OPTIONS = { precision: 'float64', threads: 1, recordEvery: 10 } as const;

/** Whether the plan of one network suits another. */
function isSuited(network: Network, next: Network): boolean {
  const system = compileModel(network.model);
  return suits(planWasm(system, layOut(system, network), network, OPTIONS), system, next, layOut(system, next));
}

/** The same network, whose synapses of one type have a weight. */
function weigh(network: Network, type: string, weight: number): Network {
  const synapses = network.synapses.map((one) =>
    one.type.name === type ? { ...one, weights: new Float64Array(one.presynaptic.length).fill(weight) } : one,
  );
  return { ...network, synapses };
}

test('a plan is left when another would be much faster, in large networks', () => {
  const [small, large] = [40, 1600].map((n) => buildNetwork({ preset: 'nerveflow', n, seed: 1 }, 100));
  const [weighted, weightedLarge] = [weigh(small!, 'GABA', 0.5), weigh(large!, 'GABA', 0.5)];
  expect(isSuited(small!, weighted)).toBe(true);
  expect(isSuited(weighted, small!)).toBe(true);
  // Tables take no weights, and where there are none any more they pay.
  expect(isSuited(large!, weightedLarge)).toBe(false);
  expect(isSuited(weightedLarge, large!)).toBe(false);
  expect(isSuited(weightedLarge, weigh(large!, 'GABA', -2))).toBe(true);
});

test('a plan has no room for synapses of a type that had none', () => {
  const none = buildNetwork(
    { preset: 'nerveflow', n: 40, seed: 1, matrices: { ACh: { start: { kind: 'none' }, patches: [] } } },
    100,
  );
  const drawn = buildNetwork({ preset: 'nerveflow', n: 40, seed: 1 }, 100);
  expect(isSuited(none, drawn)).toBe(false);
  expect(isSuited(drawn, none)).toBe(true);
});
