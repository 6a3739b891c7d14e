import { createStore } from 'zustand/vanilla';
import { isCountedByEvents } from '../../analysis/firing/spikes.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { ImportedSpikes } from '../../exchange/spikes/importedSpikes.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import type { Recording } from '../../recording/recording.ts';
import { recordingOfSpikes } from '../../recording/recordingOfSpikes.ts';
import type { Lab } from '../lab.ts';
import type { LabDocument } from '../labDocument.ts';
import { isUnderWay } from '../runState.ts';
import { describeDifferences } from './describeDifferences.ts';
import type { Difference } from './describeDifferences.ts';
import type { DescribedRun } from './describedRun.ts';
import { documentOfRun } from './documentOfRun.ts';
import { keepPin, readPin } from './keptPin.ts';
import { LETTERS, MOST_PINS } from './pins.ts';
import type { PinLetter, PinnedRun, PinnedSpikes } from './pins.ts';
import { newId } from '../newId.ts';
import { onePerLab } from '../onePerLab.ts';
import { keptResultsOf } from '../results/keptResults.ts';
import type { CapturedResult, KeptResults, Shelf } from '../results/keptResults.ts';

export const COMPARE_LAYOUTS = ['overlaid', 'sideBySide'] as const;
export type CompareLayout = (typeof COMPARE_LAYOUTS)[number];

export interface ComparisonState {
  /** In the order of their letters. */
  readonly pins: readonly (PinnedRun | PinnedSpikes)[];
  /** The one that was pinned or asked for last: see `Comparison.compared`. */
  readonly against: PinLetter | undefined;
  readonly layout: CompareLayout;
  /** Whether the run on screen is pinned by itself when another one starts. */
  readonly pinsByItself: boolean;
  /** The run before this one, which can still be pinned: its name. */
  readonly offer: string | undefined;
  /** Why the last thing asked for was not done, one sentence. */
  readonly problem: string | undefined;
}

/** A run with its samples. */
interface HeldRun extends DescribedRun {
  readonly recording: Recording;
  readonly document: LabDocument;
}

/**
 * Runs to be compared. Pins are kept with the experiment on screen, and come and go with it. A pin of the run on screen goes on with it, and
 * stands still from the next start on.
 */
class Comparison {
  readonly state: StoreApi<ComparisonState> = createStore<ComparisonState>(() => ({
    pins: [],
    against: undefined,
    layout: 'overlaid',
    pinsByItself: false,
    offer: undefined,
    problem: undefined,
  }));
  readonly #lab: Lab;
  readonly #recordings = new Map<PinLetter, Recording>();
  readonly #results: KeptResults;
  readonly #shelf: Shelf;
  /** Where each pin is kept, and how far its recording was then. */
  readonly #slots = new Map<PinLetter, { readonly slot: string; revision: number }>();
  #watchers = 0;
  /** The run on screen, while somebody watches. */
  #shown: Omit<HeldRun, 'document'> | undefined;
  #offered: HeldRun | undefined;

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.run.subscribe(() => this.#follow());
    this.#results = keptResultsOf(lab);
    this.#shelf = {
      slots: 'pin/',
      own: () => [...this.#slots.values()].map(({ slot }) => slot),
      capture: (slot) => this.#capture(slot),
      clear: () => this.#clear(),
      restore: async ({ slot, name }, value, array) => {
        const { pin, recording } = await readPin(name, value, array, lab.document.getState());
        return () => this.#bringBack(slot, pin, recording);
      },
    };
    this.#results.add(this.#shelf);
  }

  /** The run on screen; undefined before its first sample. */
  get current(): DescribedRun | undefined {
    return describeCurrent(this.#lab);
  }

  recordingOf(letter: PinLetter): Recording | undefined {
    return this.#recordings.get(letter);
  }

  /** The pin that is the run on screen. */
  get pinOnScreen(): PinnedRun | PinnedSpikes | undefined {
    const { recording } = this.#lab;
    if (!recording) return undefined;
    return this.state.getState().pins.find(({ letter }) => this.#recordings.get(letter) === recording);
  }

  /** The pin that the run on screen is compared with: the one that was asked for, else the newest that is not this run itself. */
  get compared(): PinLetter | undefined {
    const { pins, against } = this.state.getState();
    const own = this.pinOnScreen?.letter;
    return against !== own ? against : pins.findLast(({ letter }) => letter !== own)?.letter;
  }

  /** Pins the run on screen. @returns why not, in one sentence; undefined where it is pinned */
  pin(): string | undefined {
    const run = describeCurrent(this.#lab);
    const problem = run
      ? this.#add({ ...run, document: documentOfRun(this.#lab, run) }, false)
      : 'There is no run to pin: press Run first.';
    this.state.setState({ problem });
    return problem;
  }

  /**
   * Pins spikes out of a file as a run of the network that the lab shows: as long as the file says, or until its last spike.
   * @returns why not, in one sentence; undefined where they are pinned
   */
  pinSpikes(imported: ImportedSpikes): string | undefined {
    const { n, preset, counts } = this.#lab.shown.network;
    const populations = populationRanges(PRESETS[preset], n, counts);
    const { name, notes, neuron, time, events } = imported;
    const last = Math.max(time.at(-1) ?? 0, events?.time.at(-1) ?? 0);
    // The end is not part of the stretch, and the last spike has to be.
    const duration = Math.max(Math.floor(imported.duration ?? 0), Math.floor(last) + 1);
    const spikes = { neuron, time };
    const recording = recordingOfSpikes({ n, populations, spikes, ...(events && { events }), duration });
    const hasEventPopulations = populations.some((range) => range.count > 0 && isCountedByEvents(range));
    const assumed = [
      ...(events || !hasEventPopulations ? [] : ['It tells no LN events: spikes of 0 mV are compared.']),
      ...(imported.duration === undefined
        ? ['It does not say how long was recorded: taken until its last spike.']
        : []),
    ];
    const problem = this.#hang(recording, (letter) => ({
      kind: 'spikes',
      letter,
      name,
      file: name,
      notes: [...notes, ...assumed],
      isAutomatic: false,
    }));
    this.state.setState({ problem });
    return problem;
  }

  /** Pins the run before the one on screen. */
  takeOffer(): void {
    const problem = this.#offered && this.#add(this.#offered, false);
    this.state.setState({ problem });
    if (!problem) this.dropOffer();
  }

  dropOffer(): void {
    this.#offered = undefined;
    this.state.setState({ offer: undefined });
  }

  unpin(letter: PinLetter): void {
    const kept = this.#slots.get(letter);
    if (kept) this.#results.forget(kept.slot);
    this.#slots.delete(letter);
    this.#recordings.delete(letter);
    this.state.setState(({ pins, against }) => {
      const left = pins.filter((pin) => pin.letter !== letter);
      return { pins: left, against: against === letter ? left.at(-1)?.letter : against, problem: undefined };
    });
  }

  /** Returns why not, in one sentence. */
  rename(letter: PinLetter, typed: string): string | undefined {
    const name = typed.trim();
    if (name === '') return `A pinned run needs a name, got nothing`;
    this.#change(letter, { name });
    const kept = this.#slots.get(letter);
    if (kept) this.#results.rename(kept.slot, name);
    return undefined;
  }

  compareWith(letter: PinLetter): void {
    this.state.setState({ against: letter });
  }

  /** Makes the document that of the pinned run, engine included; the edit can be undone, but for the engine. */
  open(letter: PinLetter): void {
    const pin = this.state.getState().pins.find((one) => one.letter === letter);
    if (pin?.kind !== 'run') return;
    const { engine, ...described } = pin.document;
    this.#lab.replace(`Back to the pinned run ${letter}: ${pin.name}`, (now) => ({ ...described, engine: now.engine }));
    this.#lab.document.setState({ engine });
  }

  /** From the pinned run to the one on screen; undefined while there is nothing to compare, or of a file. */
  differencesTo(letter: PinLetter): readonly Difference[] | undefined {
    const pin = this.state.getState().pins.find((one) => one.letter === letter);
    const run = this.current;
    return pin?.kind === 'run' && run ? describeDifferences(this.#lab.matrices, pin, run) : undefined;
  }

  /** Keeps the run on screen at hand, so that it can be pinned when another one has started. Returns how to stop. */
  watch(): () => void {
    this.#watchers++;
    this.#follow();
    return () => {
      this.#watchers--;
      if (this.#watchers > 0) return;
      this.#shown = undefined;
      this.dropOffer();
    };
  }

  /** What the lab does with the run on screen. */
  #follow(): void {
    const { recording } = this.#lab;
    const run = describeCurrent(this.#lab);
    const last = this.#shown;
    if (last && !recording) this.#leave(last);
    this.#shown = run && this.#watchers > 0 ? run : undefined;
    this.#keepStanding();
    if (!run || !recording) return;
    for (const pin of this.state.getState().pins) {
      if (pin.kind !== 'run' || this.#recordings.get(pin.letter) !== recording) continue;
      const { started, edits, engine } = run;
      if (pin.edits === edits && pin.engine === engine && pin.started === started) continue;
      this.#change(pin.letter, { started, edits, engine, document: documentOfRun(this.#lab, run) });
      if (!this.#goesOn(recording)) this.#keepSoon(pin.letter);
    }
  }

  /** The run leaves the screen: another one starts, or none is shown. */
  #leave(last: Omit<HeldRun, 'document'>): void {
    if (last.recording.isEmpty || [...this.#recordings.values()].includes(last.recording)) return;
    const held = { ...last, document: documentOfRun(this.#lab, last) };
    if (this.state.getState().pinsByItself) {
      this.#add(held, true);
      return;
    }
    this.#offered = held;
    this.state.setState({ offer: this.#nameOf(held) });
  }

  #add(run: HeldRun, isAutomatic: boolean): string | undefined {
    const { recording, document, started, edits, engine, stimulus } = run;
    if ([...this.#recordings.values()].includes(recording)) return undefined;
    const name = this.#nameOf(run);
    return this.#hang(recording, (letter) => ({
      kind: 'run',
      letter,
      name,
      started,
      edits,
      engine,
      stimulus,
      document,
      isAutomatic,
    }));
  }

  /** Gives it a letter, the first that is free. @returns why not, in one sentence */
  #hang(recording: Recording, pinOf: (letter: PinLetter) => PinnedRun | PinnedSpikes): string | undefined {
    const { pins } = this.state.getState();
    if (pins.length === MOST_PINS) {
      const oldest = pins.find((pin) => pin.isAutomatic);
      if (!oldest) return `${MOST_PINS} runs are pinned, as many as fit: unpin one first.`;
      this.unpin(oldest.letter);
    }
    const rest = this.state.getState().pins;
    const letter = LETTERS.find((one) => rest.every((pin) => pin.letter !== one))!;
    const slot = this.#shelf.slots + newId();
    this.#put(slot, pinOf(letter), recording);
    this.state.setState({ against: letter });
    this.#results.keep(this.#shelf, slot);
    return undefined;
  }

  #put(slot: string, pin: PinnedRun | PinnedSpikes, recording: Recording): void {
    this.#recordings.set(pin.letter, recording);
    this.#slots.set(pin.letter, { slot, revision: recording.revision });
    this.state.setState(({ pins }) => ({
      pins: [...pins, pin].toSorted((a, b) => LETTERS.indexOf(a.letter) - LETTERS.indexOf(b.letter)),
    }));
  }

  /** A pin of an earlier visit, with its letter where that is free. */
  #bringBack(slot: string, pin: PinnedRun | PinnedSpikes, recording: Recording): void {
    const letter = [pin.letter, ...LETTERS].find((one) => !this.#recordings.has(one));
    if (letter === undefined) {
      const problem = `${MOST_PINS} runs are pinned, as many as fit: “${pin.name}” of an earlier visit has no place among them.`;
      this.state.setState({ problem });
      return;
    }
    this.#put(slot, { ...pin, letter }, recording);
    this.state.setState(({ against = letter }) => ({ against }));
  }

  #capture(slot: string): CapturedResult | undefined {
    const [letter, kept] = [...this.#slots].find(([, one]) => one.slot === slot) ?? [];
    const pin = this.state.getState().pins.find((one) => one.letter === letter);
    const recording = letter && this.#recordings.get(letter);
    if (!kept || !pin || !recording) return undefined;
    kept.revision = recording.revision;
    return { name: pin.name, describe: () => keepPin(pin, recording) };
  }

  /** Keeps those that stand still, where they have come further than what was kept. */
  #keepStanding(): void {
    for (const [letter, { revision }] of this.#slots) {
      const recording = this.#recordings.get(letter)!;
      if (!this.#goesOn(recording) && recording.revision !== revision) this.#keepSoon(letter);
    }
  }

  #goesOn(recording: Recording): boolean {
    const { status } = this.#lab.run.getState();
    return recording === this.#lab.recording && isUnderWay(status) && status !== 'paused';
  }

  #keepSoon(letter: PinLetter): void {
    const kept = this.#slots.get(letter);
    if (kept) this.#results.keepSoon(this.#shelf, kept.slot);
  }

  /** Another experiment is on screen. */
  #clear(): void {
    this.#recordings.clear();
    this.#slots.clear();
    this.dropOffer();
    this.state.setState({ pins: [], against: undefined, problem: undefined });
  }

  #nameOf(run: HeldRun): string {
    const { pins } = this.state.getState();
    const before = pins.find((pin) => pin.kind === 'run');
    const [first, second, ...more] = before ? describeDifferences(this.#lab.matrices, before, run) : [];
    const rest = more.length > 0 ? ` and ${more.length} more` : '';
    if (first) return `${second ? `${first.text}; ${second.text}` : first.text}${rest}`;
    const again = before ? ', again' : '';
    return `${run.document.title || 'Run'}, seed ${run.started.network.seed}${again}`;
  }

  #change(letter: PinLetter, change: Partial<Omit<PinnedRun, 'kind'>>): void {
    this.state.setState(({ pins }) => ({
      pins: pins.map((pin) => (pin.letter === letter ? { ...pin, ...change } : pin)),
    }));
  }
}

function describeCurrent({ run, recording, document }: Lab): Omit<HeldRun, 'document'> | undefined {
  const { run: now, started = now, edits, engine } = run.getState();
  if (!recording || recording.isEmpty || !started) return undefined;
  return { started, edits, engine, stimulus: document.getState().stimulus, recording };
}

/** The lab's comparison. */
export const comparisonOf = onePerLab((lab) => new Comparison(lab));
