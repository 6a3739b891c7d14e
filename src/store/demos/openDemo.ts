import { runInPrecision } from '../compare/runBeside.ts';
import type { Lab } from '../lab.ts';
import type { SetAside } from '../demoState.ts';
import { mayStop } from '../mayStop.ts';
import { newId } from '../newId.ts';
import { replaceLab } from '../replaceLab.ts';
import { sweepOf } from '../sweep/sweep.ts';
import { TRACK_NAMES } from '../viewState.ts';
import type { ViewState } from '../viewState.ts';
import type { Demo, DemoSequel } from './demo.ts';

/** What is opened: a demo of the lab, or one that somebody shared. */
export type OpenedDemo = Pick<Demo, 'title' | 'lab' | 'view' | 'precision' | 'sequel'> & {
  readonly guide?: Demo['guide'];
  /** false: float32 as rounded as it comes. */
  readonly isCompensated?: false;
  /** The one of the library that it is, where that is known. */
  readonly experiment?: string;
};

/** More neurons than this are not set going by a link alone. */
const MOST_STARTED = 500;

/**
 * Shows a demo and starts its run: one edit, and the undo of it brings back the lab and how it was looked at.
 * @param onUndone hears when the edit that opened it is taken back
 */
export function openDemo(lab: Lab, demo: OpenedDemo, onUndone: () => void = () => {}): void {
  const { title, guide, precision, sequel, isCompensated, experiment } = demo;
  replaceLab(
    lab,
    {
      label: guide ? `Demo: ${title}` : `Opened link: ${title}`,
      document: { ...demo.lab, title, ...(guide && { guide }) },
      experiment,
      engine: precision && { choice: 'cpu', precision, ...(isCompensated === false && { isCompensated }) },
      view: (now) => viewOf(demo, now),
      notice: (replaced) =>
        replaced && `Opened “${title}”. Undo brings back your “${replaced.title}”; press Run to see it again.`,
      start: demo.lab.network.n <= MOST_STARTED,
    },
    onUndone,
  );
  if (sequel) afterRun(lab, () => goOn(lab, sequel));
}

/**
 * Shows a lab again that was set aside when a demo was opened, as the experiment that it was; an edit as well.
 * @returns whether it is shown: a run that goes to disk is not ended without a question
 */
export async function bringBack(lab: Lab, setAside: SetAside): Promise<boolean> {
  const { document, experiment = newId() } = setAside;
  const { title } = document;
  if (!(await mayStop(lab, `Return to “${title || 'untitled'}”`))) return false;
  replaceLab(lab, { label: `Back from the demo: ${title}`, document, experiment });
  lab.demo.setState((now) => ({ setAside: now.setAside.filter((one) => one !== setAside) }));
  return true;
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

function viewOf({ view, guide }: OpenedDemo, now: ViewState): Partial<ViewState> {
  const { tracks, dock, chosen, speed, measures, ...others } = view;
  return {
    ...others,
    speed,
    arePanelsAside: guide !== undefined,
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
