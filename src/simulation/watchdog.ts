/** A device that has not answered for this long is told of, ms. */
const SILENCE = 2000;

/**
 * Notices a device that does not answer. Silence is counted in ticks of two seconds while work is under way, not read from a
 * clock: a machine that was asleep for an hour has been silent for one tick.
 */
export class Watchdog {
  private readonly patience: number;
  private readonly onSilent: (seconds: number) => void;
  /** Who waits for an answer. */
  private readonly waiting = new Set<(error: Error) => void>();
  private failure: Error | undefined;
  private readonly explain: (seconds: number) => string;
  private underWay = 0;
  private ticks = 0;
  private isOver = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  /**
   * @param patience ms after which the device is given up; Infinity for a device that cannot hang.
   * @param onSilent Hears every two seconds for how long the device has been silent.
   * @param explain The sentence of the error when the device is given up.
   */
  constructor(patience: number, onSilent: (seconds: number) => void, explain: (seconds: number) => string) {
    this.patience = patience;
    this.onSilent = onSilent;
    this.explain = explain;
  }

  /**
   * The device's answer; it rejects when the device is given up before. (`Promise.race` with one promise for a whole run would hold
   * every answer until the run ends.)
   */
  orGivenUp<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.waiting.add(reject);
      void answer.then(resolve, reject).then(() => this.waiting.delete(reject));
    });
  }

  /** Whether work is under way. */
  get isWaiting(): boolean {
    return this.underWay > 0;
  }

  /** Work was handed to the device. */
  begin(): void {
    this.underWay++;
    if (this.underWay === 1) this.restart();
  }

  /** Work came back, whether done or refused. */
  end(): void {
    this.underWay--;
    this.restart();
  }

  /** Nothing is heard any more. */
  stop(): void {
    this.isOver = true;
    clearInterval(this.timer);
  }

  /** Whoever waits for the device hears now that it is given up. */
  giveUp(): void {
    this.stop();
    this.failure ??= new Error(this.explain((this.ticks * SILENCE) / 1000));
    for (const reject of this.waiting) reject(this.failure);
    this.waiting.clear();
  }

  private restart(): void {
    clearInterval(this.timer);
    this.ticks = 0;
    if (this.underWay > 0 && !this.isOver) this.timer = setInterval(() => this.tick(), SILENCE);
  }

  private tick(): void {
    this.ticks++;
    const silence = this.ticks * SILENCE;
    if (silence < this.patience) this.onSilent(silence / 1000);
    else this.giveUp();
  }
}
