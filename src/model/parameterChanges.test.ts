import { describe, expect, test } from 'vitest';
import { buildNetwork } from './buildNetwork.ts';
import type { ParameterChange } from './description.ts';

/** 3 PN, 1 LN. */
const built = (...changes: ParameterChange[]) => buildNetwork({ preset: 'nerveflow', n: 4, seed: 1, changes }, 10);

const set = (parameter: string, value: number, population?: string): ParameterChange => ({
  kind: 'set',
  parameter,
  value,
  population,
});
const scale = (parameter: string, factor: number, population?: string): ParameterChange => ({
  kind: 'scale',
  parameter,
  factor,
  population,
});

describe('a change of a parameter', () => {
  test('sets it for all neurons, whatever their population says', () => {
    expect([...built(set('g_ACh', 0.1)).parameters['g_ACh']!]).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  test('sets it for one population alone', () => {
    expect([...built(set('g_ACh', 0.1, 'PN')).parameters['g_ACh']!]).toEqual([0.1, 0.1, 0.1, 0.3]);
    expect([...built(set('g_ACh', 0.1, 'LN')).parameters['g_ACh']!]).toEqual([0.35, 0.35, 0.35, 0.1]);
  });

  test("scales each population's own value", () => {
    expect([...built(scale('g_ACh', 0.5)).parameters['g_ACh']!]).toEqual([0.175, 0.175, 0.175, 0.15]);
  });

  test('comes after the changes before it', () => {
    const changes = [set('g_L', 1), scale('g_L', 0.5), scale('g_L', 0.5, 'LN'), set('g_L', 2, 'PN')];
    expect([...built(...changes).parameters['g_L']!]).toEqual([2, 2, 2, 0.25]);
  });

  test('leaves everything else as it was: connectivity, initial state, other parameters', () => {
    const [changed, plain] = [built(set('g_GABA', 0)), built()];
    expect(changed.synapses).toEqual(plain.synapses);
    expect(changed.initialState).toEqual(plain.initialState);
    expect({ ...changed.parameters, g_GABA: 0 }).toEqual({ ...plain.parameters, g_GABA: 0 });
  });

  test('of what each synapse has is one number while all populations agree', () => {
    const gaba = built(scale('beta_GABA', 2)).synapses[1]!;
    expect(gaba.parameters).toEqual({ alpha_GABA: 10, beta_GABA: 0.32 });
  });

  test('of what each synapse has changes the synapses onto the population that is named', () => {
    const network = buildNetwork(
      { preset: 'nerveflow', n: 40, seed: 1, changes: [set('beta_GABA', 0.5, 'LN')] }, // 30 PN, 10 LN
      10,
    );
    const { rowStart, parameters } = network.synapses[1]!;
    const values = parameters['beta_GABA'] as Float64Array;
    expect(values).toHaveLength(rowStart[40]!);
    expect(rowStart[30]).toBeGreaterThan(0);
    expect(rowStart[40]).toBeGreaterThan(rowStart[30]!);
    values.forEach((value, s) => expect(value, `synapse ${s}`).toBe(s < rowStart[30]! ? 0.16 : 0.5));
    expect(parameters['alpha_GABA']).toBe(10);
  });
});

test.each([
  [set('g_Gaba', 1), /^g_Gaba is no parameter of the model nerveflow: expected one of C_m, g_L, .*alpha_ACh, beta_ACh/],
  [set('g_L', NaN), 'g_L cannot be set to NaN: expected a number'],
  [scale('g_L', Infinity), 'g_L cannot be scaled by Infinity: expected a number'],
  [set('g_L', 1, 'KC'), 'KC.g_L: there is no population KC: expected one of PN, LN'],
  [set('g_Na', 1, 'LN'), 'LN.g_Na: the neurons of LN have no Na: expected PN.g_Na'],
  [set('tau_Ca', 1, 'PN'), 'PN.tau_Ca: the neurons of PN have no Ca: expected LN.tau_Ca'],
  [set('g_GABA', 7), 'g_GABA would be 7 mS/cm²: expected 0 to 5 mS/cm²'],
  [scale('g_GABA', -1), 'g_GABA would be -0.8 mS/cm², 0.8 times -1: expected 0 to 5 mS/cm²'],
  [scale('beta_ACh', 1000, 'LN'), 'LN.beta_ACh would be 200 1/ms, 0.2 times 1000: expected 0.001 to 50 1/ms'],
])('%o is refused', (change, message) => {
  expect(() => built(change)).toThrow(RangeError);
  expect(() => built(change)).toThrow(message);
});
