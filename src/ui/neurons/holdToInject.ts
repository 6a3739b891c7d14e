import { startInjection, stopInjection } from '../../store/edits/injection.ts';
import type { Lab } from '../../store/lab.ts';

/** A press is a hold after so many ms: longer than a click, or than a hand needs to begin a drag. */
const HOLD_MS = 450;

/** Press a neuron and hold it: a current flows into it until it is let go. */
export class HoldToInject {
  readonly #lab: Lab;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHeld = false;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Whether a current flows because of this press. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  press(neuron: number): void {
    this.release();
    this.#timer = setTimeout(() => {
      this.#isHeld = startInjection(this.#lab, neuron) === undefined;
    }, HOLD_MS);
  }

  /** The press became something else, a drag: it is no hold, unless a current flows already. */
  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** Lets go. Returns whether the press was a hold, which is no click then. */
  release(): boolean {
    clearTimeout(this.#timer);
    const wasHeld = this.#isHeld;
    this.#isHeld = false;
    if (wasHeld) stopInjection(this.#lab);
    return wasHeld;
  }
}
