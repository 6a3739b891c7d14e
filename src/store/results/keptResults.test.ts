import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEngine } from '../../engine/openEngine.ts';
import { fakeDatabases } from '../../simulation/fixtures/fakeDatabases.ts';
import { inStore } from '../../simulation/browserDatabase.ts';
import { comparisonOf } from '../compare/comparison.ts';
import { pinRun } from '../compare/runBeside.ts';
import { pairOf } from '../compare/runPair.ts';
import { setExperiment } from '../experimentState.ts';
import { setParameter } from '../edits/parameterEdits.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { Lab, LabParts } from '../lab.ts';
import { libraryOf } from '../library/library.ts';
import { tabStorage } from '../saves/tabStorage.ts';
import { runningLab } from '../testing/runningLab.ts';
import { setUp } from '../testing/setUp.ts';
import { KeptResults, keptResultsOf } from './keptResults.ts';
import type { Shelf } from './keptResults.ts';
import { removeExperiment } from './removeExperiment.ts';
import { headKey } from './resultKeys.ts';
import { MOST_BYTES, resultsDatabaseOfBrowser } from './resultsDatabase.ts';
import type { ResultsDatabase } from './resultsDatabase.ts';

beforeEach(() => vi.stubGlobal('indexedDB', fakeDatabases()));
afterEach(() => vi.unstubAllGlobals());

function storage() {
  const texts = new Map<string, string>();
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
}

/** The lab of a page with its comparison, once what was kept is there. */
async function openPage({ own = storage(), shared = storage(), ...parts }: Partial<LabParts> & Storages = {}) {
  const running = runningLab(openEngine, {
    storage: tabStorage(own, shared),
    resultsDatabase: () => Promise.resolve(resultsDatabaseOfBrowser()),
    ...parts,
  });
  const { lab, until } = running;
  const comparison = comparisonOf(lab);
  const results = keptResultsOf(lab);
  await results.flush();
  const run = async (): Promise<void> => {
    lab.start();
    await until('finished');
  };
  const leave = async (): Promise<void> => {
    await results.flush();
    await lab.save();
  };
  const pins = () => comparison.state.getState().pins.map(({ letter, name }) => `${letter}: ${name}`);
  const notice = () => lab.demo.getState().notice?.sentence;
  return { ...running, comparison, results, run, leave, pins, notice, own, shared };
}

interface Storages {
  readonly own?: ReturnType<typeof storage>;
  readonly shared?: ReturnType<typeof storage>;
}

/** Twelve neurons for 2 ms, of whatever is on screen. */
function shorten({ document }: Lab): void {
  const { network } = document.getState();
  document.setState({ engine: { choice: 'reference' }, network: { ...network, n: 12 }, duration: 2 });
}

/** A page whose first run has been pinned. */
async function openWithPin(storages?: Storages) {
  const page = await openPage(storages);
  shorten(page.lab);
  await page.run();
  pinRun(page.lab);
  return page;
}

/** The locks of a browser, as far as `tabLocks` needs them. */
function fakeLocks() {
  const held = new Set<string>();
  return {
    async request(name: string, _: unknown, act: (lock: object | null) => Promise<void> | undefined) {
      if (held.has(name)) return act(null);
      held.add(name);
      await act({ name });
      held.delete(name);
      return undefined;
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  };
}

const keysOf = (): Promise<string[]> =>
  inStore('library', 'readonly', (store) => store.getAllKeys()).then((keys) => keys.map(String));

test('a pinned run is there after a reload with its name, its edits and every sample: run again it is the same', async () => {
  const before = await openWithPin();
  setParameter(before.lab, 'g_GABA', 'LN', 0);
  before.lab.setField('duration', 3);
  before.lab.resume();
  await before.until('finished');
  before.comparison.rename('A', 'silenced at 2 ms');
  const [pin] = before.comparison.state.getState().pins;
  await before.leave();

  const after = await openPage(before);
  expect(after.notice()).toBeUndefined();
  const [again] = after.comparison.state.getState().pins;
  expect(again).toEqual(pin);
  expect(after.comparison.compared).toBe('A');
  const recording = after.comparison.recordingOf('A')!;
  const pair = pairOf(recording, before.lab.recording!);
  pair.update();
  expect(recording.endRow).toBe(30);
  expect(pair.difference!.largest).toBe(0);
  after.comparison.unpin('A');
  await after.leave();
  expect((await openPage(after)).pins()).toEqual([]);
  expect((await keysOf()).filter((key) => key.includes('result/'))).toEqual([]);
});

test('what is pinned while what was kept is read stands beside it, each with a letter of its own', async () => {
  const before = await openWithPin();
  await before.run();
  pinRun(before.lab);
  before.comparison.unpin('A');
  await before.leave();
  const slow = resultsDatabaseOfBrowser();
  let answer = (): void => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const later = runningLab(openEngine, {
    storage: tabStorage(before.own, before.shared),
    resultsDatabase: () => asked.then(() => slow),
  });
  const comparison = comparisonOf(later.lab);
  later.lab.start();
  await later.until('finished');
  pinRun(later.lab);
  answer();
  await keptResultsOf(later.lab).flush();
  const { pins, against } = comparison.state.getState();
  expect(pins.map(({ letter, name }) => `${letter}: ${name}`)).toEqual([
    'A: Odour pulse, seed 1',
    'B: Odour pulse, seed 1, again',
  ]);
  expect(against).toBe('A');
});

test('results come and go with their experiment, which they bring into the library, and are deleted with it', async () => {
  const page = await openWithPin();
  const { lab } = page;
  const library = libraryOf(lab);
  await page.results.flush();
  await library.refresh();
  expect(library.state.getState().experiments?.map(({ title }) => title)).toEqual(['Odour pulse']);
  const { id } = lab.experiment.getState();

  await library.create();
  await page.results.flush();
  expect(page.pins()).toEqual([]);
  shorten(lab);
  await page.run();
  pinRun(lab);
  expect(page.pins()).toEqual(['A: Untitled experiment, seed 1']);
  await library.open(id);
  await page.results.flush();
  expect(page.pins()).toEqual(['A: Odour pulse, seed 1']);

  await library.create();
  expect(await library.remove(id)).toBe(true);
  expect((await keysOf()).filter((key) => key.includes(id))).toEqual([]);
  expect((await keysOf()).filter((key) => key.startsWith('result/')).length).toBe(1);
});

test('where another tab has the experiment, it is one of its own with the first result, and takes those on screen along', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  const first = await openWithPin();
  await first.leave();
  const second = await openPage({ shared: first.shared });
  expect(second.pins()).toEqual(['A: Odour pulse, seed 1']);
  second.comparison.rename('A', 'of the second tab');
  await second.leave();
  const ids = [first, second].map(({ lab }) => lab.experiment.getState().id);
  expect(new Set(ids).size).toBe(2);
  const database = resultsDatabaseOfBrowser();
  const kept = await Promise.all(ids.map((id) => database.list(id, 'pin/')));
  expect(kept.map((heads) => heads.map(({ name }) => name))).toEqual([['Odour pulse, seed 1'], ['of the second tab']]);
  await libraryOf(first.lab).refresh();
  expect(
    libraryOf(first.lab)
      .state.getState()
      .experiments!.map(({ id }) => id)
      .toSorted(),
  ).toEqual(ids.toSorted());
});

test('nothing is left of an experiment that is deleted while its results are still being kept', async () => {
  const database = resultsDatabaseOfBrowser();
  let write = (): void => {};
  const asked = new Promise<void>((resolve) => (write = resolve));
  const slow: ResultsDatabase = { ...database, keep: (...of) => asked.then(() => database.keep(...of)) };
  const page = await openPage({ resultsDatabase: () => Promise.resolve(slow) });
  shorten(page.lab);
  const library = libraryOf(page.lab);
  await page.run();
  await library.keepAs('to be deleted');
  pinRun(page.lab);
  const { id } = page.lab.experiment.getState();
  await library.create();
  const removing = removeExperiment(page.lab, id);
  setTimeout(write, 50);
  expect(await removing).toBe(true);
  await page.results.flush();
  expect((await keysOf()).filter((key) => key.includes(id))).toEqual([]);
});

test('another name is kept without the samples', async () => {
  const written: string[] = [];
  const database = resultsDatabaseOfBrowser();
  const counting: ResultsDatabase = {
    ...database,
    keep: (experiment, slot, name, result) => database.keep(experiment, slot, name, (written.push(name), result)),
  };
  const before = await openPage({ resultsDatabase: () => Promise.resolve(counting) });
  shorten(before.lab);
  await before.run();
  pinRun(before.lab);
  await before.results.flush();
  before.comparison.rename('A', 'of another name');
  await before.leave();
  expect(written).toEqual(['Odour pulse, seed 1']);
  expect((await openPage(before)).pins()).toEqual(['A: of another name']);
});

test('where an experiment once became one of its own, others take its place like any other’s', async () => {
  const { lab } = setUp({ resultsDatabase: () => Promise.resolve(resultsDatabaseOfBrowser()) });
  const results = new KeptResults(lab, (id) => Promise.resolve(id));
  let clears = 0;
  results.add({
    slots: 'a',
    own: () => [],
    capture: () => undefined,
    clear: () => clears++,
    restore: () => Promise.resolve(() => {}),
  });
  const first = lab.experiment.getState().id;
  setExperiment(lab.experiment, 'copy', first);
  expect(clears).toBe(0);
  for (const id of [first, 'another']) lab.show(id, DEFAULT_DOCUMENT);
  expect(clears).toBe(2);
  await results.flush();
});

test('of what changes faster than it is written only the newest is, and nothing of what is let go meanwhile', async () => {
  const written: string[] = [];
  const database: ResultsDatabase = {
    ...resultsDatabaseOfBrowser(),
    keep: (_, slot, name) => Promise.resolve(written.push(`${slot}: ${name}`)).then(() => []),
  };
  const { lab } = setUp({ resultsDatabase: () => Promise.resolve(database) });
  const results = new KeptResults(lab, (id) => Promise.resolve(id));
  let changes = 0;
  const shelf: Shelf = {
    slots: '',
    own: () => ['a', 'b'],
    capture: () => ({ name: `after ${++changes}`, describe: () => Promise.resolve({}) }),
    clear: () => {},
    restore: () => Promise.resolve(() => {}),
  };
  for (let k = 0; k < 3; k++) results.keep(shelf, 'a');
  results.keep(shelf, 'b');
  results.forget('b');
  results.keepSoon(shelf, 'a');
  results.keepSoon(shelf, 'a');
  // What was captured before another experiment took its place is kept with the one before.
  lab.experiment.setState({ id: 'another' });
  await results.flush();
  expect(written).toEqual(['a: after 5']);
});

test('what is too much gives way to what comes, the oldest first, and is named', async () => {
  const half = { keptAt: 1, bytes: MOST_BYTES / 2 };
  const put = (key: string, value: unknown) => inStore('library', 'readwrite', (store) => store.put(value, key));
  for (const id of ['old', 'older']) await put(`experiment/${id}`, { id });
  await put(headKey('old', 'sweep'), { ...half, keptAt: 2, name: 'Sweep of g_K' });
  await put(headKey('older', 'sweep'), { ...half, name: 'Sweep of g_Na' });
  // Of what is in no library nobody can come back to it.
  await put(headKey('gone', 'sweep'), { ...half, name: 'Sweep of g_A' });
  const page = await openWithPin();
  await page.leave();
  expect(page.notice()).toBe('To keep “Odour pulse, seed 1”, the browser has let go of “Sweep of g_Na”.');
  const heads = (await keysOf()).filter((key) => key.startsWith('result/'));
  expect(heads.filter((key) => key.endsWith('/sweep'))).toEqual([headKey('old', 'sweep')]);
  expect(heads.length).toBe(2);
});

test('a browser that keeps nothing says so once, and the pins stay while the page is open', async () => {
  const full = { ...resultsDatabaseOfBrowser(), keep: () => Promise.reject(new Error('the disk is full')) };
  const page = await openPage({ resultsDatabase: () => Promise.resolve(full) });
  shorten(page.lab);
  await page.run();
  pinRun(page.lab);
  await page.leave();
  expect(page.notice()).toBe(
    'The browser does not keep “Odour pulse, seed 1” over a reload of the page: the disk is full.',
  );
  expect(page.pins()).toEqual(['A: Odour pulse, seed 1']);
  page.lab.demo.setState({ notice: undefined });
  page.comparison.rename('A', 'Odour pulse, seed 1');
  await page.leave();
  expect(page.notice()).toBeUndefined();
});

test.each([
  ['its text is missing', 'text of ', undefined],
  ['its text is cut off', 'text of ', '{"version":1'],
  ['an array is something else', 'array of ', 'nothing'],
  ['an array is too short', 'array of ', new Float32Array(1)],
])('where %s, a sentence says so, the list is empty, and it is not said again', async (_, part, value) => {
  const before = await openWithPin();
  await before.leave();
  const key = (await keysOf()).find((one) => one.startsWith(`${part}result/`))!;
  await inStore('library', 'readwrite', (store) =>
    value === undefined ? (store.delete(key) as unknown as IDBRequest<IDBValidKey>) : store.put(value, key),
  );
  const after = await openPage(before);
  expect(after.pins()).toEqual([]);
  expect(after.notice()).toMatch(/^“Odour pulse, seed 1” of an earlier visit could not be brought back: .{10,}\.$/);
  await after.leave();
  const last = await openPage(before);
  expect([last.notice(), last.pins()]).toEqual([undefined, []]);
  expect(last.lab.document.getState().title).toBe(DEFAULT_DOCUMENT.title);
});
