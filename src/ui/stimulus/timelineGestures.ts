import { laneHitAt, levelPerPixel } from '../../charts/drawStimulusLanes.ts';
import type { LaneHit, StimulusLane } from '../../charts/drawStimulusLanes.ts';
import type { Size } from '../../charts/frame.ts';
import { niceStep } from '../../charts/ticks.ts';
import { timePerPixel } from '../../charts/timeView.ts';
import { HELD } from '../../store/history.ts';
import type { Lab } from '../../store/lab.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { removePart, setPart, setTimes, togglePart } from '../../store/edits/stimulusEdits.ts';
import { PART_FIELDS, levelFieldOf } from '../../store/edits/stimulusFields.ts';
import type { PartField } from '../../store/edits/stimulusFields.ts';
import { shownEntry } from '../../store/edits/stimulusParts.ts';

/** What the timeline shows now. */
export interface TimelineState {
  readonly size: Size;
  readonly lanes: readonly StimulusLane[];
  readonly entries: readonly StimulusEntry[];
}

interface Drag {
  readonly id: string;
  readonly part: LaneHit['part'];
  readonly from: { readonly x: number; readonly y: number };
  readonly onset: number;
  readonly offset: number;
  readonly level: number;
  readonly msPerPixel: number;
  readonly levelPerPixel: number;
  readonly gesture: string;
}

const CURSORS: Readonly<Record<LaneHit['part'], string>> = {
  onset: 'ew-resize',
  offset: 'ew-resize',
  level: 'ns-resize',
  body: 'grab',
  beside: 'crosshair',
};

let gestures = 0;

/**
 * Pointer and keys over the timeline: the body of a current moves it, its edges move its onset and offset, the handle its amplitude. What
 * is pressed beside a current is left to the gestures of all charts.
 */
export class TimelineGestures {
  readonly #lab: Lab;
  readonly #read: () => TimelineState;
  #drag: Drag | undefined;

  constructor(lab: Lab, read: () => TimelineState) {
    this.#lab = lab;
    this.#read = read;
  }

  /** Listens on the timeline; returns how to stop. */
  attach(element: HTMLElement): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('pointerdown', (event) => this.#handleDown(event, element), { signal });
    element.addEventListener('pointermove', (event) => this.#handleMove(event, element), { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      element.addEventListener(end, () => (this.#drag = undefined), { signal });
    }
    // A double click on a current shows no other stretch of time.
    element.addEventListener(
      'dblclick',
      (event) => this.#hit(event, element)?.part !== 'beside' && event.stopPropagation(),
      {
        signal,
      },
    );
    element.addEventListener('keydown', (event) => this.#handleKey(event), { signal });
    return () => listening.abort();
  }

  #hit(event: MouseEvent, element: HTMLElement): LaneHit | undefined {
    const { left, top } = element.getBoundingClientRect();
    const { size, lanes } = this.#read();
    return laneHitAt(size, lanes, this.#lab.view.getState().time, event.clientX - left, event.clientY - top);
  }

  #handleDown(event: PointerEvent, element: HTMLElement): void {
    if (event.button !== 0) return;
    const hit = this.#hit(event, element);
    const { size, lanes, entries } = this.#read();
    const entry = hit && entries[hit.lane];
    if (!entry) return;
    this.#lab.view.setState({ stimulusEntry: entry.id });
    const { part } = entry;
    if (hit.part === 'beside' || part.kind === 'array') return;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
    const field = levelFieldOf(part);
    this.#drag = {
      id: entry.id,
      part: hit.part,
      from: { x: event.clientX, y: event.clientY },
      onset: part.onset,
      offset: part.offset,
      level: field ? (PART_FIELDS[field].read(part) ?? 0) : 0,
      msPerPixel: timePerPixel(size, this.#lab.view.getState().time),
      levelPerPixel: levelPerPixel(lanes[hit.lane]!),
      gesture: `${HELD} drag ${++gestures}`,
    };
  }

  #handleMove(event: PointerEvent, element: HTMLElement): void {
    const drag = this.#drag;
    if (!drag) {
      element.style.cursor = CURSORS[this.#hit(event, element)?.part ?? 'beside'];
      return;
    }
    event.stopPropagation();
    const { id, onset, offset, gesture } = drag;
    if (drag.part === 'level') {
      const entry = this.#entries.find((one) => one.id === id);
      if (entry)
        this.#setLevel(entry, drag.level + (drag.from.y - event.clientY) * drag.levelPerPixel, drag.levelPerPixel);
      return;
    }
    // Times stand on round numbers that a pixel can tell apart.
    const grain = niceStep(drag.msPerPixel, 1);
    const moved = (event.clientX - drag.from.x) * drag.msPerPixel;
    const on = (time: number): number => Math.round((time + moved) / grain) * grain;
    if (drag.part === 'body') {
      const shift = Math.max(-onset, on(onset) - onset);
      setTimes(this.#lab, id, { onset: onset + shift, offset: offset + shift }, gesture);
    } else if (drag.part === 'onset') {
      setTimes(this.#lab, id, { onset: Math.min(offset, on(onset)), offset }, gesture);
    } else {
      setTimes(this.#lab, id, { onset, offset: Math.max(onset, on(offset)) }, gesture);
    }
  }

  #setLevel(entry: StimulusEntry, value: number, perPixel: number): void {
    const name = levelFieldOf(entry.part);
    if (!name) return;
    const { least, most }: PartField = PART_FIELDS[name];
    const grain = niceStep(perPixel, 1);
    const level = Math.min(most, Math.max(least, Math.round(value / grain) * grain));
    setPart(this.#lab, entry.id, name, Number(level.toPrecision(12)));
  }

  get #entries(): readonly StimulusEntry[] {
    return this.#lab.document.getState().stimulus;
  }

  /** Arrows move the chosen current, with Shift its end, with Alt its start; up and down choose another. */
  #handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const { time, stimulusEntry } = this.#lab.view.getState();
    const entry = shownEntry(this.#entries, stimulusEntry);
    if (!entry) return;
    const place = this.#entries.indexOf(entry);
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        this.#moveByKey(entry, event, niceStep((time.end - time.start) / 100, 1));
        break;
      case 'ArrowUp':
      case 'ArrowDown': {
        const next = this.#entries[place + (event.key === 'ArrowUp' ? -1 : 1)];
        if (next) this.#lab.view.setState({ stimulusEntry: next.id });
        break;
      }
      case '+':
      case '=':
      case '-': {
        const field = levelFieldOf(entry.part);
        const level = field && PART_FIELDS[field].read(entry.part);
        if (level !== undefined) this.#setLevel(entry, level + (event.key === '-' ? -1 : 1), 1);
        break;
      }
      case ' ':
        togglePart(this.#lab, entry.id);
        break;
      case 'Delete':
      case 'Backspace':
        removePart(this.#lab, entry.id);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #moveByKey({ id, part }: StimulusEntry, event: KeyboardEvent, step: number): void {
    if (part.kind === 'array') return;
    const by = event.key === 'ArrowLeft' ? -step : step;
    const { onset, offset } = part;
    const gesture = `keys ${id} ${event.shiftKey ? 'end' : event.altKey ? 'start' : 'body'}`;
    if (event.shiftKey) setTimes(this.#lab, id, { onset, offset: Math.max(onset, offset + by) }, gesture);
    else if (event.altKey)
      setTimes(this.#lab, id, { onset: Math.min(offset, Math.max(0, onset + by)), offset }, gesture);
    else {
      const shift = Math.max(-onset, by);
      setTimes(this.#lab, id, { onset: onset + shift, offset: offset + shift }, gesture);
    }
  }
}
