import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { DemoStore } from '../demoState.ts';
import type { ExperimentStore } from '../experimentState.ts';
import type { DocumentStore } from '../labDocument.ts';
import type { RunStore } from '../runState.ts';
import type { ViewStore } from '../viewState.ts';
import type { SavedLabs } from './savedLab.ts';

export interface AutosaveParts {
  readonly saves: SavedLabs;
  readonly document: DocumentStore;
  readonly view: ViewStore;
  /** Holds what is kept besides. */
  readonly demo: DemoStore;
  readonly experiment: ExperimentStore;
  readonly run: RunStore;
  /** The engine of the address, which is not saved: what is saved instead of it, for the document and as the user's own. */
  readonly override?:
    | {
        readonly engine: EngineRequest;
        readonly saved: { readonly document: EngineRequest; readonly own: EngineRequest };
      }
    | undefined;
  /** What could not be kept, in a sentence; undefined once all is. Once read, it is not said again at every edit. */
  readonly onUnsaved: (problem: string | undefined) => void;
}

/** Edits are saved when none has come for this long, ms. */
const SAVE_DELAY = 300;

/** Saves the lab a moment after each edit. */
export class Autosave {
  readonly #parts: AutosaveParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHeld = false;
  #written: Promise<void> = Promise.resolve();
  #unsaved: string | undefined;

  constructor(parts: AutosaveParts) {
    this.#parts = parts;
  }

  /** Something was edited. */
  saveSoon(): void {
    if (this.#isHeld) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_DELAY);
  }

  /** Saves what was edited a moment ago: the page may be gone before it would be. @returns when all that is to be saved is */
  save(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#written = this.#write();
    }
    return this.#written;
  }

  /** Nothing is saved until `work` is done: what is still to come would be missing. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#isHeld = true;
    try {
      return await work;
    } finally {
      this.#isHeld = false;
    }
  }

  async #write(): Promise<void> {
    const { saves, view, demo, experiment, run, override, onUnsaved } = this.#parts;
    const { setAside } = demo.getState();
    const { branch, savedBranch } = run.getState();
    const { id, ownEngine } = experiment.getState();
    const document = this.#parts.document.getState();
    const lasting = document.engine === override?.engine ? { ...document, engine: override.saved.document } : document;
    const unsaved = await saves.save(lasting, view.getState(), {
      setAside,
      experiment: id,
      branch: branch ?? savedBranch,
      ownEngine: ownEngine === override?.engine ? override.saved.own : ownEngine,
    });
    if (unsaved !== this.#unsaved) onUnsaved(unsaved);
    this.#unsaved = unsaved;
  }
}
