import type { EngineRequest } from '../../engine/engineInfo.ts';
import { readEngineRequest } from '../../experiment/readEngineRequest.ts';
import type { NetworkDescription } from '../../model/description.ts';
import { areSameNeurons } from '../../simulation/runEdit.ts';
import type { SetAside } from '../demoState.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { newId } from '../newId.ts';
import type { ArrayMemory } from './arrayMemory.ts';
import { isExperimentArray } from '../../experiment/arraysOf.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { arrayFromText, arrayToText } from './arrayText.ts';
import { readDocument } from './readDocument.ts';
import { lastingView, readView } from './readView.ts';
import { asObject, finite, listOf, text as readText } from '../../experiment/shape.ts';
import type { BranchSource } from '../runState.ts';
import type { ViewState } from '../viewState.ts';
import { messageOf } from '../../wording/messageOf.ts';

const STORAGE_KEY = 'nerveflow-lab';

/** Raise it when an older page's save can no longer be read. */
const VERSION = 3;

/** Bytes of an array, and of all of them, up to which they stand in the save itself; the browser gives it about 5 MB. */
export const MOST_INLINE = 32 * 1024;
const MOST_INLINE_IN_ALL = 256 * 1024;

/** What a reload brings back. */
export interface SavedLab {
  readonly document: LabDocument;
  readonly view: ViewState;
  /** What could not be kept, or is still to come: names of files and matrices. */
  readonly lost: readonly string[];
  /** What stood there before demos were opened, the newest last. */
  readonly setAside: readonly SetAside[];
  /** Which experiment of the library it is; undefined in saves from before there was one. */
  readonly experiment: string | undefined;
  /** Where its runs start, if not at t = 0. */
  readonly branch: BranchSource | undefined;
  /** The engine that the user chose, where the document's may be another; undefined in saves that did not tell. */
  readonly ownEngine: EngineRequest | undefined;
}

/** So many labs are kept while demos are shown. */
export const MOST_SET_ASIDE = 3;

/**
 * Keeps the lab over a reload: a text in the browser's storage, and the arrays that are too large for it in a memory that answers later.
 */
export class SavedLabs {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #memory: ArrayMemory | undefined;
  readonly #keys = new WeakMap<ExperimentArray, string>();
  readonly #texts = new WeakMap<ExperimentArray, string>();
  /** What the memory is doing; one thing at a time, so that the newest save has the last word. */
  #atWork: Promise<unknown> = Promise.resolve();
  #hasKept = false;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, memory?: ArrayMemory) {
    this.#storage = storage;
    this.#memory = memory;
  }

  /**
   * What was saved last, as far as it is there at once; entries that are missing or not legal take their default (`view`,
   * DEFAULT_DOCUMENT).
   * @returns `rest`: resolves with all of it, where arrays are still to come
   */
  open(view: ViewState): SavedLab & { readonly rest?: () => Promise<SavedLab> } {
    const save = parse(this.#storage.getItem(STORAGE_KEY));
    const arrays = new Map<string, ExperimentArray>();
    for (const [key, text] of Object.entries(asObject(save['arrays']))) this.#know(arrays, key, arrayFromText(text));
    const opened = read(save, view, arrays);
    const keys = listOf(readText, 100_000)(save['kept']) ?? [];
    const memory = this.#memory;
    if (keys.length === 0 || !memory) return opened;
    this.#hasKept = true;
    const rest = async (): Promise<SavedLab> => {
      // Without a memory (a private window) the page opens with what there is.
      const recalled = await memory.recall(keys).catch(() => new Map<string, ExperimentArray>());
      for (const [key, array] of recalled) this.#know(arrays, key, array);
      return read(save, view, arrays);
    };
    return { ...opened, rest };
  }

  /** Saves the lab; resolves with a sentence where not all of it could be kept. */
  async save(
    document: LabDocument,
    view: ViewState,
    {
      setAside = [],
      experiment,
      branch,
      ownEngine,
    }: Partial<Pick<SavedLab, 'setAside' | 'experiment' | 'branch' | 'ownEngine'>> = {},
  ): Promise<string | undefined> {
    const lab = {
      document,
      view: lastingView(view),
      experiment,
      ownEngine,
      ...(setAside.length > 0 && { setAside }),
      ...(branch && { branch: sourceOf(branch) }),
    };
    const { text, kept } = this.#write(lab, MOST_INLINE_IN_ALL);
    try {
      let large = kept;
      try {
        this.#storage.setItem(STORAGE_KEY, text);
      } catch {
        // Too much text: all arrays into the memory.
        const smaller = this.#write(lab, 0);
        large = smaller.kept;
        this.#storage.setItem(STORAGE_KEY, smaller.text);
      }
      await this.#keep(large);
      return undefined;
    } catch (error) {
      return (
        `The browser does not keep ${kept.size > 0 ? 'all of ' : ''}this experiment over a reload of the page: ` +
        `${messageOf(error)}`
      );
    }
  }

  #keep(arrays: ReadonlyMap<string, ExperimentArray>): Promise<void> {
    const memory = this.#memory;
    if (!memory || (arrays.size === 0 && !this.#hasKept)) return Promise.resolve();
    this.#hasKept = arrays.size > 0;
    const keeping = this.#atWork.then(() => memory.keep(arrays));
    this.#atWork = keeping.catch(() => {});
    return keeping;
  }

  #know(arrays: Map<string, ExperimentArray>, key: string, array: ExperimentArray | undefined): void {
    if (!array) return;
    arrays.set(key, array);
    this.#keys.set(array, key);
  }

  #write(lab: object, room: number): { readonly text: string; readonly kept: ReadonlyMap<string, ExperimentArray> } {
    const inline: Record<string, string> = {};
    const kept = new Map<string, ExperimentArray>();
    let used = 0;
    const replace = (_: string, value: unknown): unknown => {
      if (!isExperimentArray(value)) return value;
      const key = this.#keyOf(value);
      if (Object.hasOwn(inline, key) || kept.has(key)) return { array: key };
      if (value.byteLength <= MOST_INLINE && used + value.byteLength <= room) {
        used += value.byteLength;
        inline[key] = this.#textOf(value);
      } else {
        kept.set(key, value);
      }
      return { array: key };
    };
    const settings = JSON.stringify(lab, replace);
    const text = JSON.stringify({ version: VERSION, arrays: inline, kept: [...kept.keys()] });
    return { text: `${text.slice(0, -1)},${settings.slice(1)}`, kept };
  }

  #keyOf(array: ExperimentArray): string {
    let key = this.#keys.get(array);
    if (key === undefined) {
      // Other windows of the lab have the same memory.
      key = newId();
      this.#keys.set(array, key);
    }
    return key;
  }

  #textOf(array: ExperimentArray): string {
    let text = this.#texts.get(array);
    if (text === undefined) {
      text = arrayToText(array);
      this.#texts.set(array, text);
    }
    return text;
  }
}

function read(save: Unknown, view: ViewState, arrays: ReadonlyMap<string, ExperimentArray>): SavedLab {
  const array = (value: unknown): ExperimentArray | undefined => {
    const { array: key } = asObject(value);
    return typeof key === 'string' ? arrays.get(key) : undefined;
  };
  // The memory of an older page held no arrays: it told which file it lost.
  const name = readText(save['lost']);
  const ofOlder = name === undefined ? [] : [name];
  const labs: readonly unknown[] = Array.isArray(save['setAside']) ? save['setAside'] : [];
  const setAside = labs.slice(-MOST_SET_ASIDE).map((one): SetAside => {
    // Older saves held the document alone.
    const { document = one, experiment: id } = asObject(one);
    return { document: readDocument(document, array).document, experiment: readText(id) };
  });
  const experiment = readText(save['experiment']);
  const branch = readBranch(asObject(save['branch']));
  const ownEngine = readEngineRequest(asObject(save['ownEngine']));
  const opened = { view: readView(save['view'], view), lost: ofOlder, setAside, experiment, branch, ownEngine };
  switch (save['version']) {
    case 1:
      return { ...opened, document: readDocument(fromVersion1(asObject(save['document'])), array).document };
    case 2:
    case VERSION: {
      const { document, lost } = readDocument(save['document'], array);
      return { ...opened, document, lost: [...ofOlder, ...lost] };
    }
    default:
      return {
        document: DEFAULT_DOCUMENT,
        view,
        lost: [],
        setAside: [],
        experiment: undefined,
        branch: undefined,
        ownEngine: undefined,
      };
  }
}

/** Its checkpoint is on disk. */
function sourceOf({ name, file, title, time }: BranchSource): BranchSource {
  return { name, file, title, time };
}

function readBranch(save: Unknown): BranchSource | undefined {
  const [name, file, title] = [save['name'], save['file'], save['title']].map((one) => readText(one));
  const time = finite(save['time']);
  if (name === undefined || file === undefined || title === undefined || time === undefined) return undefined;
  return { name, file, title, time };
}

/** What is on screen with what has come of its save since it was opened; what was edited meanwhile stays as it is. */
export function withRest(now: LabDocument, opened: LabDocument, saved: LabDocument): LabDocument {
  const ids = new Set(now.stimulus.map(({ id }) => id));
  const added = saved.stimulus.filter(({ id, part }) => part.kind === 'array' && !ids.has(id));
  return {
    ...now,
    network: networkWithRest(now.network, opened.network, saved.network),
    stimulus: now.stimulus === opened.stimulus ? saved.stimulus : [...now.stimulus, ...added],
  };
}

/** What is for the neurons that there were goes with them; the state goes with the synapses that it was made for. */
function networkWithRest(
  now: NetworkDescription,
  opened: NetworkDescription,
  saved: NetworkDescription,
): NetworkDescription {
  if (now === opened) return saved;
  if (!areSameNeurons(now, opened)) return now;
  const isLeftAlone = (type: string): boolean => now.matrices?.[type] === opened.matrices?.[type];
  const added = Object.entries(saved.matrices ?? {}).filter(([type]) => isLeftAlone(type));
  const isStateRight =
    now.initialState === opened.initialState && now.matrices === opened.matrices && now.seed === opened.seed;
  const { initialState, initialStateName } = saved;
  return {
    ...now,
    ...(added.length > 0 && { matrices: { ...now.matrices, ...Object.fromEntries(added) } }),
    ...(isStateRight && initialState && { initialState, initialStateName }),
  };
}

type Unknown = Readonly<Record<string, unknown>>;

/** The first saves knew one odour or one file, and no network but that of a preset, n and a seed. */
function fromVersion1({ preset, n, seed, odour, ...others }: Unknown): Unknown {
  return {
    ...others,
    network: { preset, n, seed },
    stimulus: [{ id: 'odour', isOn: true, part: { ...asObject(odour), kind: 'odour' } }],
  };
}

function parse(text: string | null): Unknown {
  if (text === null) return {};
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {}; // Not ours, or cut off: the lab opens with its defaults.
  }
}
