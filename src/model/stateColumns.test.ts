import { describe, expect, test } from 'vitest';
import { buildNetwork } from './buildNetwork.ts';
import { savedStateLength } from './savedState.ts';
import { checkBatches, columnCount, recordableVariables, stateColumns } from './stateColumns.ts';

const network = buildNetwork({ preset: 'nerveflow', n: 12, seed: 3 }, 100);
const [ach] = network.synapses as [(typeof network.synapses)[number]];

describe('the columns of recorded states', () => {
  test('a full state has those of a saved state: 7n + S_a + S_g', () => {
    const columns = stateColumns(network, { every: 1 });
    const synapses = network.synapses.reduce((sum, { presynaptic }) => sum + presynaptic.length, 0);
    expect(columnCount(columns)).toBe(savedStateLength(network));
    expect(columnCount(columns)).toBe(7 * 12 + synapses);
    expect(columns.map(({ variable }) => variable)).toEqual(
      'V n_K m_Na h_Na m_A h_A m_Ca h_Ca m_KCa Ca o_ACh o_GABA t_fire'.split(' '),
    );
    expect(columns.map(({ variable }) => variable)).toEqual(recordableVariables(network.model));
  });

  test('chosen neurons keep what they have, and the synapses onto them', () => {
    const columns = stateColumns(network, { every: 1, neurons: [1, 2, 9, 11] });
    const onto = (neuron: number) => ach.rowStart[neuron + 1]! - ach.rowStart[neuron]!;
    expect(columns.find(({ variable }) => variable === 'Ca')!.spans).toEqual([
      { first: 9, count: 1 },
      { first: 11, count: 1 },
    ]);
    expect(columns.find(({ variable }) => variable === 'm_Na')!.spans).toEqual([{ first: 1, count: 2 }]);
    const open = columns.find(({ variable }) => variable === 'o_ACh')!;
    expect(open.count).toBe(onto(9) + onto(11));
    expect(open.spans[0]!.first).toBe(ach.rowStart[9]);
  });

  test('variables stand in the order of the state, whatever the order in which they are named', () => {
    const columns = stateColumns(network, { every: 1, variables: ['t_fire', 'Ca', 'V'] });
    expect(columns.map(({ variable, first, count }) => [variable, first, count])).toEqual([
      ['V', 0, 12],
      ['Ca', 12, 3],
      ['t_fire', 15, 12],
    ]);
  });

  test.each([
    [{ every: 0 }, 'recording every 0 steps: expected a whole number from 1 to 1000000'],
    [{ every: 1.5 }, 'recording every 1.5 steps: expected a whole number from 1 to 1000000'],
    [{ every: 1, variables: ['m_Na', 'Na'] }, /^recording 'Na': expected variables among V, n_K, .*, t_fire$/],
    [{ every: 1, variables: [] }, 'recording no variable at all: expected at least one'],
    [{ every: 1, neurons: [] }, 'recording no neuron at all: expected at least one'],
    [{ every: 1, neurons: [3, 12] }, 'recording neuron 12: expected whole numbers from 0 to 11'],
    [{ every: 1, neurons: [3, 3] }, 'recording neuron 3 after 3: expected each once, in ascending order'],
    [{ every: 1, variables: ['Ca'], neurons: [0] }, 'recording Ca of neurons 0: none of them has such a variable'],
  ])('%j is refused with a sentence', (plan, sentence) => {
    expect(() => stateColumns(network, plan)).toThrow(sentence);
  });

  test.each([0, 1.5, 101, NaN])('%d batches of 100 steps are refused', (batches) => {
    expect(() => checkBatches({ batches }, 100)).toThrow(
      `${batches} batches: expected a whole number from 1 to 100, the steps of the run`,
    );
  });

  test('so many batches that planning them would take minutes are refused, however many steps there are', () => {
    checkBatches({ batches: 10_000 }, 10_000_000);
    expect(() => checkBatches({ batches: 10_001 }, 10_000_000)).toThrow(
      /^10001 batches: expected a whole number from 1 to 10000$/,
    );
  });
});
