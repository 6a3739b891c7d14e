import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeDatabases } from '../../simulation/fixtures/fakeDatabases.ts';
import type { Lab } from '../lab.ts';
import { onePn } from '../demos/onePn.ts';
import { bringBack, openDemo } from '../demos/openDemo.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import { tabStorage } from '../saves/tabStorage.ts';
import { setUp } from '../testing/setUp.ts';
import { Library } from './library.ts';
import { libraryDatabaseOfBrowser } from './libraryDatabase.ts';
import type { TabLocks } from './tabLocks.ts';

beforeEach(() => vi.stubGlobal('indexedDB', fakeDatabases()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function storage() {
  const texts = new Map<string, string>();
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
}

/** A browser whose tabs share storage, database and, if it has any, locks. */
function browser({ hasLocks = true } = {}) {
  const shared = storage();
  const open = new Map<string, object>();
  const locksOf = (tab: object): TabLocks => ({
    claim: async (id) => {
      if (!hasLocks) return true;
      for (const [one, holder] of open) if (holder === tab) open.delete(one);
      if (open.has(id)) return false;
      open.set(id, tab);
      return true;
    },
    others: async () => new Set([...open].filter(([, holder]) => holder !== tab).map(([id]) => id)),
  });
  return {
    /** A tab, or the same one reloaded. */
    async openTab(own = storage()) {
      const tab = {};
      const { lab } = setUp({ storage: tabStorage(own, shared) });
      const library = new Library(lab, libraryDatabaseOfBrowser(), locksOf(tab));
      lab.document.subscribe((now, before) => library.hear(now, before));
      await library.flush();
      const close = (): void => {
        lab.save();
        for (const [one, holder] of open) if (holder === tab) open.delete(one);
      };
      return { lab, library, own, close };
    },
  };
}

const rename = (lab: Lab, title: string): void => lab.edit(`Title: ${title}`, (document) => ({ ...document, title }));

/** Titles of all that is kept, the one edited last first, and how many versions each has. */
async function kept(library: Library): Promise<unknown> {
  await library.refresh();
  expect(library.state.getState().problem).toBeUndefined();
  return library.state.getState().experiments!.map(({ title, versions }) => [title, versions.length]);
}

test('what nobody has edited is not kept; an edit brings it into the library, and the next ones into its version', async () => {
  const { lab, library } = await browser().openTab();
  expect(await kept(library)).toEqual([]);
  rename(lab, 'First');
  lab.setField('duration', 300);
  expect(await kept(library)).toEqual([['First', 1]]);
  const [record] = library.state.getState().experiments!;
  expect(record!.versions[0]).toMatchObject({ edits: 2, labels: ['Title: First', 'Duration: 1000 → 300 ms'] });
  expect(record).toMatchObject({ neurons: 120, duration: 300 });
});

test('what was autosaved before there was a library becomes its first experiment', async () => {
  const own = storage();
  const document = { title: 'Old work', network: { preset: 'nerveflow', n: 12, seed: 3 }, duration: 50 };
  own.setItem('nerveflow-lab', JSON.stringify({ version: 3, arrays: {}, kept: [], document }));
  const { library } = await browser().openTab(own);
  expect(await kept(library)).toEqual([['Old work', 1]]);
});

test('another experiment takes the place of the present one, which is kept as it was, arrays too', async () => {
  const { lab, library } = await browser().openTab();
  const weights = Float32Array.from({ length: 144 }, (_, k) => k / 7);
  lab.edit('Matrix', (now) =>
    withNetwork(
      { ...now, title: 'With a matrix' },
      {
        n: 12,
        matrices: { ACh: { start: { kind: 'given', name: 'a.npy', n: 12, weights }, patches: [] } },
      },
    ),
  );
  const document = lab.document.getState();
  expect(await library.create()).toBe(true);
  expect(lab.document.getState().title).toBe('Untitled experiment');
  expect(lab.document.getState().network.n).toBe(120);
  // Undo would write the one into the other.
  expect(lab.history.state.getState().past).toEqual([]);
  expect(await kept(library)).toEqual([
    ['Untitled experiment', 1],
    ['With a matrix', 1],
  ]);
  const [, first] = library.state.getState().experiments!;
  expect(await library.open(first!.id)).toBe(true);
  expect(lab.document.getState()).toEqual(document);
});

test('going back to a version is one edit, which undo takes back; what was there before is a version too', async () => {
  const { lab, library } = await browser().openTab();
  rename(lab, 'First');
  await library.flush();
  await library.refresh();
  expect(await library.keepAs('as published')).toBe(true);
  lab.setField('duration', 300);
  expect(await kept(library)).toEqual([['First', 2]]);
  const [record] = library.state.getState().experiments!;
  expect(record!.versions[0]).toMatchObject({ number: 1, name: 'as published' });
  expect(await library.goBack(1, 'Back to “as published”')).toBe(true);
  expect(lab.document.getState().duration).toBe(1000);
  expect(lab.history.state.getState().past.at(-1)!.label).toBe('Back to “as published”');
  lab.undo();
  expect(lab.document.getState().duration).toBe(300);
  expect(await kept(library)).toEqual([['First', 3]]);
});

const TWELVE = { ...withNetwork(DEFAULT_DOCUMENT, { n: 12, seed: 5 }), title: 'Theirs', duration: 50 };

test.each([
  ['the same title', 'Mine'],
  ['another title', 'Theirs'],
])(
  'a link with %s is an experiment of its own; the one before stays as it was, and undo leads back to it',
  async (_, title) => {
    const { openTab } = browser();
    const { lab, library, own, close } = await openTab();
    rename(lab, 'Mine');
    lab.setField('n', 96);
    const work = lab.document.getState();
    const { id } = lab.experiment.getState();
    openDemo(lab, { title, lab: TWELVE, view: {} });
    expect(lab.experiment.getState().id).not.toBe(id);
    lab.setField('duration', 70);
    expect(await kept(library)).toEqual(
      expect.arrayContaining([
        [title, 1],
        ['Mine', 1],
      ]),
    );
    const linked = lab.experiment.getState().id;
    lab.undo();
    lab.undo();
    expect(lab.experiment.getState().id).toBe(id);
    lab.redo();
    expect(lab.experiment.getState().id).toBe(linked);
    await library.flush();
    close();
    const again = await openTab(own);
    expect(again.lab.document.getState().title).toBe(title);
    await again.library.refresh();
    expect(await again.library.open(id)).toBe(true);
    expect(again.lab.document.getState()).toEqual(work);
  },
);

test('a demo needs no place in the library until it is edited', async () => {
  const { lab, library } = await browser().openTab();
  openDemo(lab, onePn);
  expect(await kept(library)).toEqual([]);
  lab.setField('duration', 333);
  expect(await kept(library)).toEqual([[onePn.title, 1]]);
});

test('after undo of a link, edits go on in the experiment from before it', async () => {
  const { lab, library } = await browser().openTab();
  rename(lab, 'Mine');
  openDemo(lab, { title: 'Theirs', lab: TWELVE, view: {} });
  lab.undo();
  lab.setField('duration', 333);
  await library.refresh();
  const found = library.state.getState().experiments!;
  expect(found.map(({ title, duration }) => [title, duration])).toEqual([
    ['Mine', 333],
    ['Theirs', 50],
  ]);
});

test('the first thing done at a visit may be a link: the library, which comes later, keeps both', async () => {
  const { openTab } = browser();
  const first = await openTab();
  rename(first.lab, 'Mine');
  await first.library.flush();
  first.close();
  const { lab } = setUp({ storage: first.own });
  const heard: Parameters<Library['hear']>[] = [];
  lab.document.subscribe((now, before) =>
    heard.push([now, before, lab.history.state.getState().latest, lab.experiment.getState().id]),
  );
  openDemo(lab, { title: 'Theirs', lab: TWELVE, view: {} });
  lab.setField('duration', 60);
  const library = new Library(lab);
  for (const one of heard) library.hear(...one);
  expect(await kept(library)).toEqual([
    ['Theirs', 1],
    ['Mine', 1],
  ]);
});

test('what an import, a sweep’s cell or Go on replaces stays as a version, however soon it follows an edit', async () => {
  const { lab, library } = await browser().openTab();
  rename(lab, 'Mine');
  lab.setField('n', 96);
  lab.replace('Going on with Odour pulse', () => TWELVE);
  lab.setField('duration', 70);
  await library.refresh();
  const [record] = library.state.getState().experiments!;
  expect(record!.versions.map(({ labels }) => labels)).toEqual([
    ['Title: Mine', 'Neurons: 120 → 96'],
    ['Going on with Odour pulse', 'Duration: 50 → 70 ms'],
  ]);
  expect(await library.goBack(1, 'Back')).toBe(true);
  expect(lab.document.getState().network.n).toBe(96);
});

test('a reload comes back to the same experiment, and adds no version', async () => {
  const { openTab } = browser();
  const first = await openTab();
  rename(first.lab, 'First');
  first.lab.setField('duration', 300);
  await first.library.flush();
  first.close();
  const again = await openTab(first.own);
  expect(again.lab.document.getState().title).toBe('First');
  expect(again.lab.experiment.getState().id).toBe(first.lab.experiment.getState().id);
  expect(await kept(again.library)).toEqual([['First', 1]]);
  expect(again.library.state.getState().experiments![0]!.revision).toBe(1);
});

test('what was set aside for a demo comes back as the experiment that it was, also after a reload', async () => {
  const { openTab } = browser();
  const first = await openTab();
  rename(first.lab, 'Mine');
  first.lab.setField('n', 24);
  await first.library.flush();
  openDemo(first.lab, onePn);
  await first.library.flush();
  first.close();
  const again = await openTab(first.own);
  await bringBack(again.lab, again.lab.demo.getState().setAside[0]!);
  again.lab.setField('duration', 300);
  expect(await kept(again.library)).toEqual([['Mine', 1]]);
  expect(again.library.state.getState().experiments).toMatchObject([{ title: 'Mine', duration: 300 }]);
});

test('what the page saved when it was left, quicker than the library, is kept at the next visit', async () => {
  const { openTab } = browser();
  const first = await openTab();
  rename(first.lab, 'First');
  await first.library.flush();
  first.lab.setField('duration', 300);
  first.close();
  const again = await openTab();
  await again.library.refresh();
  expect(again.library.state.getState().experiments).toMatchObject([{ title: 'First', duration: 300, versions: [{}] }]);
});

test.each([true, false])(
  'two tabs with one experiment do not overwrite each other (with locks: %s)',
  async (hasLocks) => {
    const { openTab } = browser({ hasLocks });
    const first = await openTab();
    rename(first.lab, 'First');
    await first.library.flush();
    first.lab.save();
    const second = await openTab();
    expect(second.lab.document.getState().title).toBe('First');
    second.lab.setField('duration', 200);
    await second.library.flush();
    first.lab.setField('duration', 300);
    await first.library.flush();
    await first.library.refresh();
    const found = first.library.state.getState().experiments!;
    expect(found.map(({ duration }) => duration).toSorted()).toEqual([200, 300]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
    const told = (hasLocks ? second : first).lab.demo.getState().notice;
    expect(told?.sentence).toMatch(
      /^“First” (is open|was edited) in another tab.* kept as an experiment of its own\.$/,
    );
    if (!hasLocks) return;
    // Each is refused where the other is open.
    await second.library.refresh();
    expect(await second.library.open(first.lab.experiment.getState().id)).toBe(false);
    expect(second.library.state.getState().problem).toBe(
      'The experiment could not be opened: it is open in another tab: go there, or duplicate it.',
    );
    // Another name would make the one who has it open part from it.
    expect(await second.library.rename(first.lab.experiment.getState().id, 'Renamed')).toBe(false);
    expect(second.library.state.getState().problem).toBe(
      'The experiment could not be renamed: it is open in another tab: rename it there.',
    );
  },
);

test('what is named in the second tab of an experiment is kept as one of its own; versions of the first are named there', async () => {
  const tabs = browser();
  const first = await tabs.openTab();
  rename(first.lab, 'First');
  await first.library.flush();
  first.lab.save();
  const second = await tabs.openTab();
  await second.library.refresh();
  expect(await second.library.nameVersion(1, 'of the first')).toBe(false);
  expect(second.library.state.getState().problem).toBe(
    'The version could not be named: the experiment is open in another tab: name its versions there.',
  );
  expect(await second.library.keepAs('of the second')).toBe(true);
  const names = async ({ lab, library }: typeof first): Promise<unknown> => {
    await library.refresh();
    const own = library.state.getState().experiments!.find(({ id }) => id === lab.experiment.getState().id);
    return own?.versions.map(({ name }) => name);
  };
  expect([await names(first), await names(second)]).toEqual([[undefined], ['of the second']]);
});

test('a copy, another name and deleting; the one on screen is not deleted', async () => {
  const { lab, library } = await browser().openTab();
  rename(lab, 'First');
  await library.refresh();
  const { id } = lab.experiment.getState();
  expect(await library.duplicate(id)).toBe(true);
  expect(await kept(library)).toEqual([
    ['Copy of First', 1],
    ['First', 1],
  ]);
  const copy = library.state.getState().experiments![0]!;
  expect(await library.rename(copy.id, 'Second')).toBe(true);
  expect(await library.rename(id, 'Third')).toBe(true);
  expect(lab.document.getState().title).toBe('Third');
  expect(await kept(library)).toEqual([
    ['Third', 1],
    ['Second', 1],
  ]);
  expect(await library.open(copy.id)).toBe(true);
  expect(lab.document.getState().title).toBe('Second');
  expect(await library.remove(copy.id)).toBe(false);
  expect(library.state.getState().problem).toContain('it is on screen: open another one first');
  expect(await library.remove(id)).toBe(true);
  expect(await kept(library)).toEqual([['Second', 1]]);
});

test('where the browser keeps nothing, nothing takes the place of what is on screen, and a sentence says why', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new Error('this window is private');
    },
  });
  const { lab, library } = await browser().openTab();
  rename(lab, 'Mine');
  expect(await library.create()).toBe(false);
  expect(lab.document.getState().title).toBe('Mine');
  expect(library.state.getState().problem).toBe('The experiment could not be kept: this window is private.');
});

test('arrays that no version has any more go', async () => {
  const { lab, library } = await browser().openTab();
  const state = (value: number): void =>
    lab.edit('State', (now) => withNetwork(now, { initialState: Float64Array.of(value) }));
  const database = libraryDatabaseOfBrowser();
  state(1);
  await library.refresh();
  const { id } = lab.experiment.getState();
  const [first] = Object.keys(library.state.getState().experiments![0]!.versions[0]!.arrays);
  expect([...(await database.arrays(id, [first!])).values()]).toEqual([Float64Array.of(1)]);
  state(2);
  await library.flush();
  expect((await database.arrays(id, [first!])).size).toBe(0);
});
