import type { Progress } from '../simulation/protocol.ts';

/** Where the lines go: process.stderr fits. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** ms between two states of the one line on a terminal, and between two lines elsewhere, where each of them stays. */
const REDRAW_EVERY = 100;
const LOG_EVERY = 5000;

const CLEAR_LINE = '\r\u001b[K';

/** Shows how far a run is: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
export class ProgressLine {
  private readonly stream: ProgressStream;
  private readonly now: () => number;
  private shownAt: number;

  /** @param now A clock in ms. */
  constructor(stream: ProgressStream, now: () => number = () => performance.now()) {
    this.stream = stream;
    this.now = now;
    this.shownAt = now();
  }

  show(progress: Progress): void {
    this.showText(() => describeProgress(progress));
  }

  showText(describe: () => string): void {
    const { isTTY } = this.stream;
    const now = this.now();
    if (now - this.shownAt < (isTTY ? REDRAW_EVERY : LOG_EVERY)) return;
    this.shownAt = now;
    this.stream.write(isTTY ? CLEAR_LINE + describe() : `${describe()}\n`);
  }

  /** Leaves the terminal with an empty line to write on. */
  end(): void {
    if (this.stream.isTTY) this.stream.write(CLEAR_LINE);
  }
}

/** '120 of 200 ms, 0.42 × real time, 3 s left' */
export function describeProgress({ step, steps, time, wallSeconds }: Progress): string {
  const duration = (time / step) * steps;
  const secondsLeft = (wallSeconds / step) * (steps - step);
  const speed = describeSpeed(time, wallSeconds);
  return `${rounded(time)} of ${rounded(duration)} ms, ${speed}, ${Math.ceil(secondsLeft)} s left`;
}

/** '0.42 × real time', from the simulated time in ms and the seconds it took. */
export function describeSpeed(time: number, wallSeconds: number): string {
  return `${Number((time / 1000 / wallSeconds).toPrecision(2))} × real time`;
}

function rounded(time: number): number {
  return Number(time.toFixed(1));
}
