/**
 * An explicit Runge-Kutta method of two or more stages, each depending on the one before it alone (midpoint, classic RK4), so that a
 * step needs three copies of the state however many stages it has.
 */
export interface Integrator {
  readonly name: string;
  readonly stages: readonly {
    /** Where the stage lies: 0, 1 or 2 half-steps after the start of the step. */
    readonly halfSteps: 0 | 1 | 2;
    /** Its state is X + a · dt · (derivative of the previous stage); 0 for the first. */
    readonly a: number;
    /** Its derivative enters the step as X + dt / divisor · Σ weight · derivative. */
    readonly weight: number;
  }[];
  readonly divisor: number;
  /**
   * Whether engines in float32 keep the state as a high and a low part and add to both (compensated summation); true unless it
   * says otherwise. float64 has no need of it.
   */
  readonly isCompensated?: boolean;
}

/** The classic Runge-Kutta method of fourth order (Kutta 1901), written like NerveFlow: X + dt/6 (k1 + 2 k2 + 2 k3 + k4). */
export const rk4: Integrator = {
  name: 'rk4',
  stages: [
    { halfSteps: 0, a: 0, weight: 1 },
    { halfSteps: 1, a: 0.5, weight: 2 },
    { halfSteps: 1, a: 0.5, weight: 2 },
    { halfSteps: 2, a: 1, weight: 1 },
  ],
  divisor: 6,
};
