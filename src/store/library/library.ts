import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { setExperiment } from '../experimentState.ts';
import type { HistoryMove } from '../history.ts';
import type { Lab } from '../lab.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { mayStop } from '../mayStop.ts';
import { newId } from '../newId.ts';
import { onePerLab } from '../onePerLab.ts';
import { isWork as isSomebodysWork } from '../unsavedWork.ts';
import { libraryDatabaseOfBrowser } from './libraryDatabase.ts';
import type { LibraryDatabase } from './libraryDatabase.ts';
import { isNameOf, isSameButForName } from './place.ts';
import type { IsSame, Place, Work } from './place.ts';
import { tabLocks } from './tabLocks.ts';
import type { TabLocks } from './tabLocks.ts';
import { keysIn, readVersion, writeVersion } from './versionText.ts';
import type { VersionText } from './versionText.ts';
import { withName, withState } from './versions.ts';
import type { ExperimentRecord } from './versions.ts';
import { messageOf } from '../../wording/messageOf.ts';

export interface LibraryState {
  /** The one edited last first; undefined until they have been read. */
  readonly experiments: readonly ExperimentRecord[] | undefined;
  /** When they were read, ms since 1970. */
  readonly readAt: number;
  /** Ids of those that other tabs have open. */
  readonly elsewhere: ReadonlySet<string>;
  /** What could not be done, in a sentence. */
  readonly problem: string | undefined;
}

/** What is edited is kept when nothing has been for this long, ms; the autosave is quicker. */
const KEEP_DELAY = 1000;

/**
 * The experiments of this browser and their versions. The one on screen is kept a moment after each edit; another tab with the same one
 * is told apart, and its edits become an experiment of their own.
 */
export class Library {
  readonly state: StoreApi<LibraryState> = createStore<LibraryState>(() => ({
    experiments: undefined,
    readAt: 0,
    elsewhere: new Set(),
    problem: undefined,
  }));
  readonly #lab: Lab;
  readonly #database: LibraryDatabase;
  readonly #locks: TabLocks;
  /** One thing at a time. */
  #atWork: Promise<unknown>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Edits that are not kept yet. */
  #pending: Edit[] = [];
  /** The count of the record as this tab wrote or read it; undefined where there is none yet. */
  #revision: number | undefined;
  #keptText: string | undefined;
  /** Whether another tab has this experiment: what is edited here becomes one of its own. */
  #isCopy = false;
  /** The document that this library itself has shown, which is no edit; whoever listens may say so while it is shown, or later. */
  #shown: LabDocument | undefined;
  #isShowing = false;
  /** The experiment that #revision, #keptText and #isCopy are of. */
  #held: string;
  /** The experiment of the document that was heard of last. */
  #heard: string;
  /** What an experiment became that another tab has. */
  readonly #copies = new Map<string, string>();
  /** How many experiments have been shown. */
  #shows = 0;

  constructor(lab: Lab, database: LibraryDatabase = libraryDatabaseOfBrowser(), locks: TabLocks = tabLocks()) {
    this.#lab = lab;
    this.#database = database;
    this.#locks = locks;
    this.#held = lab.experiment.getState().firstId;
    this.#heard = this.#held;
    this.#atWork = this.#begin();
  }

  /**
   * The document has changed.
   * @param move how
   * @param experiment which experiment it is of
   */
  hear(
    now: LabDocument,
    before: LabDocument,
    move: HistoryMove | undefined = this.#lab.history.state.getState().latest,
    experiment: string = this.#lab.experiment.getState().id,
  ): void {
    if (this.#isShowing || now === this.#shown) return;
    this.#shown = undefined;
    const edit: Edit = { label: move?.label ?? 'Brought back', gesture: move?.gesture };
    const heard = this.#heard;
    this.#heard = experiment;
    if (move?.experiment !== undefined) {
      // What stood there is to stay as a version, however soon the next one follows.
      const labels = this.#takePending();
      this.#keepSoon(before, labels, { experiment: heard, isApart: false, isEdited: labels.length > 0 });
      this.#keepSoon(now, [edit.label], { experiment, isApart: true, isEdited: false });
      return;
    }
    const last = this.#pending.at(-1);
    if (last?.gesture !== undefined && last.gesture === edit.gesture) this.#pending.pop();
    this.#pending.push(edit);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keepPending(), KEEP_DELAY);
  }

  /** Keeps what was edited a moment ago; resolves when all that was asked for is done. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) this.#keepPending();
    await this.#atWork;
  }

  /** Reads the list anew. */
  async refresh(): Promise<void> {
    await this.flush();
    await this.#attempt('The experiments of this browser could not be read', async () => {
      const experiments = [...(await this.#database.list())].sort((a, b) => b.editedAt - a.editedAt);
      const elsewhere = await this.#locks.others();
      this.state.setState({ experiments, readAt: Date.now(), elsewhere, problem: undefined });
    });
  }

  /** The experiment that a work is which comes from elsewhere, the one on screen before others; none that another tab has open. */
  async find(work: Work, isSame: IsSame): Promise<Place | undefined> {
    await this.refresh();
    const { experiments = [], elsewhere } = this.state.getState();
    const { engine: _, ...shown } = this.#lab.document.getState();
    if (!elsewhere.has(this.#id) && isSameButForName(shown, work, isSame)) {
      return { experiment: this.#id, document: shown };
    }
    for (const record of experiments) {
      const { id, title, neurons, duration } = record;
      const isLike = neurons === work.network.n && duration === work.duration && isNameOf(title, work.title);
      if (!isLike || id === this.#id || elsewhere.has(id)) continue;
      const there = await this.#read(record, record.versions.at(-1)!.number).catch(() => undefined);
      if (there && isSameButForName({ ...there, title }, work, isSame)) {
        return { experiment: id, document: { ...there, title } };
      }
    }
    return undefined;
  }

  /** The title where no experiment has it, and otherwise the other one, with a number where that is taken too. */
  freeTitle(title: string, otherwise: string): string {
    const taken = new Set(this.state.getState().experiments?.map((record) => record.title));
    const document = this.#lab.document.getState();
    if (isSomebodysWork(document)) taken.add(document.title);
    return taken.has(title) ? freeTitle(otherwise, taken) : title;
  }

  /** Shows an experiment as it is; the one on screen is kept before. */
  async open(id: string): Promise<boolean> {
    const title = this.state.getState().experiments?.find((one) => one.id === id)?.title;
    if (id !== this.#id && !(await mayStop(this.#lab, `Open “${title || 'Untitled experiment'}”`))) return false;
    return this.#act('The experiment could not be opened', async () => {
      if (id === this.#id) return;
      const record = this.#recordOf(id);
      if ((await this.#locks.others()).has(id)) {
        throw new Error('it is open in another tab: go there, or duplicate it');
      }
      const document = await this.#read(record, record.versions.at(-1)!.number);
      await this.#keepWork();
      await this.#show(id, { ...document, title: record.title }, record);
    });
  }

  /**
   * A new experiment, as at the first visit; the one on screen is kept before.
   * @returns whether it could be; undefined where a run on its way to disk is not to be ended for it
   */
  async create(): Promise<boolean | undefined> {
    if (!(await mayStop(this.#lab, 'Begin a new experiment'))) return undefined;
    return this.#act('The experiment could not be kept', async () => {
      await this.#keepWork();
      const titles = new Set(this.state.getState().experiments?.map(({ title }) => title));
      titles.add(this.#lab.document.getState().title);
      await this.#show(newId(), { ...DEFAULT_DOCUMENT, title: freeTitle('Untitled experiment', titles) }, undefined);
      await this.#keep(this.#lab.document.getState(), ['New experiment'], true);
    });
  }

  /** The same once more, under a name of its own; it is not opened. */
  duplicate(id: string): Promise<boolean> {
    return this.#act('The experiment could not be duplicated', async () => {
      const record = this.#recordOf(id);
      const document = await this.#read(record, record.versions.at(-1)!.number);
      const titles = new Set(this.state.getState().experiments?.map(({ title }) => title));
      const copy = { ...document, title: freeTitle(`Copy of ${record.title || 'an untitled experiment'}`, titles) };
      const written = await writeVersion(copy);
      const copyId = newId();
      await this.#database.update(copyId, () =>
        changeTo(undefined, copyId, copy, written, [`Copy of ${record.title}`], true),
      );
    });
  }

  rename(id: string, title: string): Promise<boolean> {
    return this.#act('The experiment could not be renamed', async () => {
      if (id === this.#id) {
        const { title: before } = this.#lab.document.getState();
        if (title === before) return;
        const label = `Title: ${title || 'none'}`;
        this.#showBy(() => this.#lab.edit(label, (document) => ({ ...document, title })));
        await this.#keep(this.#lab.document.getState(), [label], false);
        return;
      }
      if ((await this.#locks.others()).has(id)) throw new Error('it is open in another tab: rename it there');
      await this.#change(id, (record) => ({ ...record, title, revision: record.revision + 1 }));
    });
  }

  /** Deletes an experiment that is not on screen, with all its versions, for good. */
  remove(id: string): Promise<boolean> {
    return this.#act('The experiment could not be deleted', async () => {
      if (id === this.#id) throw new Error('it is on screen: open another one first');
      if ((await this.#locks.others()).has(id)) throw new Error('it is open in another tab');
      await this.#database.remove(id);
    });
  }

  /** Names a version of the experiment on screen, so that it stays; '' takes the name away. */
  nameVersion(number: number, name: string): Promise<boolean> {
    return this.#act('The version could not be named', async () => {
      if (this.#isCopy) throw new Error('the experiment is open in another tab: name its versions there');
      this.#revision = (await this.#change(this.#id, (record) => withName(record, number, name))).revision;
    });
  }

  /** Keeps the experiment on screen as it is now under a name. */
  keepAs(name: string): Promise<boolean> {
    return this.#act('The version could not be kept', async () => {
      if (this.#revision === undefined || this.#isCopy) await this.#keepAnew('As it was named');
      const newest = this.#recordOf(this.#id, await this.#database.list()).versions.at(-1)!;
      this.#revision = (await this.#change(this.#id, (record) => withName(record, newest.number, name))).revision;
    });
  }

  /** Shows a version of the experiment on screen: one edit, which undo takes back. The state before it is a version too. */
  goBack(number: number, label: string): Promise<boolean> {
    return this.#act('The version could not be shown', async () => {
      const document = await this.#read(this.#recordOf(this.#id), number);
      this.#showBy(() => this.#lab.edit(label, ({ engine }) => ({ ...document, engine })));
      await this.#keep(this.#lab.document.getState(), [label], true);
    });
  }

  /**
   * Makes the experiment on screen one that results can be kept with: no other tab's, and in the library, as far as it is no demo that
   * nobody edited. One that has left the screen stays as it is.
   * @returns its id, which is another one where another tab has it
   */
  async own(experiment: string): Promise<string> {
    await this.flush();
    let id = experiment;
    const own = async (): Promise<void> => {
      if (this.#id !== experiment) return;
      await this.#hold(experiment);
      const isNew = this.#revision === undefined && this.#lab.document.getState().guide === undefined;
      if (this.#isCopy || isNew) {
        await this.#keepAnew('With its results');
      }
      id = this.#held;
    };
    this.#atWork = this.#atWork.then(() => this.#attempt(NOT_KEPT, own));
    await this.#atWork;
    return id;
  }

  get #id(): string {
    return this.#lab.experiment.getState().id;
  }

  /** Finds the experiment on screen in the library, or brings it there where it is somebody's work. */
  async #begin(): Promise<void> {
    await this.#lab.broughtBack;
    await this.#attempt(NOT_KEPT, async () => {
      const isOurs = await this.#locks.claim(this.#held);
      const record = (await this.#database.list()).find(({ id }) => id === this.#held);
      const newest = record?.versions.at(-1);
      this.#revision = record?.revision;
      this.#keptText = newest && (await this.#database.text(this.#held, newest.number));
      // What has been edited since is kept after it.
      const document = this.#lab.history.state.getState().past[0]?.before ?? this.#lab.document.getState();
      if (!isOurs) {
        this.#isCopy = true;
        this.#keptText = (await writeVersion(document)).text;
        this.#tell(
          `“${document.title}” is open in another tab. What you edit here is kept as an experiment of its own.`,
        );
      } else if (record || isSomebodysWork(document)) {
        // A save that was quicker than the library when the page was left, or from before there was one.
        await this.#keep(
          document,
          [record ? 'Edited before the page was left' : 'From before experiments had versions'],
          false,
        );
      }
    });
  }

  /** Keeps what is on screen before something takes its place; where that cannot be, nothing does. */
  async #keepWork(): Promise<void> {
    const document = this.#lab.document.getState();
    if (await isWork(document)) await this.#keep(document, [], false);
  }

  /** Keeps what is on screen where it was not kept yet: in a place of its own where another tab has the experiment. */
  async #keepAnew(label: string): Promise<void> {
    // The same document as before: it is the place that is new.
    this.#keptText = undefined;
    await this.#keep(this.#lab.document.getState(), [label], true);
  }

  #keepPending(): void {
    const labels = this.#takePending();
    const experiment = this.#heard;
    this.#keepSoon(this.#lab.document.getState(), labels, { experiment, isApart: false, isEdited: true });
  }

  #takePending(): readonly string[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const labels = this.#pending.map(({ label }) => label);
    this.#pending = [];
    return labels;
  }

  #keepSoon(document: LabDocument, labels: readonly string[], { experiment, isApart, isEdited }: Keeping): void {
    const shows = this.#shows;
    const keep = async (): Promise<void> => {
      // An edit of the moment in which another experiment took its place must not be written into that one.
      if (shows !== this.#shows) return;
      await this.#hold(experiment);
      // What the lab itself offers needs no place of its own until it is edited.
      const isOffered = !isEdited && this.#revision === undefined && !isSomebodysWork(document);
      if (!isOffered) await this.#keep(document, labels, isApart);
    };
    this.#atWork = this.#atWork.then(() => this.#attempt(NOT_KEPT, keep));
  }

  /** What is kept from here on is a state of this experiment. */
  async #hold(experiment: string): Promise<void> {
    let id = experiment;
    while (this.#copies.has(id)) id = this.#copies.get(id)!;
    if (this.#id === experiment && id !== experiment) setExperiment(this.#lab.experiment, id);
    if (id === this.#held) return;
    this.#isCopy = !(await this.#locks.claim(id));
    const record = (await this.#database.list()).find((one) => one.id === id);
    const newest = record?.versions.at(-1);
    this.#revision = record?.revision;
    this.#keptText = newest && (await this.#database.text(id, newest.number));
    this.#held = id;
  }

  async #keep(document: LabDocument, labels: readonly string[], isApart: boolean): Promise<void> {
    const written = await writeVersion(document);
    if (written.text === this.#keptText) return;
    if (this.#isCopy) await this.#part();
    try {
      await this.#write(document, written, labels, isApart);
    } catch (error) {
      if (!(error instanceof OtherTabWrote)) throw error;
      this.#tell(
        `“${document.title}” was edited in another tab too. What you edit here is kept as an experiment of its own.`,
      );
      await this.#part();
      await this.#write(document, written, labels, isApart);
    }
    this.#keptText = written.text;
  }

  async #write(
    document: LabDocument,
    written: VersionText,
    labels: readonly string[],
    isApart: boolean,
  ): Promise<void> {
    const id = this.#held;
    const record = await this.#database.update(id, (before) => {
      if (before?.revision !== this.#revision) throw new OtherTabWrote();
      return changeTo(before, id, document, written, labels, isApart);
    });
    this.#revision = record.revision;
  }

  /** From here on what is on screen is an experiment of its own. */
  async #part(): Promise<void> {
    const id = newId();
    await this.#locks.claim(id);
    this.#isCopy = false;
    this.#revision = undefined;
    this.#copies.set(this.#held, id);
    if (this.#id === this.#held) setExperiment(this.#lab.experiment, id, this.#held);
    this.#held = id;
  }

  async #show(id: string, document: LabDocument, record: ExperimentRecord | undefined): Promise<void> {
    this.#isCopy = !(await this.#locks.claim(id));
    this.#revision = record?.revision;
    this.#keptText = record && (await writeVersion(document)).text;
    this.#held = id;
    this.#heard = id;
    this.#copies.delete(id);
    this.#shows++;
    this.#showBy(() => this.#lab.show(id, document));
  }

  #showBy(show: () => void): void {
    this.#isShowing = true;
    show();
    this.#isShowing = false;
    this.#shown = this.#lab.document.getState();
  }

  async #read({ id }: ExperimentRecord, number: number): Promise<LabDocument> {
    const text = await this.#database.text(id, number);
    if (text === undefined) throw new Error('this browser has lost it');
    const keys = keysIn(text);
    const arrays = keys.length > 0 ? await this.#database.arrays(id, keys) : NONE;
    const { document, lost } = readVersion(text, arrays);
    if (lost.length > 0) throw new Error(`this browser has lost ${lost.join(' and ')} of it`);
    return document;
  }

  #recordOf(id: string, experiments = this.state.getState().experiments): ExperimentRecord {
    const record = experiments?.find((one) => one.id === id);
    if (!record || record.versions.length === 0) throw new Error('it is not in this browser any more');
    return record;
  }

  #change(id: string, change: (record: ExperimentRecord) => ExperimentRecord): Promise<ExperimentRecord> {
    return this.#database.update(id, (before) => {
      if (!before) throw new Error('it is not in this browser any more');
      return { record: change(before), texts: new Map(), arrays: new Map() };
    });
  }

  /** What somebody asks for, after what was edited is kept. @returns whether it was done */
  async #act(failure: string, act: () => Promise<void>): Promise<boolean> {
    this.state.setState({ problem: undefined });
    await this.flush();
    const doing = this.#atWork.then(() => this.#attempt(failure, act));
    this.#atWork = doing;
    const isDone = await doing;
    if (isDone) await this.refresh();
    return isDone;
  }

  async #attempt(failure: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const reason = messageOf(error);
      this.state.setState({ problem: `${failure}: ${reason}.` });
      return false;
    }
  }

  #tell(sentence: string): void {
    this.#lab.demo.setState({ notice: { kind: 'told', sentence } });
  }
}

interface Edit {
  readonly label: string;
  readonly gesture: string | undefined;
}

interface Keeping {
  readonly experiment: string;
  /** Whether it is a version of its own, however soon it follows the one before. */
  readonly isApart: boolean;
  /** Whether somebody has made it what it is, here. */
  readonly isEdited: boolean;
}

const NONE: ReadonlyMap<string, ExperimentArray> = new Map();

const NOT_KEPT = 'This browser keeps no experiments';

/** Whether a document is more than what the first visit shows. */
async function isWork(document: LabDocument): Promise<boolean> {
  return (await writeVersion(document)).text !== (await writeVersion(DEFAULT_DOCUMENT)).text;
}

class OtherTabWrote extends Error {}

function changeTo(
  before: ExperimentRecord | undefined,
  id: string,
  { title, network, duration }: LabDocument,
  { text, arrays }: VersionText,
  labels: readonly string[],
  isApart: boolean,
) {
  const sizes = Object.fromEntries([...arrays].map(([key, { byteLength }]) => [key, byteLength]));
  const state = { title, neurons: network.n, duration, letters: text.length, arrays: sizes, labels, isApart };
  const record = withState(before, id, state, Date.now());
  return { record, texts: new Map([[record.versions.at(-1)!.number, text]]), arrays };
}

/** 'Untitled experiment', 'Untitled experiment 2' … */
function freeTitle(title: string, taken: ReadonlySet<string>): string {
  let number = 1;
  const titleOf = (): string => (number === 1 ? title : `${title} ${number}`);
  while (taken.has(titleOf())) number++;
  return titleOf();
}

/** The library of this browser, as this lab's tab sees it. */
export const libraryOf = onePerLab((lab) => new Library(lab));
