/** Steps are handed out at most this often, ms: about once per frame of a screen. */
const FRAME = 16;
/** What a run has fallen behind its pace beyond this is forgotten, ms: a hidden page, an edit, a slow device are no reason for a burst. */
const MOST_BEHIND = 100;

/** How far a run may have gone by now, so that it keeps a pace: no steps are lost to rounding, however few a frame takes. */
export class Pace {
  /** Steps per ms of the wall clock. */
  private readonly rate: number;
  /** A moment (ms of the wall clock) and the step that was due at it. */
  private anchor: { readonly time: number; readonly step: number };
  private granted: number;
  private grantedAt: number;

  /**
   * @param msPerSecond simulated ms per second of the wall clock.
   * @param dt ms.
   * @param step at which the pace begins, at the time `now` (ms of the wall clock).
   * @throws RangeError when there is no such pace.
   */
  constructor(msPerSecond: number, dt: number, step: number, now: number) {
    if (!(msPerSecond > 0)) {
      throw new RangeError(`a pace of ${msPerSecond} ms per second: expected a positive number`);
    }
    this.rate = msPerSecond / 1000 / dt;
    this.anchor = { time: now, step };
    this.granted = step;
    this.grantedAt = now;
  }

  /**
   * The step that no batch may go beyond now.
   * @param step how far the run is.
   */
  grant(step: number, now: number): number {
    if (now < this.grantedAt + FRAME) return this.granted;
    // The step that has just become due is no delay, however long a step takes at this pace.
    const most = 1 + MOST_BEHIND * this.rate;
    if (this.due(now) - step > most) this.anchor = { time: now, step: step + most };
    this.granted = Math.floor(this.due(now));
    this.grantedAt = now;
    return this.granted;
  }

  /** How long nothing more will be granted, ms. */
  delay(now: number): number {
    const nextStep = this.anchor.time + (this.granted + 1 - this.anchor.step) / this.rate;
    return Math.max(0, Math.max(this.grantedAt + FRAME, nextStep) - now);
  }

  private due(now: number): number {
    return this.anchor.step + (now - this.anchor.time) * this.rate;
  }
}
