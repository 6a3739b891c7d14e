import type { EngineRequest } from '../engine/engineInfo.ts';
import type { Lab } from './lab.ts';
import type { LabDocument } from './labDocument.ts';
import { newId } from './newId.ts';
import type { Work } from './library/place.ts';
import { MOST_SET_ASIDE } from './saves/savedLab.ts';
import { isSameWork, isWork } from './unsavedWork.ts';
import type { ViewState } from './viewState.ts';

/** What takes the place of all that is on screen. */
export interface Replacement {
  /** For the history. */
  readonly label: string;
  readonly document: Work;
  /** The one of the library that it is (`placeOf`); undefined: a new one, unless it is the same as what is on screen. */
  readonly experiment?: string | undefined;
  /** Where it asks for one; otherwise the one that is chosen stays. */
  readonly engine?: EngineRequest | undefined;
  /** How it is to be looked at. */
  readonly view?: (now: ViewState) => Partial<ViewState>;
  /** What is said of it, in a sentence, and of the work that it takes the place of; undefined: nothing. */
  readonly notice?: (replaced: Work | undefined) => string | undefined;
  readonly start?: boolean;
}

/**
 * Shows another experiment: one edit, and the undo of it brings back the lab and how it was looked at. The library closes the one before
 * as it is. One that is somebody's work is set aside besides, so that the way back outlives a reload.
 * @param onUndone hears when that edit is taken back
 */
export function replaceLab(
  lab: Lab,
  { label, document, experiment, engine, view, notice, start = false }: Replacement,
  onUndone: () => void = () => {},
): void {
  const before = lab.document.getState();
  const { id: shown } = lab.experiment.getState();
  const looks = lab.view.getState();
  // First: the run under way would take the other experiment for an edit of itself.
  lab.clearBench();
  // It is no state of the experiment on screen, unless it is the same.
  const id = experiment ?? (isSameWork(before, document) ? shown : newId());
  const replaced = id !== shown && isWork(before) ? before : undefined;
  lab.replace(label, ({ engine: own }) => ({ ...document, engine: own }), id);
  const entry = lab.history.state.getState().past.at(-1);
  // It is no part of the history.
  if (engine) lab.document.setState({ engine });
  if (replaced) {
    lab.demo.setState(({ setAside }) => ({
      setAside: [...setAside, { document: replaced, experiment: shown }].slice(-MOST_SET_ASIDE),
    }));
  }
  const sentence = notice?.(replaced);
  lab.demo.setState({
    isCurveAwaited: false,
    notice: sentence === undefined ? undefined : { kind: 'opened', sentence },
  });
  if (view) lab.view.setState((now) => view(now));
  if (start) lab.start();
  lab.view.setState({ time: { start: 0, end: document.duration }, isFollowing: true });
  if (entry) followUndo(lab, entry.id, before, looks, onUndone);
}

/** When the edit that showed it is taken back, the lab looks as before. */
function followUndo(lab: Lab, id: number, before: LabDocument, looks: ViewState, onUndone: () => void): void {
  const stop = lab.document.subscribe(() => {
    const { past, future } = lab.history.state.getState();
    if (past.some((entry) => entry.id === id)) return;
    stop();
    if (!future.some((entry) => entry.id === id)) return;
    const { cursor: _, hovered: __, ...lasting } = looks;
    const { theme } = lab.view.getState();
    lab.reset();
    lab.document.setState({ engine: before.engine });
    lab.view.setState({ ...lasting, theme }, true);
    lab.demo.setState(({ setAside }) => ({
      notice: undefined,
      setAside: setAside.filter(({ document }) => document !== before),
    }));
    onUndone();
  });
}
