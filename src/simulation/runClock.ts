import { Speedometer } from './speedometer.ts';

/**
 * How long a run takes, and how fast it goes, by the wall clock: all of its time counts (the device's, the disk's, what it rests to keep its pace), but
 * for that in which it is halted and its device has nothing to do.
 */
export class RunClock {
  /** Of the wall clock. */
  seconds = 0;
  private readonly speedometer = new Speedometer();
  /** Up to here time was counted, or does not count, ms. */
  private counted = 0;
  private isHalted = true;

  /** Simulated seconds per wall second, averaged over about a second. */
  get speed(): number {
    return this.speedometer.speed;
  }

  /** Time does not count from `now` on, ms. */
  halt(now: number): void {
    if (!this.isHalted) this.add(0, now);
    this.isHalted = true;
  }

  /**
   * Time counts from `now` on, ms.
   * @param busyUntil ms: until when the device was at work on what it had been given before
   */
  goOn(now: number, busyUntil: number): void {
    if (!this.isHalted) return;
    this.add(0, busyUntil);
    this.isHalted = false;
    this.counted = now;
  }

  /** So many ms were simulated until `now`, ms. */
  add(simulated: number, now: number): void {
    const ms = Math.max(0, now - this.counted);
    this.seconds += ms / 1000;
    this.speedometer.add(simulated, ms);
    this.counted += ms;
  }

  /** The run goes at another pace: its speed is measured anew. */
  changePace(now: number): void {
    if (!this.isHalted) this.add(0, now);
    this.speedometer.restart();
  }
}
