import { serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type {
  ArrayStimulus,
  MatrixDescription,
  MatrixPatch,
  NetworkDescription,
  ParameterChange,
  RunDescription,
  StimulusPart,
} from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import { applyEdit, editBetween, type RunEdit } from './runEdit.ts';

const N = 60;

/** 1 from one neuron to the next. */
const weights = Uint8Array.from({ length: N * N }, (_, k) => Number(k % (N + 1) === 1));
const cells = (...of: number[]): MatrixPatch => ({ kind: 'cells', n: N, cells: Uint32Array.from(of), weights: 1 });
const given: MatrixDescription = {
  start: { kind: 'given', name: 'ach_mat.npy', n: N, weights },
  patches: [cells(1), cells(2, 3)],
  allowsSelf: true,
};
const current: ArrayStimulus = {
  kind: 'array',
  name: 'current.npy',
  n: N,
  samples: 200,
  samplesPerMs: 100,
  values: new Float32Array(200 * N),
};
const step: StimulusPart = {
  kind: 'waveform',
  waveform: { kind: 'step', amplitude: 5 },
  receivers: { kind: 'list', neurons: [4, 5] },
  onset: 10,
  offset: 20,
};

/** A run with everything that is large: a matrix, a current and an initial state from files. */
const run: RunDescription = {
  network: {
    preset: 'nerveflow',
    n: N,
    seed: 1,
    matrices: { ACh: given },
    initialState: new Float64Array(7 * N + N - 1),
    changes: [{ kind: 'set', parameter: 'g_Na', value: 90 }],
  },
  stimulus: { kind: 'sum', parts: [current, DEFAULT_ODOUR] },
  dt: 0.01,
  duration: 100,
  recordEvery: 10,
};

const inNetwork = (changes: Partial<NetworkDescription>): RunDescription => ({
  ...run,
  network: { ...run.network, ...changes },
});
const withAch = (changes: Partial<MatrixDescription>): RunDescription =>
  inNetwork({ matrices: { ACh: { ...given, ...changes } } });
const driven = (...parts: StimulusPart[]): RunDescription => ({ ...run, stimulus: { kind: 'sum', parts } });

const g_Na: ParameterChange = { kind: 'set', parameter: 'g_Na', value: 45, population: 'PN' };

/** Runs that are reached from `run` without a new start, by what is changed. */
const REACHED: Readonly<Record<string, RunDescription>> = {
  'a parameter': inNetwork({ changes: [...run.network.changes!, g_Na] }),
  'no changed parameter any more': inNetwork({ changes: undefined }),
  'one more patch': withAch({ patches: [...given.patches, cells(7)] }),
  'one patch less': withAch({ patches: given.patches.slice(0, 1) }),
  'another last patch': withAch({ patches: [given.patches[0]!, cells(9)] }),
  'no self connections': withAch({ allowsSelf: false }),
  'another start under the same patches': withAch({ start: { kind: 'none' } }),
  'a matrix as the model draws it': inNetwork({ matrices: {} }),
  'a matrix of another type': inNetwork({
    matrices: { ACh: given, GABA: { start: { kind: 'none' }, patches: [cells(1)], allowsSelf: false } },
  }),
  'a current more': driven(current, DEFAULT_ODOUR, step),
  'a current less': driven(DEFAULT_ODOUR),
  'currents in another order': driven(DEFAULT_ODOUR, current),
  'no current': driven(),
  'another odour': driven(current, { ...DEFAULT_ODOUR, amplitude: 3 }),
  'a longer run': { ...run, duration: 200 },
  'a probe': { ...run, probes: [{ neuron: 7, variable: 'I_Na' }] },
  'everything at once': {
    ...inNetwork({ changes: [g_Na], matrices: { GABA: { start: { kind: 'none' }, patches: [], allowsSelf: false } } }),
    stimulus: { kind: 'sum', parts: [step] },
    duration: 50,
    probes: [{ neuron: 50, variable: 'Ca' }],
  },
};

describe.each(Object.entries(REACHED))('%s', (_, after) => {
  const { edit, run: reached, isComplete } = editBetween(run, after);

  test('is an edit that leads there', () => {
    expect(isComplete).toBe(true);
    expect(reached).toBe(after);
    const { changes = [] } = after.network;
    expect(applyEdit(run, edit!)).toEqual({ ...after, network: { ...after.network, changes } });
    expect(editBetween(after, run).isComplete).toBe(true);
  });

  test('is small, whatever lies in the run', () => {
    expect(serialize(run).byteLength).toBeGreaterThan(50_000);
    expect(serialize(edit).byteLength).toBeLessThan(1000);
  });

  test('on the other side of a border between threads, leaves what it does not name the same object', () => {
    const there = structuredClone(run);
    const edited = applyEdit(there, structuredClone(edit!));
    expect(edited).toEqual(applyEdit(run, edit!));
    const { network } = edited;
    expect(network.initialState).toBe(there.network.initialState);
    if (edit!.changes === undefined) expect(network.changes).toBe(there.network.changes);
    if (edit!.stimulus === undefined) expect(edited.stimulus).toBe(there.stimulus);
    const ach = edit!.matrices && 'ACh' in edit!.matrices ? edit!.matrices.ACh : 'untouched';
    if (ach === 'untouched') expect(network.matrices?.ACh).toBe(there.network.matrices!.ACh);
    else if (ach?.start === 'kept') {
      expect(network.matrices!.ACh!.start).toBe(there.network.matrices!.ACh!.start);
      for (let p = 0; p < ach.keptPatches; p++) {
        expect(network.matrices!.ACh!.patches[p]).toBe(there.network.matrices!.ACh!.patches[p]);
      }
    }
    const [parts, before] = [edited, there].map(({ stimulus }) => (stimulus.kind === 'sum' ? stimulus.parts : []));
    edit!.stimulus?.forEach((part, p) => {
      if (typeof part === 'number') expect(parts![p]).toBe(before![part]);
    });
  });
});

test('of patches only new ones travel, and only the number of those that stay', () => {
  const { edit } = editBetween(run, REACHED['another last patch']!);
  expect(edit).toEqual<RunEdit>({
    matrices: { ACh: { start: 'kept', keptPatches: 1, newPatches: [cells(9)], allowsSelf: true } },
  });
});

test('a current that stays is named by its place', () => {
  expect(editBetween(run, driven(step, current)).edit).toEqual<RunEdit>({ stimulus: [step, 0] });
});

test.each<[string, RunDescription]>([
  ['the same run', run],
  ['a copy of the run with the same parts', { ...run, network: { ...run.network } }],
  ['the same currents in another list', driven(current, DEFAULT_ODOUR)],
  ['the same matrix in another record', inNetwork({ matrices: { ACh: given } })],
  ['an empty list of probes', { ...run, probes: [] }],
  ['a record of matrices without any more', inNetwork({ matrices: { ACh: given, GABA: undefined as never } })],
])('there is no edit between a run and %s', (_, after) => {
  expect(editBetween(run, after)).toMatchObject({ edit: undefined, isComplete: true });
});

test.each<[string, RunDescription]>([
  ['another dt', { ...run, dt: 0.005 }],
  ['other recorded steps', { ...run, recordEvery: 1 }],
  ['another seed', inNetwork({ seed: 2 })],
  ['another initial state', inNetwork({ initialState: undefined })],
  ['another start of V', inNetwork({ start: { V: -60 } })],
  ['another noise of the start', inNetwork({ start: { noise: 0 } })],
])('%s needs a new start; what can be changed meanwhile is', (_, after) => {
  expect(editBetween(run, after)).toEqual({ edit: undefined, run, isComplete: false });
  const both = editBetween(run, { ...after, network: { ...after.network, changes: [g_Na] } });
  expect(both.edit).toEqual({ changes: [g_Na] });
  expect(both.isComplete).toBe(false);
  // The run is what it can be: nothing of what needs a new start.
  expect(both.run).toEqual(inNetwork({ changes: [g_Na] }));
  expect(applyEdit(run, both.edit!)).toEqual(both.run);
});

test.each<[string, RunDescription]>([
  ['another model', inNetwork({ preset: 'psst' })],
  ['more neurons', inNetwork({ n: N + 1 })],
  ['other populations', inNetwork({ counts: [30, 30] })],
])('%s: nothing can be changed before a new start, since lists and matrices are for its neurons', (_, after) => {
  expect(editBetween(run, { ...after, duration: 50 })).toEqual({ edit: undefined, run, isComplete: false });
});

test('the same populations in another list are the same', () => {
  const counts = [40, 20];
  const of = (own: readonly number[]): RunDescription => inNetwork({ counts: own });
  expect(editBetween(of(counts), of([...counts]))).toMatchObject({ edit: undefined, isComplete: true });
});

test('a start that says what the run starts with anyway needs none', () => {
  expect(editBetween(run, inNetwork({ start: {} })).isComplete).toBe(true);
});
