import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeNpy } from '../../files/npy.ts';
import { loadInitialState, removeInitialState, startFromHere, whyNotFromHere } from './initialState.ts';
import { withNetwork } from '../labDocument.ts';
import { setUp } from '../testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A lab of 120 neurons paused at step 10, 0.1 ms. */
function paused() {
  const parts = setUp();
  const { lab, ready, batch, reply, runId } = parts;
  lab.start();
  ready();
  batch(0);
  lab.pause();
  reply({ type: 'paused', runId: runId() });
  return parts;
}

test('the state of a paused run becomes the start of the next, spikes as long ago as they are', async () => {
  const { lab, sent, reply, runId } = paused();
  const answer = startFromHere(lab);
  expect(sent.at(-1)?.type).toBe('readState');
  const state = new Float64Array(900).fill(0.25);
  state[899] = 0.04;
  reply({ type: 'state', runId: runId(), step: 10, state });
  expect(await answer).toBeUndefined();
  const { initialState, initialStateName } = lab.document.getState().network;
  expect(initialStateName).toBe('0.1 ms of a run');
  expect(initialState?.[0]).toBe(0.25);
  expect(initialState?.[899]).toBeCloseTo(-0.06, 12);
  expect(lab.history.state.getState().past.at(-1)?.label).toBe('Start from 0.1 ms of a run');
  removeInitialState(lab);
  expect(lab.document.getState().network.initialState).toBeUndefined();
});

test('it is refused with the reason where there is no state, or it fits no more', () => {
  const { lab } = setUp();
  expect(whyNotFromHere(lab)).toContain('There is no run');
  const { lab: running, ready } = setUp();
  running.start();
  ready();
  expect(whyNotFromHere(running)).toContain('Pause the run');
  const { lab: resized } = paused();
  resized.setField('n', 48);
  expect(whyNotFromHere(resized)).toBe(
    'The state of this run does not fit: it is of 120 neurons, the network has 48 now',
  );
});

test('an edit of a matrix or of n lets go of an initial state, and says so; others keep it', () => {
  const { lab } = setUp();
  const initialState = new Float64Array(1);
  const set = (): void =>
    lab.edit('Start from a file', (document) =>
      withNetwork(document, { initialState, initialStateName: 'initial_state.npy' }),
    );
  const matrices = { ACh: { start: { kind: 'none' }, patches: [] } } as const;
  set();
  lab.edit('g_Na', (document) => withNetwork(document, { changes: [] }));
  expect(lab.document.getState().network.initialState).toBe(initialState);
  lab.edit('ACh: none', (document) => withNetwork(document, { matrices }));
  expect(lab.document.getState().network).toMatchObject({ initialState: undefined, initialStateName: undefined });
  expect(lab.history.state.getState().past.at(-1)?.label).toBe('ACh: none; without the initial state');
  set();
  lab.setField('n', 12);
  expect(lab.document.getState().network.initialState).toBeUndefined();
  expect(lab.history.state.getState().past.at(-1)?.label).toBe('Neurons: 120 → 12; without the initial state');
});

test('an initial state that was being read while the network changed is refused', async () => {
  vi.useRealTimers();
  const { lab } = setUp();
  const none = { start: { kind: 'none' }, patches: [] } as const;
  lab.edit('prepared', (document) => withNetwork(document, { n: 4, matrices: { ACh: none, GABA: none } }));
  const answer = loadInitialState(lab, new File([writeNpy({ shape: [28], values: new Float64Array(28) })], 'a.npy'));
  lab.setField('n', 8);
  expect(await answer).toContain('it is of 4 neurons, the network has 8 now');
  expect(lab.document.getState().network.initialState).toBeUndefined();
});

test('an initial_state.npy has a value for every variable and synapse, or is refused with the numbers', async () => {
  vi.useRealTimers();
  const { lab } = setUp();
  const none = { start: { kind: 'none' }, patches: [] } as const;
  lab.edit('prepared', (document) => withNetwork(document, { n: 4, matrices: { ACh: none, GABA: none } }));
  // V, n_K and the last spike of 4 neurons, 4 gates of 3 PNs, 3 gates and calcium of 1 LN.
  const values = Float64Array.from({ length: 3 * 4 + 4 * 3 + 4 }, (_, i) => (i - 100) / 100);
  const file = (length: number): File =>
    new File([writeNpy({ shape: [length], values: values.slice(0, length) })], 'initial_state.npy');
  expect(await loadInitialState(lab, file(27))).toMatch(/initial_state.npy is .*27.*expected .*28/);
  expect(lab.document.getState().network.initialState).toBeUndefined();
  expect(await loadInitialState(lab, file(28))).toBeUndefined();
  expect(lab.document.getState().network.initialState).toEqual(values);
  expect(lab.history.state.getState().past.at(-1)?.label).toBe('Initial state from initial_state.npy');
});

test('the state at the end of a run starts one at 0: its spikes are put back before that, and the name says so', async () => {
  vi.useRealTimers();
  const { lab } = setUp();
  const none = { start: { kind: 'none' }, patches: [] } as const;
  lab.edit('prepared', (document) => withNetwork(document, { n: 4, matrices: { ACh: none, GABA: none } }));
  const values = new Float64Array(28);
  values.set([81.25, 93.5, -100, 40], 24);
  const file = new File([writeNpy({ shape: [28], values })], 'final_state.npy');
  expect(await loadInitialState(lab, file)).toBeUndefined();
  const { initialState, initialStateName } = lab.document.getState().network;
  expect(Array.from(initialState!.subarray(24))).toEqual([-12.25, 0, -193.5, -53.5]);
  expect(initialStateName).toBe('final_state.npy, its spike times put back 93.5 ms');
});
