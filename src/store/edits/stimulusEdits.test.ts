import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SumStimulus } from '../../model/description.ts';
import { stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { fieldsOf } from './stimulusFields.ts';
import {
  addPart,
  describeReceivers,
  duplicatePart,
  movePart,
  removePart,
  setPart,
  setReceivers,
  setTimes,
  togglePart,
} from './stimulusEdits.ts';
import { PART_KINDS, nameOf, newPart, receiversOf } from './stimulusParts.ts';
import { setUp } from '../testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type TestLab = ReturnType<typeof setUp>['lab'];
const names = (lab: TestLab): string[] => lab.document.getState().stimulus.map(nameOf);
const labels = (lab: TestLab): string[] => lab.history.state.getState().past.map(({ label }) => label);
const partOf = (lab: TestLab, id: string) => lab.document.getState().stimulus.find((entry) => entry.id === id)!.part;

test('currents are added, copied, moved, switched off and removed, each by an edit with a name that can be taken back', () => {
  const { lab } = setUp();
  const step = addPart(lab, 'step');
  expect(lab.view.getState().stimulusEntry).toBe(step);
  duplicatePart(lab, step);
  addPart(lab, 'noise');
  expect(names(lab)).toEqual(['Odour pulse', 'Step', 'Step 2', 'Noise']);
  movePart(lab, 'noise', -1);
  togglePart(lab, 'odour');
  removePart(lab, step);
  expect(names(lab)).toEqual(['Odour pulse', 'Noise', 'Step 2']);
  expect(lab.shown.stimulus).toMatchObject({ kind: 'sum', parts: [{ waveform: { kind: 'noise' } }, {}] });
  expect(labels(lab)).toEqual([
    'Add Step',
    'Copy of Step: Step 2',
    'Add Noise',
    'Noise up',
    'Odour pulse off',
    'Remove Step',
  ]);
  for (let k = 0; k < 6; k++) lab.undo();
  expect(names(lab)).toEqual(['Odour pulse']);
});

test.each([
  [0, [100, 300]],
  [0.2, [60, 260]],
  [412, [470, 670]],
  // What is left of the run is shorter than the current.
  [950, [950, 1150]],
])('added when a run has come to %d ms, a step is still to come', (now, times) => {
  const document = setUp().lab.document.getState();
  const part = newPart('step', document, now);
  expect(part.kind === 'waveform' && [part.onset, part.offset]).toEqual(times);
});

test('a step that is added to a run of 120 ms fits into it', () => {
  const document = { ...setUp().lab.document.getState(), duration: 120 };
  expect(newPart('step', document)).toMatchObject({ onset: 0, offset: 120 });
});

test('a second odour drives other neurons than the first', () => {
  const { lab } = setUp();
  addPart(lab, 'odour');
  expect(partOf(lab, 'odour-2')).toMatchObject({ seed: 2 });
});

test.each(PART_KINDS)(
  'each number of the kind %s can be set, and is refused outside its range with a sentence',
  (kind) => {
    const { lab } = setUp();
    const id = addPart(lab, kind);
    for (const name of fieldsOf(partOf(lab, id))) {
      const before = partOf(lab, id);
      expect(setPart(lab, id, name, 1e10), name).toMatch(/must be .* from .* to .*, got 10000000000/);
      expect(setPart(lab, id, name, NaN, 'much'), name).toMatch(/must be .* from .* to .*, got much/);
      expect(partOf(lab, id)).toBe(before);
    }
    expect(setPart(lab, id, 'onset', 50)).toBeUndefined();
    expect(partOf(lab, id)).toMatchObject({ onset: 50 });
    expect(labels(lab).at(-1)).toMatch(/^Onset of .*: 100 → 50 ms$/);
  },
);

test('what contradicts another number of the same current is refused', () => {
  const { lab } = setUp();
  const train = addPart(lab, 'pulseTrain');
  expect(setPart(lab, train, 'onset', 400)).toBe('Onset must not lie behind the offset at 300 ms, got 400 ms');
  expect(setPart(lab, train, 'offset', 99)).toBe('Offset must not lie before the onset at 100 ms, got 99 ms');
  expect(setPart(lab, train, 'width', 51)).toBe(
    'Width: pulses of 51 ms, one every 50 ms: expected a width from 0 to the period',
  );
});

test('a drag is one entry of the history, and stays within the borders of the fields', () => {
  const { lab } = setUp();
  const id = addPart(lab, 'step');
  for (const shift of [1, 5, 20, -500]) setTimes(lab, id, { onset: 100 + shift, offset: 300 + shift }, 'drag 1');
  expect(partOf(lab, id)).toMatchObject({ onset: 0, offset: 0 });
  setTimes(lab, id, { onset: 20.00049, offset: 220.1 }, 'drag 1');
  expect(partOf(lab, id)).toMatchObject({ onset: 20, offset: 220.1 });
  expect(labels(lab).slice(1)).toEqual(['Step: 100 to 300 ms → 20 to 220.1 ms']);
});

describe('receivers', () => {
  test('of a new current are nobody, who feels nothing, until the user says who; an odour draws its own', () => {
    const { lab } = setUp();
    for (const kind of PART_KINDS) addPart(lab, kind);
    removePart(lab, 'odour');
    removePart(lab, 'odour-2');
    const { parts } = lab.shown.stimulus as SumStimulus;
    expect(parts.map((part) => receiversOf(part))).toEqual(parts.map(() => ({ kind: 'list', neurons: [] })));
    const columns = stimulusColumns(lab.shown.stimulus, 120, 1000);
    const column = new Float64Array(120);
    columns.readColumn(15_000, column, 0);
    expect(column).toEqual(new Float64Array(120));
    expect(receiversOf(partOf(lab, addPart(lab, 'odour')))).toMatchObject({ kind: 'share', share: 0.33 });
  });

  test('are a population, a share or a list, and named in the history', () => {
    const { lab } = setUp();
    const id = addPart(lab, 'step');
    expect(setReceivers(lab, id, { kind: 'list', neurons: [10, 11, 12, 95] })).toBeUndefined();
    expect(labels(lab).at(-1)).toBe('Step into neurons 10-12, 95');
    expect(setReceivers(lab, id, { kind: 'list', neurons: [120] })).toContain('the network has 120 neurons');
    expect(setReceivers(lab, id, { kind: 'all', population: 'LN' })).toBeUndefined();
    expect(receiversOf(partOf(lab, id))).toEqual({ kind: 'all', population: 'LN' });
  });

  test('of an odour by chance are its own share and seed', () => {
    const { lab } = setUp();
    setReceivers(lab, 'odour', { kind: 'list', neurons: [1] });
    expect(partOf(lab, 'odour')).toMatchObject({ receivers: { kind: 'list', neurons: [1] } });
    setReceivers(lab, 'odour', { kind: 'share', share: 0.5, seed: 9 });
    expect(partOf(lab, 'odour')).toEqual({
      ...newPart('odour', { ...lab.document.getState(), stimulus: [] }),
      share: 0.5,
      seed: 9,
    });
    setPart(lab, 'odour', 'odourSeed', 4);
    expect(partOf(lab, 'odour')).toMatchObject({ seed: 4, share: 0.5 });
  });

  test.each([
    [{ kind: 'all' }, 'all neurons'],
    [{ kind: 'all', population: 'PN' }, 'all PN'],
    [{ kind: 'share', share: 0.33, seed: 7, population: 'LN' }, '33 % of all LN (seed 7)'],
    [{ kind: 'list', neurons: [] }, 'no neuron'],
    [{ kind: 'list', neurons: [3] }, 'neuron 3'],
  ] as const)('%o are called %s', (receivers, words) => {
    expect(describeReceivers(receivers)).toBe(words);
  });
});
