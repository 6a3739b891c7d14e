import { AnalysisQueue, createAnalysisWorker } from '../../analysis/worker/analysisQueue.ts';
import type { AnalysisPort, Job } from '../../analysis/worker/analysisQueue.ts';
import type { Lab } from '../../store/lab.ts';
import { MEASURE_NAMES } from '../../store/measureView.ts';
import type { MeasureName } from '../../store/measureView.ts';
import { CardState } from './cardState.ts';
import { MEASURES } from './catalogue/measures.ts';
import type { MeasureContext } from './measure.ts';
import { isRunLive, makeContext } from './measureContext.ts';
import { onePerLab } from '../../store/onePerLab.ts';
import { pause } from '../../store/pause.ts';

/** ms: while a run goes on a card is measured at most so often … */
const LIVE_INTERVAL = 400;
/** … and all cards together take at most this share of the time. */
const LIVE_SHARE = 1 / 6;
/** ms: while the view is dragged or zoomed. */
const MOVING_INTERVAL = 120;
/** ms: a view that has not moved for so long rests, and is measured to the last digit. */
const REST = 300;

/** What the desk needs of the page. */
export interface DeskParts {
  readonly createWorker: () => AnalysisPort;
  /** Asks for a frame, in which painters look at the cards. */
  readonly request: () => void;
  /** Lets the page draw. */
  readonly pause: () => Promise<void>;
}

/**
 * Measures what the cards on screen show, in a worker, while the run, the view or the options change. Results stay here, outside of React and
 * the stores; painters read them.
 */
export class MeasureDesk {
  readonly #lab: Lab;
  readonly #parts: DeskParts;
  readonly #queue: AnalysisQueue;
  readonly #cards = new Map<MeasureName, CardState>(MEASURE_NAMES.map((name) => [name, new CardState()]));
  #time: { readonly start: number; readonly end: number } | undefined;
  #movedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #users = 0;
  #stop: (() => void) | undefined;

  constructor(lab: Lab, parts: DeskParts) {
    this.#lab = lab;
    this.#parts = parts;
    this.#queue = new AnalysisQueue(parts.createWorker);
  }

  card(name: MeasureName): CardState {
    return this.#cards.get(name)!;
  }

  /** Measures from now on, until the function that is returned is called. */
  open(): () => void {
    if (this.#users++ === 0) {
      const look = (): void => this.#lookSoon(0);
      const stops = [
        this.#lab.onSamples(look),
        ...[this.#lab.view, this.#lab.run].map((store) => store.subscribe(look)),
      ];
      this.#stop = () => stops.forEach((stop) => stop());
      look();
    }
    return () => {
      if (--this.#users > 0) return;
      this.#stop?.();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#queue.close();
      // What was asked for is not answered any more.
      for (const card of this.#cards.values()) card.asked = [];
    };
  }

  setVisible(name: MeasureName, isVisible: boolean): void {
    this.card(name).isVisible = isVisible;
    if (isVisible) this.#lookSoon(0);
  }

  #lookSoon(wait: number): void {
    if (this.#users > 0) this.#timer ??= setTimeout(() => this.#look(), wait);
  }

  #look(): void {
    this.#timer = undefined;
    const now = performance.now();
    const { time } = this.#lab.view.getState();
    if (time !== this.#time) {
      // A view that was there when the panel was opened has not moved.
      if (this.#time) this.#movedAt = now;
      this.#time = time;
    }
    const rest = this.#movedAt + REST - now;
    const isRunning = isRunLive(this.#lab);
    const isLive = isRunning || rest > 0;
    const visible = [...this.#cards].filter(([name, card]) => card.isVisible && name !== 'fICurve');
    const took = visible.reduce((sum, [, card]) => sum + card.took, 0);
    const interval = isRunning ? Math.max(LIVE_INTERVAL, took / LIVE_SHARE) : MOVING_INTERVAL;
    const depends = this.#depends(isLive);
    let wait = !isRunning && rest > 0 ? rest : Infinity;
    for (const [name, card] of visible) {
      if (depends.every((entry, k) => Object.is(entry, card.asked[k]))) continue;
      const due = card.askedAt + interval - now;
      // Another run, or its end, does not wait.
      const isUrgent = depends[0] !== card.asked[0] || (depends[1] !== card.asked[1] && !isLive);
      if (due > 0 && !isUrgent) {
        wait = Math.min(wait, due);
        continue;
      }
      card.asked = depends;
      card.askedAt = now;
      this.#ask(name as keyof typeof MEASURES, card, isLive);
    }
    if (wait < Infinity) this.#lookSoon(wait);
  }

  #depends(isLive: boolean): readonly unknown[] {
    const { recording, view, document } = this.#lab;
    const { time, measures, chosen, inspected } = view.getState();
    const { stimulus } = document.getState();
    return [recording, isLive, recording?.revision, time.start, time.end, measures, chosen, inspected, stimulus];
  }

  #ask(name: keyof typeof MEASURES, card: CardState, isLive: boolean): void {
    const measure = MEASURES[name];
    let context: MeasureContext | undefined;
    const miss = (problem: string | undefined): undefined => {
      card.miss(problem);
      this.#parts.request();
      return undefined;
    };
    const job: Job = {
      prepare: async () => {
        context = makeContext(this.#lab, { isLive, pause: this.#parts.pause });
        if (!context) {
          const isEmpty = this.#lab.recording?.isEmpty ?? true;
          return miss(
            isEmpty ? 'Press Run: nothing has been recorded yet.' : 'Nothing of this range has been recorded.',
          );
        }
        const request = await measure.prepare(context);
        return typeof request === 'string' ? miss(request) : request;
      },
      take: (result, ms) => {
        card.took = ms;
        card.show(measure.show(result, context!), context!.populations);
        this.#parts.request();
      },
      refuse: (message) => miss(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`),
    };
    this.#queue.ask(name, job);
  }
}

/** The one desk of a lab: its cards are there again when the panel is opened again. */
export const deskOf = onePerLab(
  (lab, request: () => void) =>
    new MeasureDesk(lab, {
      createWorker: createAnalysisWorker,
      request,
      pause,
    }),
);
