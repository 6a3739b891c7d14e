import { expect, test } from 'vitest';
import { populationRanges } from './buildNetwork.ts';
import { nerveflow } from './presets.ts';
import { MOST_PROBES, describeProbe, describeProbes, probeVariables } from './probes.ts';

const POPULATIONS = populationRanges(nerveflow, 12);

test('of a neuron its state, the synapses that it makes and its currents can be recorded, each with its unit', () => {
  const listed = (population: string) =>
    probeVariables(nerveflow, population).map(({ name, unit, kind }) => `${kind} ${name} ${unit}`);
  expect(listed('PN')).toEqual([
    'state V mV',
    ...['n_K', 'm_Na', 'h_Na', 'm_A', 'h_A'].map((gate) => `state ${gate} 1`),
    'synapse O_ACh 1',
    'synapse T_ACh mM',
    ...['L', 'KL', 'K', 'Na', 'A', 'ACh', 'GABA', 'stim'].map((name) => `current I_${name} µA/cm²`),
  ]);
  expect(listed('LN')).toEqual([
    'state V mV',
    ...['n_K', 'm_Ca', 'h_Ca', 'm_KCa'].map((gate) => `state ${gate} 1`),
    'state Ca mM',
    'synapse O_GABA 1',
    'synapse T_GABA mM',
    ...['L', 'KL', 'K', 'Ca', 'KCa', 'ACh', 'GABA', 'stim'].map((name) => `current I_${name} µA/cm²`),
  ]);
  for (const population of ['PN', 'LN']) {
    for (const { name, meaning } of probeVariables(nerveflow, population)) expect(meaning, name).toMatch(/\w{4}/);
  }
});

test('a matrix may let any neuron be presynaptic: its [O] can be asked for', () => {
  expect(describeProbe(nerveflow, POPULATIONS, { neuron: 0, variable: 'O_GABA' })).toMatchObject({
    population: 'PN',
    unit: '1',
    kind: 'synapse',
  });
});

test('what is not there is answered with what there is', () => {
  const describing = (neuron: number, variable: string) => () =>
    describeProbe(nerveflow, POPULATIONS, { neuron, variable });
  expect(describing(12, 'I_Na')).toThrow('a probe of I_Na in neuron 12: expected a whole number from 0 to 11');
  for (const neuron of [-1, 0.5, NaN]) expect(describing(neuron, 'V')).toThrow('expected a whole number from 0 to 11');
  expect(describing(3, 'I_Ca')).toThrow("a probe of 'I_Ca' in PN 3: expected one of V, n_K, m_Na");
  for (const variable of ['', 'toString', '__proto__', 'I_', 'v'])
    expect(describing(9, variable)).toThrow('in LN 9: expected');
});

test('a run takes each probe once, and so many', () => {
  const all = ['PN', 'LN'].flatMap((population, p) =>
    [0, 1, 2].flatMap((k) =>
      probeVariables(nerveflow, population).map(({ name }) => ({ neuron: 9 * p + k, variable: name })),
    ),
  );
  expect(describeProbes(nerveflow, POPULATIONS, all.slice(0, MOST_PROBES))).toHaveLength(MOST_PROBES);
  expect(() => describeProbes(nerveflow, POPULATIONS, all)).toThrow(`${all.length} probes: a run takes up to 32`);
  expect(() => describeProbes(nerveflow, POPULATIONS, [all[3]!, all[0]!, all[3]!])).toThrow(
    'two probes of h_Na in neuron 0: expected one',
  );
});
