import type { Lab } from '../store/lab.ts';
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
  readonly topic: 'Transport' | 'Editing';
  /** What it does, in lower case: 'run, pause, resume'. */
  readonly does: string;
  /** Whether a key that is held down does it again and again. */
  readonly repeats?: boolean;
  readonly act: (lab: Lab) => void;
}

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
  { key: 'r', label: 'R', topic: 'Transport', does: 'reset', act: (lab) => lab.reset() },
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
