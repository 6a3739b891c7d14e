import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CIRCUITS } from '../../model/circuits.ts';
import type { MatrixDescription, NetworkDescription } from '../../model/description.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import { chooseCircuit, chooseSize, circuitOf, lostLately, moveBorder, setCount } from './populationEdits.ts';
import { countsOf } from './resizeNetwork.ts';
import { setUp } from '../testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A lab of 120 neurons (90 PN, 30 LN) with some of its network replaced. */
function labWith(network: Partial<NetworkDescription>) {
  const { lab } = setUp();
  lab.edit('prepared', (document) => withNetwork(document, network));
  return lab;
}

const PAINTED: MatrixDescription = {
  start: { kind: 'drawn' },
  patches: [{ kind: 'block', rows: { first: 3, count: 2 }, columns: { first: 0, count: 120 }, weight: 0 }],
};
/** No synapses from LN to LN. */
const SILENCED: MatrixDescription = {
  start: { kind: 'drawn' },
  patches: [{ kind: 'block', rows: { first: 90, count: 30 }, columns: { first: 90, count: 30 }, weight: 0 }],
};

test('another n keeps the shares of the populations, the model’s and one’s own', () => {
  const { lab } = setUp();
  lab.setField('n', 48);
  expect(countsOf(lab.document.getState())).toEqual([36, 12]);
  expect(lab.document.getState().network.counts).toBeUndefined();
  moveBorder(lab, 0, 12);
  expect(countsOf(lab.document.getState())).toEqual([12, 36]);
  lab.setField('n', 100);
  expect(countsOf(lab.document.getState())).toEqual([25, 75]);
});

test('the number of one population changes n and leaves the others alone', () => {
  const { lab } = setUp();
  expect(setCount(lab, 1, 10)).toBeUndefined();
  expect(lab.document.getState().network).toMatchObject({ n: 100, counts: [90, 10] });
  expect(setCount(lab, 0, 0)).toBeUndefined();
  expect(lab.document.getState().network).toMatchObject({ n: 10, counts: [0, 10] });
  expect(setCount(lab, 1, 0)).toBe('LN must be a whole number from 1 to 4096, got 0');
  expect(setCount(lab, 1, NaN, 'many')).toContain('got many');
  expect(setCount(lab, 0, 4090)).toContain('from 0 to 4086');
});

test('what is generated and what stands for whole populations goes along with another n', () => {
  const generated: MatrixDescription = {
    start: { kind: 'random', from: ['PN'], to: ['LN'], seed: 4, probability: 0.2 },
    patches: [],
  };
  const changes = [{ kind: 'set', parameter: 'g_Na', population: 'PN', value: 60 }] as const;
  const lab = labWith({ matrices: { ACh: generated, GABA: SILENCED }, changes });
  lab.setField('n', 12);
  const { matrices, changes: kept } = lab.document.getState().network;
  expect(matrices?.['ACh']).toEqual(generated);
  expect(matrices?.['GABA']?.patches).toEqual([
    { kind: 'block', rows: { first: 9, count: 3 }, columns: { first: 9, count: 3 }, weight: 0 },
  ]);
  expect(kept).toBe(changes);
  expect(lostLately(lab.history.state.getState().past)).toEqual([]);
});

test('what was painted, given or listed for single neurons is dropped where it does not fit, by name, and undo brings it back', () => {
  const given: MatrixDescription = {
    start: { kind: 'given', name: 'ach_mat.npy', n: 120, weights: new Uint8Array(120 * 120) },
    patches: [],
  };
  const lab = labWith({
    matrices: { ACh: given, GABA: PAINTED },
    changes: [
      { kind: 'set', parameter: 'g_K', value: 12, neurons: [2, 3] },
      { kind: 'set', parameter: 'g_Na', population: 'PN', value: 60, neurons: [2, 80] },
      { kind: 'list', parameter: 'E_L', population: 'LN', values: Array.from({ length: 30 }, () => -50) },
    ],
  });
  const before = lab.document.getState();
  lab.setField('n', 48);
  const { matrices, changes } = lab.document.getState().network;
  expect(matrices).toEqual({ GABA: { start: { kind: 'drawn' }, patches: [] } });
  expect(changes).toEqual([{ kind: 'set', parameter: 'g_K', value: 12, neurons: [2, 3] }]);
  const lost = ['ACh from ach_mat.npy', 'what was painted in GABA', 'g_Na of 2 neurons', 'E_L neuron by neuron'];
  expect(lostLately(lab.history.state.getState().past)).toEqual(lost);
  expect(lab.history.state.getState().past.at(-1)?.label).toBe(`Neurons: 120 → 48; without ${lost.join(', ')}`);
  lab.undo();
  expect(lab.document.getState()).toEqual(before);
  expect(lostLately(lab.history.state.getState().past)).toEqual([]);
});

test('a block of whole populations goes along when the border between them moves', () => {
  const lab = labWith({ matrices: { GABA: SILENCED } });
  moveBorder(lab, 0, 60);
  expect(lab.document.getState().network.matrices?.['GABA']).toEqual({
    start: { kind: 'drawn' },
    patches: [{ kind: 'block', rows: { first: 60, count: 60 }, columns: { first: 60, count: 60 }, weight: 0 }],
  });
  expect(lostLately(lab.history.state.getState().past)).toEqual([]);
  // By way of a network without LNs.
  moveBorder(lab, 0, 120);
  moveBorder(lab, 0, 90);
  expect(lab.document.getState().network.matrices?.['GABA']).toEqual(SILENCED);
});

test('what was painted for single neurons stays when only the ratio of the populations changes', () => {
  const lab = labWith({ matrices: { GABA: PAINTED } });
  moveBorder(lab, 0, 60);
  expect(lab.document.getState().network.matrices?.['GABA']).toBe(PAINTED);
});

test('receivers that are no longer there are taken out of a current', () => {
  const { lab } = setUp();
  lab.edit('prepared', (document) => ({
    ...document,
    stimulus: [
      {
        id: 'step',
        isOn: true,
        part: {
          kind: 'waveform',
          waveform: { kind: 'step', amplitude: 5 },
          receivers: { kind: 'list', neurons: [3, 50, 60] },
          onset: 0,
          offset: 10,
        },
      },
    ],
  }));
  lab.setField('n', 48);
  expect(lab.document.getState().stimulus[0]?.part).toMatchObject({ receivers: { neurons: [3] } });
  expect(lostLately(lab.history.state.getState().past)).toEqual(['2 receivers of a current']);
});

test('a circuit is one edit with a name, replaces network and stimulus, and keeps the parameters of populations', () => {
  const changes = [{ kind: 'set', parameter: 'g_Na', population: 'PN', value: 60 }] as const;
  const lab = labWith({ changes });
  const before = lab.document.getState();
  for (const circuit of CIRCUITS) {
    chooseCircuit(lab, circuit);
    expect(circuitOf(lab.document.getState())).toBe(circuit);
    expect(lab.document.getState().network.changes).toBe(changes);
    expect(lab.document.getState().stimulus.map(({ part }) => part)).toEqual(circuit.stimulus);
    expect(lab.history.state.getState().past.at(-1)?.label).toBe(`Circuit: ${circuit.name}`);
    expect(lostLately(lab.history.state.getState().past)).toEqual([]);
  }
  for (const _ of CIRCUITS) lab.undo();
  expect(lab.document.getState()).toEqual(before);
});

test('a usual size after a circuit is the model’s network with its odour again', () => {
  const { lab } = setUp();
  chooseCircuit(lab, CIRCUITS[3]!);
  chooseSize(lab, 120);
  const { network, stimulus } = lab.document.getState();
  expect(network).toEqual(DEFAULT_DOCUMENT.network);
  expect(stimulus).toEqual(DEFAULT_DOCUMENT.stimulus);
});

test('a circuit with another n says what of it is gone', () => {
  const { lab } = setUp();
  chooseCircuit(lab, CIRCUITS[3]!);
  lab.setField('n', 7);
  expect(lostLately(lab.history.state.getState().past)).toEqual([
    'what was painted in ACh',
    'what was painted in GABA',
  ]);
  expect(lab.document.getState().network.matrices).toBeUndefined();
});

test('a drag of the border is one edit', () => {
  const { lab } = setUp();
  for (let count = 89; count > 40; count--) moveBorder(lab, 0, count);
  const { past } = lab.history.state.getState();
  expect(past.map(({ label }) => label)).toEqual(['PN : LN: 90 : 30 → 41 : 79']);
});
