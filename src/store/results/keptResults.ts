import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import type { Read } from '../../experiment/shape.ts';
import { messageOf } from '../../wording/messageOf.ts';
import type { Lab } from '../lab.ts';
import { onePerLab } from '../onePerLab.ts';
import { DamagedResult, packResult, unpackResult } from './packedResult.ts';
import type { KeptHead, ResultsDatabase } from './resultsDatabase.ts';

/** A result as it is now. */
export interface CapturedResult {
  /** What the user knows it by. */
  readonly name: string;
  /** Plain data and typed arrays; undefined where it has changed meanwhile, and will be kept again. */
  readonly describe: () => Promise<object | undefined>;
}

/** Who has results of one kind: of the experiment on screen, of which it hears by `clear` and `restore` that another one took its place. */
export interface Shelf {
  /** How its slots begin. */
  readonly slots: string;
  /** Those that it has. */
  own(): readonly string[];
  /** What the slot holds, as it is now; undefined where there is nothing. */
  capture(slot: string): CapturedResult | undefined;
  /** Forgets all: they are kept. */
  clear(): void;
  /**
   * Reads what was kept, and trusts none of it.
   * @param head where it was kept, and as what the user knows it
   * @returns how it is shown
   * @throws DamagedResult where it cannot be
   */
  restore(
    head: KeptHead,
    value: Readonly<Record<string, unknown>>,
    array: Read<ExperimentArray>,
  ): Promise<() => unknown>;
}

/** ms after which what has changed is kept. */
const KEEP_DELAY = 300;

/** ms: what has ended of many runs under way is kept so often. */
export const KEEP_INTERVAL = 10_000;

/** The experiment that results are kept with; it may become another one while they are, where another tab has it. */
interface Place {
  id: string;
  /** What is to be written, by slot: of what changes faster than it is written only the newest. */
  readonly waiting: Map<string, CapturedResult>;
}

/**
 * Keeps results with the experiment on screen over a reload of the page: pinned runs, a sweep, repeats, an f–I curve. They come and go
 * with it.
 */
export class KeptResults {
  readonly #lab: Lab;
  readonly #own: (experiment: string) => Promise<string>;
  readonly #shelves: Shelf[] = [];
  /** Changes that are kept soon, by slot. */
  readonly #pending = new Map<string, { readonly shelf: Shelf; readonly timer: ReturnType<typeof setTimeout> }>();
  #place: Place;
  /** One thing at a time. */
  #atWork: Promise<void> = Promise.resolve();
  /** What was said last; it is not said again at every change. */
  #told: string | undefined;

  /** @param own makes an experiment one that results can be kept with: `Library.own` */
  constructor(lab: Lab, own = async (id: string) => (await import('../library/library.ts')).libraryOf(lab).own(id)) {
    this.#lab = lab;
    this.#own = own;
    this.#place = placeOf(lab.experiment.getState().id);
    lab.experiment.subscribe(({ id, copyOf }, before) => {
      if (id === before.id) return;
      if (copyOf === before.id) this.#moveTo(id);
      else this.#follow(id);
    });
  }

  /** Brings back what was kept of the experiment on screen, now and whenever another one takes its place. */
  add(shelf: Shelf): void {
    this.#shelves.push(shelf);
    this.#restore(shelf);
  }

  /** Keeps what the slot holds now. */
  keep(shelf: Shelf, slot: string): void {
    this.#take(slot);
    const captured = shelf.capture(slot);
    if (!captured || !this.#lab.resultsDatabase) return;
    const { waiting } = this.#place;
    const isWaiting = waiting.has(slot);
    waiting.set(slot, captured);
    if (isWaiting) return;
    this.#do(`The browser does not keep “${captured.name}” over a reload of the page`, async (open, place) => {
      const newest = waiting.get(slot);
      waiting.delete(slot);
      const database = await open();
      const value = await newest?.describe();
      if (!newest || value === undefined) return;
      const { name } = newest;
      const gone = await database.keep(await this.#ownOf(place), slot, name, packResult(value));
      if (gone.length > 0) this.#tell(`To keep “${name}”, the browser has let go of ${listed(gone)}.`);
    });
  }

  /** The same once for all changes of the next moment. */
  keepSoon(shelf: Shelf, slot: string, delay = KEEP_DELAY): void {
    if (this.#pending.has(slot)) return;
    this.#pending.set(slot, { shelf, timer: setTimeout(() => this.keep(shelf, slot), delay) });
  }

  /** What the slot holds has another name; the rest of it stays as it is kept. */
  rename(slot: string, name: string): void {
    this.#do(`The browser does not keep the name “${name}” over a reload of the page`, async (open, place) => {
      const database = await open();
      await database.rename(await this.#ownOf(place), slot, name);
    });
  }

  /** The slot holds nothing any more. */
  forget(slot: string): void {
    this.#take(slot);
    this.#place.waiting.delete(slot);
    this.#do('What was let go is still kept', async (open, place) => {
      const database = await open();
      await database.remove(await this.#ownOf(place), slot);
    });
  }

  /** Resolves when all that was asked for is done, and what came of it. */
  async flush(): Promise<void> {
    let done: Promise<void>;
    do {
      this.#keepPending();
      done = this.#atWork;
      await done;
    } while (done !== this.#atWork || this.#pending.size > 0);
  }

  #take(slot: string): void {
    clearTimeout(this.#pending.get(slot)?.timer);
    this.#pending.delete(slot);
  }

  #keepPending(): void {
    for (const [slot, { shelf }] of this.#pending) this.keep(shelf, slot);
  }

  /** Another experiment is on screen. */
  #follow(id: string): void {
    this.#keepPending();
    this.#place = placeOf(id);
    for (const shelf of this.#shelves) {
      shelf.clear();
      this.#restore(shelf);
    }
  }

  /** The experiment on screen is one of its own from here on: its results stay on screen, and are kept with it. */
  #moveTo(id: string): void {
    this.#place.id = id;
    for (const shelf of this.#shelves) for (const slot of shelf.own()) this.keepSoon(shelf, slot, 0);
  }

  #restore(shelf: Shelf): void {
    this.#do('The results of the last visit could not be read', async (open, place) => {
      const database = await open();
      await this.#lab.broughtBack;
      const heads = await database.list(place.id, shelf.slots);
      for (const head of heads) if (place === this.#place) await this.#restoreOne(database, place, shelf, head);
    });
  }

  async #restoreOne(database: ResultsDatabase, place: Place, shelf: Shelf, head: KeptHead): Promise<void> {
    const { slot, name } = head;
    try {
      const packed = await database.read(place.id, slot);
      if (!packed) throw new DamagedResult('it is not whole');
      const { value, array } = unpackResult(packed);
      const show = await shelf.restore(head, value, array);
      if (place === this.#place) show();
    } catch (error) {
      if (!(error instanceof DamagedResult)) throw error;
      this.#tell(`“${name}” of an earlier visit could not be brought back: ${messageOf(error)}.`);
      await database.remove(place.id, slot);
    }
  }

  /** Where results are written: with what is on screen, in the library and no other tab's; what has left the screen is so already. */
  async #ownOf(place: Place): Promise<string> {
    return place === this.#place ? this.#own(place.id) : place.id;
  }

  /** @param failure the beginning of the sentence that is said where it fails */
  #do(failure: string, act: (open: () => Promise<ResultsDatabase>, place: Place) => Promise<void>): void {
    const place = this.#place;
    const { resultsDatabase: open } = this.#lab;
    if (!open) return;
    const attempt = async (): Promise<void> => {
      try {
        await act(open, place);
      } catch (error) {
        this.#tell(`${failure}: ${messageOf(error)}.`);
      }
    };
    this.#atWork = this.#atWork.then(attempt);
  }

  #tell(sentence: string): void {
    if (sentence === this.#told) return;
    this.#told = sentence;
    this.#lab.demo.setState({ notice: { kind: 'told', sentence } });
  }
}

function placeOf(id: string): Place {
  return { id, waiting: new Map() };
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}` : quoted[0]!;
}

/** The results of a lab. */
export const keptResultsOf = onePerLab((lab) => new KeptResults(lab));
