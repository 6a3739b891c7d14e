import type { Lab } from '../store/lab.ts';
import { openByAddress } from './controls/useAddress.ts';
import { withFiles } from './experiment/withFiles.ts';
import { redo, undo } from './history/takeBack.ts';
import { resetRun } from '../store/mayStop.ts';
import { goSlower, goFaster, stepBy, stepOnce } from '../store/transport.ts';

/** A key that works wherever nobody types and no control has a use of its own for it. */
export interface Shortcut {
  /** `KeyboardEvent.key`, a letter in lower case: ' ', 'r', '['. */
  readonly key: string;
  /** With Ctrl, or ⌘ on a Mac; without either where it is left out. */
  readonly withControl?: boolean;
  /** Matters for letters only: which other keys need it depends on the keyboard. */
  readonly withShift?: boolean;
  /** As it stands on the key: 'Space', 'R'. */
  readonly label: string;
  /** Under which heading it is listed. */
  readonly topic: 'Transport' | 'Editing' | 'Experiment' | 'Help';
  /** What it does, in lower case: 'run, pause, resume'. */
  readonly does: string;
  /** Whether a key that is held down does it again and again. */
  readonly repeats?: boolean;
  /** Whether it works in text fields without a draft and in dialogs too: `useHistoryKeys`. */
  readonly isEverywhere?: boolean;
  readonly act: (lab: Lab) => void;
}

const EDITING = { topic: 'Editing', repeats: true, isEverywhere: true } as const;

/** All of them, in the order in which they are listed. */
export const SHORTCUTS: readonly Shortcut[] = [
  { key: ' ', label: 'Space', topic: 'Transport', does: 'run, pause, resume', act: (lab) => lab.runOrPause() },
  { key: '.', label: '.', topic: 'Transport', does: 'one step of dt', repeats: true, act: stepOnce },
  {
    key: '>',
    label: '>',
    topic: 'Transport',
    does: 'one millisecond',
    repeats: true,
    act: (lab) => stepBy(lab, 1),
  },
  { key: '[', label: '[', topic: 'Transport', does: 'slower', act: goSlower },
  { key: ']', label: ']', topic: 'Transport', does: 'faster', act: goFaster },
  { key: 'r', label: 'R', topic: 'Transport', does: 'reset', act: resetRun },
  { key: 'z', withControl: true, label: 'Ctrl Z', does: 'undo', act: undo, ...EDITING },
  { key: 'z', withControl: true, withShift: true, label: 'Ctrl Shift Z', does: 'redo', act: redo, ...EDITING },
  { key: 'y', withControl: true, label: 'Ctrl Y', does: 'redo', act: redo, ...EDITING },
  {
    key: 's',
    withControl: true,
    label: 'Ctrl S',
    topic: 'Experiment',
    does: 'save the experiment as a file',
    isEverywhere: true,
    act: (lab) => void withFiles(lab, (files) => void files.saveExperiment(lab)),
  },
  {
    key: 'o',
    withControl: true,
    label: 'Ctrl O',
    topic: 'Experiment',
    does: 'open an experiment from a file',
    isEverywhere: true,
    act: (lab) => void withFiles(lab, (files) => files.chooseExperiment(lab)),
  },
  { key: '?', label: '?', topic: 'Help', does: 'this page', act: () => openByAddress('#keys') },
];

/** Keys that count where the focus is. */
export const KEYS_BY_PLACE: readonly {
  readonly place: string;
  readonly keys: readonly { readonly label: string; readonly does: string }[];
}[] = [
  {
    place: 'Charts',
    keys: [
      { label: '← →', does: 'move the cursor' },
      { label: 'Shift ← →', does: 'move in time; also by a drag' },
      { label: 'Page ↑ ↓', does: 'turn a whole view' },
      { label: '+ −', does: 'zoom; also by the wheel or two fingers' },
      { label: '0', does: 'whole run; also by a double click' },
      { label: 'End', does: 'to the newest samples, and along with the run' },
      { label: 'E', does: 'to the next edit; with Shift to the one before' },
      { label: 'Esc', does: 'put the cursor away' },
    ],
  },
  {
    place: 'Numbers',
    keys: [
      { label: '↑ ↓', does: 'a step up or down' },
      { label: 'Enter', does: 'take what is typed' },
      { label: 'Esc', does: 'bring the old value back' },
    ],
  },
  {
    place: 'Grid of neurons',
    keys: [
      { label: '← → ↑ ↓', does: 'walk from neuron to neuron' },
      { label: 'Enter', does: 'show its trace, or take it away' },
      { label: 'I', does: 'inject a current while it is held' },
    ],
  },
  {
    place: 'Matrix',
    keys: [
      { label: '← → ↑ ↓', does: 'move over the cells; with Shift select' },
      { label: 'Home End', does: 'along the row; with Ctrl to the corners' },
      { label: 'PageUp PageDown', does: 'from population to population' },
      { label: 'Enter Space', does: 'make a synapse, or take it away' },
      { label: 'Delete', does: 'clear what is selected' },
      { label: 'P E S', does: 'paint, erase, select' },
      { label: 'C R H V B', does: 'cell, rectangle, row, column, block' },
      { label: 'Ctrl A', does: 'select all; Ctrl C and V copy and paste' },
      { label: '+ − 0', does: 'zoom in, out, all' },
    ],
  },
  {
    place: 'Values of single neurons',
    keys: [
      { label: '← →', does: 'from neuron to neuron; with Shift select' },
      { label: '↑ ↓', does: 'more, less; with Shift in large steps' },
      { label: '0 … 9', does: 'type a value, or a factor like *0.5' },
      { label: 'Delete', does: 'back to the model’s value' },
    ],
  },
  {
    place: 'Timeline of currents',
    keys: [
      { label: '← →', does: 'earlier, later; Shift moves the end, Alt the start' },
      { label: '↑ ↓', does: 'choose another current' },
      { label: '+ −', does: 'stronger, weaker' },
      { label: 'Space', does: 'switch it on and off' },
      { label: 'Delete', does: 'remove it' },
    ],
  },
  {
    place: 'Who receives a current',
    keys: [
      { label: '← → ↑ ↓', does: 'walk from neuron to neuron; with Shift carry on' },
      { label: 'Space', does: 'add the neuron, or take it away' },
    ],
  },
  {
    place: 'Picture of a sweep',
    keys: [
      { label: '← → ↑ ↓', does: 'walk from cell to cell' },
      { label: 'Enter', does: 'open the network of the cell' },
    ],
  },
  {
    place: 'Editor below the charts',
    keys: [{ label: '↑ ↓', does: 'on its upper border: higher, lower' }],
  },
];

/** The one that a key press asks for; undefined where there is none. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>,
): Shortcut | undefined {
  if (event.altKey) return undefined;
  const key = event.key.toLowerCase();
  const isLetter = /^\p{L}$/u.test(key);
  return SHORTCUTS.find(
    (one) =>
      one.key === key &&
      (one.withControl ?? false) === (event.ctrlKey || event.metaKey) &&
      (!isLetter || (one.withShift ?? false) === event.shiftKey) &&
      (one.repeats || !event.repeat),
  );
}
