import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Experiment } from '../experiment/experiment.ts';
import { fakeDatabases } from '../simulation/fixtures/fakeDatabases.ts';
import { bringBack, openDemo } from './demos/openDemo.ts';
import { newLab } from './edits/newLab.ts';
import type { Lab } from './lab.ts';
import { DEFAULT_DOCUMENT, withNetwork } from './labDocument.ts';
import { libraryOf } from './library/library.ts';
import type { Library } from './library/library.ts';
import { openExperiment } from './openExperiment.ts';
import { isNameOf } from './library/place.ts';
import { placeOf } from './placeOf.ts';
import { setUp } from './testing/setUp.ts';

beforeEach(() => vi.stubGlobal('indexedDB', fakeDatabases()));
afterEach(() => void vi.unstubAllGlobals());

const THEIRS: Experiment = { ...withNetwork(DEFAULT_DOCUMENT, { n: 12, seed: 5 }), title: 'Theirs', duration: 50 };

/** A lab whose library hears of all that is edited, with an experiment of its own on screen. */
async function setUpKept() {
  const parts = setUp();
  const { lab } = parts;
  const library = libraryOf(lab);
  lab.document.subscribe((now, before) => library.hear(now, before));
  await library.flush();
  lab.edit('Title: Mine', (document) => ({ ...document, title: 'Mine' }));
  lab.setField('n', 24);
  return { ...parts, library };
}

/** What is kept, by its names. */
async function titles(library: Library): Promise<readonly string[]> {
  await library.refresh();
  return library.state
    .getState()
    .experiments!.map(({ title }) => title)
    .toSorted();
}

/** Drops a file, and takes the place of whatever is asked about. */
async function drop(lab: Lab, experiment: Experiment, from = 'theirs.json'): Promise<void> {
  const stop = lab.question.subscribe(({ question }) => question?.answer(true));
  expect(await openExperiment(lab, { experiment, notices: [], uploads: new Map(), from })).toBe(true);
  stop();
}

test('a file that holds what an experiment of the library is opens that one; another of the same name says where it came from', async () => {
  const { lab, library } = await setUpKept();
  await drop(lab, THEIRS);
  const { id } = lab.experiment.getState();
  expect(await titles(library)).toEqual(['Mine', 'Theirs']);
  // The same once more: on screen, and from elsewhere.
  await drop(lab, THEIRS);
  expect(lab.experiment.getState().id).toBe(id);
  const mine = library.state.getState().experiments!.find(({ title }) => title === 'Mine')!;
  expect(await library.open(mine.id)).toBe(true);
  await drop(lab, THEIRS);
  expect(lab.experiment.getState().id).toBe(id);
  expect(await titles(library)).toEqual(['Mine', 'Theirs']);
  // Edited, it is not what the file holds any more; the third drop finds what the second has made.
  lab.setField('duration', 60);
  await drop(lab, THEIRS);
  expect(lab.document.getState()).toMatchObject({ title: 'Theirs (theirs.json)', duration: 50 });
  await library.open(mine.id);
  await drop(lab, THEIRS);
  expect(await titles(library)).toEqual(['Mine', 'Theirs', 'Theirs (theirs.json)']);
  await drop(lab, { ...THEIRS, duration: 70 });
  expect(await titles(library)).toEqual(['Mine', 'Theirs', 'Theirs (theirs.json)', 'Theirs (theirs.json) 2']);
});

test('what another tab has open is told apart from what comes from a link in this one', async () => {
  const parts = setUp();
  const { id } = parts.lab.experiment.getState();
  const held = [{ name: `nerveflow-lab experiment ${id}` }];
  const request = (_: string, __: object, act: (lock: null) => unknown): unknown => act(null);
  vi.stubGlobal('navigator', {
    locks: {
      query: () => Promise.resolve({ held }),
      request: async (...of: Parameters<typeof request>) => request(...of),
    },
  });
  parts.lab.document.setState({ ...THEIRS }, true);
  const { experiment, document } = await placeOf(parts.lab, THEIRS, 'link');
  expect(experiment).not.toBe(id);
  expect(document.title).toBe('Theirs (link)');
});

test('names that tell experiments apart are names of the same', () => {
  for (const name of ['Lobe', 'Lobe (link)', 'Lobe (run of 14:22) 3']) expect(isNameOf(name, 'Lobe')).toBe(true);
  for (const name of ['Lobe 2', 'Lobes (link)', 'Lobe (link) and more']) expect(isNameOf(name, 'Lobe')).toBe(false);
  expect(isNameOf('Untitled experiment (link)', '')).toBe(true);
});

test('Back leads to an experiment as it was left, not as it was before an earlier demo', async () => {
  const { lab, library } = await setUpKept();
  const { id } = lab.experiment.getState();
  openDemo(lab, { ...THEIRS, lab: THEIRS, view: {} });
  await library.refresh();
  expect(await library.open(id)).toBe(true);
  lab.setField('duration', 333);
  openDemo(lab, { ...THEIRS, lab: { ...THEIRS, duration: 80 }, view: {} });
  const { setAside } = lab.demo.getState();
  expect(setAside.map(({ experiment, document }) => [experiment, document.duration])).toContainEqual([id, 333]);
  expect(setAside.filter(({ experiment }) => experiment === id)).toHaveLength(1);
  expect(
    await bringBack(
      lab,
      setAside.find(({ experiment }) => experiment === id)!,
    ),
  ).toBe(true);
  expect(lab.document.getState().duration).toBe(333);
  expect(lab.experiment.getState().id).toBe(id);
  await library.flush();
});

test('a new lab is an experiment of its own; undo and redo across it end the run of the other', async () => {
  const { lab, library, ready } = await setUpKept();
  const { id } = lab.experiment.getState();
  newLab(lab);
  lab.setField('duration', 60);
  expect(await titles(library)).toEqual(['Mine', 'Odour pulse']);
  lab.undo();
  lab.undo();
  expect(lab.experiment.getState().id).toBe(id);
  lab.start();
  ready();
  lab.redo();
  expect(lab.experiment.getState().id).not.toBe(id);
  expect(lab.run.getState().status).toBe('idle');
});
