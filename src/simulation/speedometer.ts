/** A first figure is given after so many ms of the wall clock, later ones this often: a coarse clock shows no time for a single batch. */
const FIRST_AFTER = 5;
const EVERY = 100;
/** Time constant of the average, ms of the wall clock. */
const AVERAGED_OVER = 1000;

/** How fast a run goes, × real time, averaged over about a second. */
export class Speedometer {
  /** 0 until there is a figure. */
  speed = 0;
  /** Since the figure was last taken, ms. */
  private simulated = 0;
  private wall = 0;

  /** So much was simulated within so much time of the wall clock, ms. */
  add(simulated: number, wall: number): void {
    this.simulated += simulated;
    this.wall += wall;
    const isFirst = this.speed === 0;
    if (this.simulated === 0 || this.wall < (isFirst ? FIRST_AFTER : EVERY)) return;
    const present = this.simulated / this.wall;
    this.speed = isFirst ? present : this.speed + (1 - Math.exp(-this.wall / AVERAGED_OVER)) * (present - this.speed);
    this.simulated = 0;
    this.wall = 0;
  }

  /** Forgets what was measured: from now on the run goes at another pace. */
  restart(): void {
    this.speed = 0;
    this.simulated = 0;
    this.wall = 0;
  }
}
