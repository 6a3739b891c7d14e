import { runInPrecision } from '../compare/runBeside.ts';
import type { Lab } from '../lab.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { readDocument } from '../saves/readDocument.ts';
import { MOST_SET_ASIDE } from '../saves/savedLab.ts';
import { sweepOf } from '../sweep/sweep.ts';
import { TRACK_NAMES } from '../viewState.ts';
import type { ViewState } from '../viewState.ts';
import { arraysOf } from '../../experiment/arraysOf.ts';
import type { Demo, DemoSequel } from './demo.ts';
import { DEMOS } from './demos.ts';

/** What is opened: a demo of the lab, or one that somebody shared. */
export type OpenedDemo = Pick<Demo, 'title' | 'lab' | 'view' | 'precision' | 'sequel'> & {
  readonly guide?: Demo['guide'];
};

/** More neurons than this are not set going by a link alone. */
const MOST_STARTED = 500;

/**
 * Shows a demo and starts its run: one edit, and the undo of it brings back the lab and how it was looked at. A lab that is somebody's work
 * is set aside besides, so that it outlives a reload.
 * @param onUndone hears when the edit that opened it is taken back
 */
export function openDemo(lab: Lab, demo: OpenedDemo, onUndone: () => void = () => {}): void {
  const before = lab.document.getState();
  const looks = lab.view.getState();
  const isOthersWork = isWork(before);
  // The run under way would take the demo for an edit of itself.
  lab.reset();
  lab.view.setState({ isChosenByUser: false, isSettled: false });
  lab.edit(`Demo: ${demo.title}`, ({ engine }) => documentOf(demo, engine));
  const entry = lab.history.state.getState().past.at(-1);
  // It is no part of the history.
  if (demo.precision) lab.document.setState({ engine: { choice: 'cpu', precision: demo.precision } });
  lab.upload.setState({ problem: undefined, switchedOff: undefined, lost: undefined });
  if (isOthersWork) {
    lab.demo.setState(({ setAside }) => ({ setAside: [...setAside, before].slice(-MOST_SET_ASIDE) }));
  }
  lab.demo.setState({
    isCurveAwaited: false,
    notice: isOthersWork
      ? {
          kind: 'opened',
          sentence: `Opened “${demo.title}”. Undo brings back your “${before.title}”; press Run to see it again.`,
        }
      : undefined,
  });
  lab.view.setState((now) => viewOf(demo, now));
  if (demo.lab.network.n <= MOST_STARTED) lab.start();
  const { sequel } = demo;
  if (sequel) afterRun(lab, () => goOn(lab, sequel));
  lab.view.setState({ time: { start: 0, end: demo.lab.duration }, isFollowing: true });
  if (entry) followUndo(lab, entry.id, before, looks, onUndone);
}

/** Shows a lab again that was set aside when a demo was opened; an edit as well. */
export function bringBack(lab: Lab, setAside: LabDocument): void {
  lab.reset();
  lab.edit(`Back from the demo: ${setAside.title}`, ({ engine }) => ({ ...setAside, engine }));
  lab.demo.setState((now) => ({ notice: undefined, setAside: now.setAside.filter((one) => one !== setAside) }));
}

/** When the edit that opened the demo is taken back, the lab looks as before. */
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
    lab.demo.setState(({ setAside }) => ({ notice: undefined, setAside: setAside.filter((one) => one !== before) }));
    onUndone();
  });
}

function goOn(lab: Lab, sequel: DemoSequel): void {
  switch (sequel.kind) {
    case 'float32':
      runInPrecision(lab, 'float32', false);
      return;
    case 'fICurve':
      lab.demo.setState({ isCurveAwaited: true });
      return;
    case 'sweep': {
      const sweep = sweepOf(lab);
      sweep.describe(sequel.description);
      sweep.state.setState({ measure: sequel.measure });
      sweep.start();
    }
  }
}

/** Calls back when the run that has just been started has come to its end; not, where another one is started before. */
function afterRun(lab: Lab, act: () => void): void {
  const { started } = lab.run.getState();
  const stop = lab.run.subscribe((now) => {
    if (now.started === started && now.status !== 'finished') return;
    stop();
    // The lab is still at work on the end of this run.
    if (now.started === started) setTimeout(() => lab.run.getState().started === started && act());
  });
}

function viewOf({ view }: Pick<Demo, 'view'>, now: ViewState): Partial<ViewState> {
  const { tracks, dock, chosen, speed, measures, ...others } = view;
  return {
    ...others,
    speed,
    isNetworkOpen: false,
    areNeuronsOpen: false,
    ...(chosen && { chosen, isChosenByUser: true, inspected: chosen[0] }),
    ...(measures && { measures: { ...now.measures, ...measures } }),
    ...(dock !== undefined && { dock: dock ?? undefined }),
    ...(tracks && {
      openTracks: Object.fromEntries(
        TRACK_NAMES.map((name) => [name, tracks.includes(name)]),
      ) as ViewState['openTracks'],
    }),
  };
}

function documentOf({ title, lab, guide }: OpenedDemo, engine: LabDocument['engine']): LabDocument {
  return { ...lab, title, engine, ...(guide && { guide }) };
}

/** Whether a document is more than what the lab itself offers: its first network, or one of its demos. */
function isWork(document: LabDocument): boolean {
  if (arraysOf(document).length > 0) return true;
  const { engine } = document;
  const offered = [DEFAULT_DOCUMENT, ...DEMOS.map((demo) => documentOf(demo, engine))];
  return !offered.some((one) => textOf(one) === textOf(document));
}

/** The same for documents that are alike, also where one of them has been saved and read. */
function textOf(document: LabDocument): string {
  const { engine: _, ...read } = readDocument(JSON.parse(JSON.stringify(document)), () => undefined).document;
  return JSON.stringify(read);
}
