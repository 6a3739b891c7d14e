import { expect, test } from 'vitest';
import { countSynapses } from '../../model/connectivity/matrixRow.ts';
import { matrixOf } from '../edits/matrixEdits.ts';
import { makeLab } from '../testing/makeLab.ts';
import { needOf, planOf, setBatches, setEvery, setNeurons, setVariables } from './longRunPlan.ts';

function setUp() {
  const lab = makeLab(12);
  const plan = () => planOf(lab.document.getState());
  const need = () => {
    const found = needOf(lab, lab.document.getState());
    if ('problem' in found) throw new Error(found.problem);
    return found;
  };
  return { lab, plan, need };
}

test('without a plan the full state of every step goes to disk in ten batches', () => {
  const { lab, plan, need } = setUp();
  expect(plan()).toEqual({ batches: 10, record: { every: 1 } });
  const synapses = ['ACh', 'GABA'].map((type) =>
    matrixOf(lab, type).rows.reduce((sum, row) => sum + countSynapses(row), 0),
  );
  // A row has 7n + S_a + S_g numbers, see model.md, float64.
  expect(need().row).toBe(8 * (7 * 12 + synapses[0]! + synapses[1]!));
  expect(need().batchRows).toBe(10_000);
  expect(need().whole).toBeGreaterThan(100_000 * need().row);
  expect(need().whole).toBeLessThan(1.01 * 100_000 * need().row);
  expect(need().batch).toBeCloseTo(need().whole / 10, 6);
});

test('variables, neurons and steps that are left out take no room; each edit has its name and can be undone', () => {
  const { lab, plan, need } = setUp();
  setVariables(lab, ['t_fire', 'V']);
  expect(plan().record).toEqual({ every: 1, variables: ['V', 't_fire'] });
  expect(need().row).toBe(8 * 24);
  setNeurons(lab, [0, 1, 2, 11]);
  expect(need().row).toBe(8 * 8);
  setEvery(lab, 10);
  expect(need().batchRows).toBe(1000);
  setVariables(lab, undefined);
  setNeurons(lab, undefined);
  expect(plan().record).toEqual({ every: 10 });
  expect(lab.history.state.getState().past.map(({ label }) => label)).toEqual([
    'Recorded to disk: V, t_fire',
    'Recorded to disk: neurons 0-2, 11',
    'Recorded to disk: every 1 → 10 steps',
    'Recorded to disk: all variables',
    'Recorded to disk: all neurons',
  ]);
  lab.undo();
  expect(plan().record.neurons).toEqual([0, 1, 2, 11]);
});

test('more batches than steps, and none, are refused with the number that was typed', () => {
  const { lab, plan } = setUp();
  expect(setBatches(lab, 0)).toContain('0 batches: expected a whole number from 1 to 10000');
  expect(setBatches(lab, 100_001)).toContain('100001 batches');
  expect(setBatches(lab, 2.5)).toContain('2.5 batches');
  expect(plan().batches).toBe(10);
  expect(setBatches(lab, 4)).toBeUndefined();
  expect(plan().batches).toBe(4);
});

test('a plan that no longer fits the network says why instead of a need', () => {
  const { lab } = setUp();
  setNeurons(lab, [11]);
  lab.setField('n', 8);
  expect(needOf(lab, lab.document.getState())).toEqual({ problem: expect.stringContaining('neuron 11') });
});
