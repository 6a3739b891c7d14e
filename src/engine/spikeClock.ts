import { MOST_HALF_STEPS, ceilToGrid } from '../compiler/layout.ts';

/**
 * The firing memory on the host. Engines know how long ago each neuron fired (whole half-steps of dt / 2, standing still at
 * MOST_HALF_STEPS), never when: so no counter runs out and no time in float32 stops advancing. The exact times are kept here.
 */
export class SpikeClock {
  /** ms, [n]. */
  private readonly t_fire: Float64Array<ArrayBuffer>;
  private readonly dt: number;

  constructor(t_fire: Float64Array, dt: number) {
    this.t_fire = Float64Array.from(t_fire);
    this.dt = dt;
  }

  /** Half-steps since the last spike as they stand at the start of a step, [n]; negative for a spike still to come. */
  ages(step: number): Int32Array<ArrayBuffer> {
    return Int32Array.from(this.t_fire, (_, neuron) => this.age(neuron, step));
  }

  /** The same of one neuron. */
  age(neuron: number, step: number): number {
    const age = 2 * step - ceilToGrid(this.t_fire[neuron]!, this.dt);
    return Math.max(-MOST_HALF_STEPS, Math.min(MOST_HALF_STEPS, age));
  }

  /** Takes note of recorded spikes, in the order of their steps. */
  record(spikeNeuron: Int32Array, spikeStep: Float64Array): void {
    spikeNeuron.forEach((neuron, s) => (this.t_fire[neuron] = spikeStep[s]! * this.dt));
  }

  /** Time of each neuron's last spike, ms, [n]. */
  times(): Float64Array<ArrayBuffer> {
    return this.t_fire.slice();
  }
}
