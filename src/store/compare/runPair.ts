import { firstSpikeChange } from '../../analysis/runs/firstSpikeChange.ts';
import type { SpikeChange } from '../../analysis/runs/firstSpikeChange.ts';
import type { Recording } from '../../recording/recording.ts';
import { VoltageDifference, comparisonProblem } from '../../recording/voltageDifference.ts';

/** So many values are compared in some ms. */
const MOST_VALUES = 2e6;

/** Two runs neuron by neuron, as far as both have come: a pinned one and the one on screen. */
export class RunPair {
  readonly a: Recording;
  readonly b: Recording;
  /** Why they cannot be compared neuron by neuron, one sentence. */
  readonly problem: string | undefined;
  /** Undefined where there is a problem, or one of them has spikes only. */
  readonly difference: VoltageDifference | undefined;
  #change: SpikeChange | undefined;
  #changeAt = NaN;

  constructor(a: Recording, b: Recording) {
    this.a = a;
    this.b = b;
    this.problem = comparisonProblem(a, b);
    const hasDifference = this.problem === undefined && a.hasVoltage && b.hasVoltage;
    this.difference = hasDifference ? new VoltageDifference(a, b) : undefined;
  }

  /** Takes what the recordings have got since, so much of it that the page goes on drawing. */
  update(): void {
    this.difference?.update(Math.ceil(MOST_VALUES / this.a.n));
  }

  /** How many rows of V are still to be taken. */
  get rowsLeft(): number {
    return this.difference?.rowsLeft ?? 0;
  }

  /** The first spike that is not in both at the same time: what has been found stays, since both only grow. */
  get spikeChange(): SpikeChange | undefined {
    const until = Math.min(this.a.time, this.b.time);
    if (this.problem !== undefined || this.#changeAt === until || isSettled(this.#change, this.#changeAt)) {
      return this.#change;
    }
    this.#changeAt = until;
    this.#change = firstSpikeChange(this.a, this.b);
    return this.#change;
  }
}

/** Later samples can bring no earlier change once the runs have gone on beyond what moved. */
function isSettled(change: SpikeChange | undefined, at: number): boolean {
  return change !== undefined && Math.max(change.time, change.movedTo ?? 0) + SETTLED < at;
}

/** ms. */
const SETTLED = 10;

const pairs = new WeakMap<Recording, WeakMap<Recording, RunPair>>();

/** The pair of two recordings: the same object every time, so that nothing is compared twice. */
export function pairOf(a: Recording, b: Recording): RunPair {
  let ofA = pairs.get(a);
  if (!ofA) pairs.set(a, (ofA = new WeakMap()));
  let pair = ofA.get(b);
  if (!pair) ofA.set(b, (pair = new RunPair(a, b)));
  return pair;
}
