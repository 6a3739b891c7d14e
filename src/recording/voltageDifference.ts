import type { Recording } from './recording.ts';
import { SampleRing } from './sampleRing.ts';
import type { Extent } from './sampleRing.ts';

/** mV: what float32, in which V is kept, tells apart near the resting potential (2⁻¹⁷); smaller differences are 0 here. */
export const LEAST_DIFFERENCE = 2 ** -17;

/** mV: from here on two runs are said to differ. */
export const DIFFERENT = 1;

/** Columns of the series. */
const LARGEST = 0;
const ROOT_MEAN_SQUARE = 1;

/** Where V of two runs differs first by more than DIFFERENT. */
export interface FirstVoltageDifference {
  /** ms. */
  readonly time: number;
  readonly neuron: number;
  /** mV. */
  readonly a: number;
  readonly b: number;
}

/**
 * How far V of two runs of the same neurons lies apart, at the times that both recorded, as log₁₀ of mV: the largest |ΔV| of all neurons and
 * the root mean square over them. Grows with the recordings: call `update` before reading.
 */
export class VoltageDifference {
  readonly a: Recording;
  readonly b: Recording;
  /** ms from one compared row to the next: of the recording with the longer interval. */
  readonly rowInterval: number;
  /** Undefined while they do not differ so much. */
  first: FirstVoltageDifference | undefined;
  /** The largest |ΔV| so far, mV. */
  largest = 0;
  readonly #series = new SampleRing(2, Infinity);
  readonly #row = new Float64Array(2);
  readonly #stepA: number;
  readonly #stepB: number;

  /** @throws RangeError where the runs cannot be compared row by row: `comparisonProblem` says why. */
  constructor(a: Recording, b: Recording) {
    const problem = comparisonProblem(a, b) ?? (a.hasVoltage && b.hasVoltage ? undefined : WITHOUT_VOLTAGE);
    if (problem !== undefined) throw new RangeError(problem);
    this.a = a;
    this.b = b;
    this.rowInterval = Math.max(a.rowInterval, b.rowInterval);
    this.#stepA = Math.round(this.rowInterval / a.rowInterval);
    this.#stepB = Math.round(this.rowInterval / b.rowInterval);
  }

  /** One past the last compared row. */
  get endRow(): number {
    return this.#series.endRow;
  }

  /** Up to when both have been compared, ms. */
  get time(): number {
    return this.endRow * this.rowInterval;
  }

  /** How many rows both recordings have by now that are not compared yet. */
  get rowsLeft(): number {
    const { a, b } = this;
    return Math.min(Math.ceil(a.endRow / this.#stepA), Math.ceil(b.endRow / this.#stepB)) - this.endRow;
  }

  /** Takes the rows that both recordings have by now, or the first `most` of them. Rows that one of them no longer holds are left out: NaN. */
  update(most = Infinity): void {
    const { a, b } = this;
    const end = this.endRow + Math.min(most, this.rowsLeft);
    for (let row = this.endRow; row < end; row++) {
      const before = a.voltageRow(row * this.#stepA);
      const after = b.voltageRow(row * this.#stepB);
      if (before && after) this.#compare(row, before, after);
      else this.#row.fill(NaN);
      this.#series.append(this.#row, 0);
    }
  }

  /** log₁₀ of the largest |ΔV| in mV at a row, or of the root mean square; NaN where it was not compared. */
  value(column: 'largest' | 'rms', row: number): number {
    return this.#series.value(columnOf(column), row);
  }

  /** The same over the rows from ≤ row < to, into `into`; false where there are none. */
  extent(column: 'largest' | 'rms', from: number, to: number, into: Extent): boolean {
    return this.#series.extent(columnOf(column), from, to, into);
  }

  #compare(row: number, before: Float32Array, after: Float32Array): void {
    let largest = 0;
    let sum = 0;
    let where = 0;
    for (let neuron = 0; neuron < before.length; neuron++) {
      const difference = Math.abs(after[neuron]! - before[neuron]!);
      sum += difference * difference;
      if (difference > largest) {
        largest = difference;
        where = neuron;
      }
    }
    this.largest = Math.max(this.largest, largest);
    if (!this.first && largest > DIFFERENT) {
      this.first = { time: row * this.rowInterval, neuron: where, a: before[where]!, b: after[where]! };
    }
    this.#row[LARGEST] = logarithm(largest);
    this.#row[ROOT_MEAN_SQUARE] = logarithm(Math.sqrt(sum / before.length));
  }
}

const WITHOUT_VOLTAGE = 'One of the runs has spikes only: V cannot be compared.';

/** Why two runs cannot be compared neuron by neuron and, where both have V, row by row, in one sentence; undefined where they can. */
export function comparisonProblem(a: Recording, b: Recording): string | undefined {
  const areSame =
    a.n === b.n &&
    a.populations.length === b.populations.length &&
    a.populations.every(({ name, count }, p) => name === b.populations[p]!.name && count === b.populations[p]!.count);
  const sizes = [a, b].map(({ populations }) => populations.map(({ name, count }) => `${count} ${name}`).join(' and '));
  if (!areSame) return `The runs have other neurons (${sizes[0]}; ${sizes[1]}): no neuron can be compared with itself.`;
  if (!a.hasVoltage || !b.hasVoltage) return undefined;
  const [fine, coarse] = [a.rowInterval, b.rowInterval].toSorted((one, other) => one - other);
  const ratio = coarse! / fine!;
  if (Math.abs(ratio - Math.round(ratio)) < 1e-6) return undefined;
  return `V was kept every ${shown(a.rowInterval)} ms and every ${shown(b.rowInterval)} ms: the longer interval must be a multiple of the shorter one.`;
}

function shown(interval: number): string {
  return String(Number(interval.toPrecision(6)));
}

function columnOf(column: 'largest' | 'rms'): number {
  return column === 'largest' ? LARGEST : ROOT_MEAN_SQUARE;
}

/** So that equal voltages stand at the foot of a logarithmic axis. */
function logarithm(difference: number): number {
  return Math.log10(Math.max(difference, LEAST_DIFFERENCE));
}
