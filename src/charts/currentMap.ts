import type { StimulusColumns } from '../model/stimulus/stimulus.ts';
import type { CurrentColours } from './currentColours.ts';
import type { TimeView } from './timeView.ts';

/** More neurons share rows: the strongest current of them is shown. */
const MOST_ROWS = 512;
/** Columns are filled in from every 32nd to each. */
const COARSEST = 32;

/** The currents of all neurons over a stretch of time, filled in from coarse to fine as there is time for it. */
export class CurrentMap {
  readonly rows: number;
  readonly width: number;
  /** Neurons to a row. */
  readonly group: number;
  readonly #stimulus: StimulusColumns;
  readonly #view: TimeView;
  readonly #column: Float64Array;
  /** µA/cm², [width, rows]. */
  readonly #currents: Float32Array;
  readonly #isFilled: Uint8Array;
  #stride = COARSEST;
  #next = 0;

  constructor(stimulus: StimulusColumns, view: TimeView, width: number) {
    this.#stimulus = stimulus;
    this.#view = view;
    this.width = Math.max(1, Math.floor(width));
    this.group = Math.ceil(stimulus.n / MOST_ROWS);
    this.rows = Math.ceil(stimulus.n / this.group);
    this.#column = new Float64Array(stimulus.n);
    this.#currents = new Float32Array(this.width * this.rows);
    this.#isFilled = new Uint8Array(this.width);
  }

  get isComplete(): boolean {
    return this.#stride === 0;
  }

  /** Goes on for about so many ms. */
  work(budget: number): void {
    const end = performance.now() + budget;
    while (!this.isComplete && performance.now() < end) {
      if (this.#isFilled[this.#next] === 0) this.#fill(this.#next);
      this.#next += this.#stride;
      if (this.#next < this.width) continue;
      this.#next = 0;
      this.#stride = Math.floor(this.#stride / 2);
    }
  }

  /** The picture, row by row, [rows, width]. @param largest current of the map's ends, µA/cm² */
  paint(pixels: Uint32Array, colours: CurrentColours, largest: number): void {
    let known = 0;
    for (let column = 0; column < this.width; column++) {
      if (this.#isFilled[column] === 1) known = column;
      for (let row = 0; row < this.rows; row++) {
        pixels[row * this.width + column] = colours.pixel(this.#currents[known * this.rows + row]! / largest);
      }
    }
  }

  #fill(column: number): void {
    const { start, end } = this.#view;
    const { samples, samplesPerMs, n } = this.#stimulus;
    const time = start + ((column + 0.5) / this.width) * (end - start);
    const sample = Math.max(0, Math.min(samples - 1, Math.floor(time * samplesPerMs + 1e-6)));
    this.#stimulus.readColumn(sample, this.#column, 0);
    for (let row = 0; row < this.rows; row++) {
      let strongest = 0;
      const last = Math.min(n, (row + 1) * this.group);
      for (let neuron = row * this.group; neuron < last; neuron++) {
        if (Math.abs(this.#column[neuron]!) > Math.abs(strongest)) strongest = this.#column[neuron]!;
      }
      this.#currents[column * this.rows + row] = strongest;
    }
    this.#isFilled[column] = 1;
  }
}
