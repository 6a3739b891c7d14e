import { V } from '../../compiler/system.ts';
import type { EngineBatch, Problem } from '../../engine/engine.ts';
import type { RecordingPlan, Span } from '../../model/description.ts';
import { columnCount, FIRING_MEMORY, stateColumns, type StateColumns } from '../../model/stateColumns.ts';
import type { RecordedEntries } from '../recordedEntries.ts';

/** Bytes of rows that are made at once, unless a row alone has more. */
const PIECE = 2 ** 20;

/** Where the values of one variable come from, and the columns where they go. */
type Source =
  | { readonly from: 'voltage' | 'firingMemory'; readonly first: number; readonly indices: Uint32Array }
  | { readonly from: 'entries'; readonly first: number; readonly places: Uint32Array };

/**
 * Makes the rows that go to disk, [rows, columns] of float64, out of what an engine recorded: one open fraction per presynaptic neuron becomes
 * one per synapse, and spikes become the firing memory. Of float32 engines that keep a high and a low part, the rows hold the high one. Batches
 * have to come one after the other, none left out.
 */
export class StateRows {
  readonly columns: readonly StateColumns[];
  /** Numbers in a row. */
  readonly width: number;
  /** Steps from one row to the next. */
  private readonly every: number;
  private readonly problem: Problem;
  private readonly entries: RecordedEntries;
  private readonly sources: readonly Source[];
  /** Time of each neuron's last spike before the next row, ms, [n]. */
  private readonly t_fire: Float64Array;

  /**
   * @param entries learn what the rows need of the state
   * @throws RangeError with a sentence where the plan does not fit the network.
   */
  constructor(problem: Problem, plan: RecordingPlan, entries: RecordedEntries) {
    this.problem = problem;
    this.entries = entries;
    this.every = plan.every;
    this.columns = stateColumns(problem.network, plan);
    this.width = columnCount(this.columns);
    this.sources = this.columns.map((columns) => this.sourceOf(columns));
    this.t_fire = (problem.start ?? problem.network.initialState).t_fire.slice();
  }

  /**
   * The rows of a batch, a piece of them after the other, whole rows each. A piece holds until the next is asked for; all have to be
   * asked for before the next batch's.
   */
  *read({
    firstRecordedStep,
    voltage,
    probed,
    spikeNeuron,
    spikeStep,
  }: EngineBatch): Generator<Float64Array<ArrayBuffer>> {
    const { every, width, t_fire } = this;
    const { recordEvery, dt, network } = this.problem;
    const entries = this.entries.addresses.length;
    const end = firstRecordedStep + (voltage.length / network.n) * recordEvery;
    const first = Math.ceil(firstRecordedStep / every) * every;
    const rows = Math.max(0, Math.ceil((end - first) / every));
    const piece = new Float64Array(width * Math.min(rows, Math.max(1, Math.floor(PIECE / (8 * width)))));
    let spike = 0;
    let filled = 0;
    for (let step = first; step < end; step += every) {
      for (; spike < spikeStep.length && spikeStep[spike]! < step; spike++)
        t_fire[spikeNeuron[spike]!] = spikeStep[spike]! * dt;
      const row = (step - firstRecordedStep) / recordEvery;
      this.writeRow(piece, filled, voltage, row * network.n, probed!, row * entries);
      filled += width;
      if (filled === piece.length) {
        yield piece;
        filled = 0;
      }
    }
    if (filled > 0) yield piece.subarray(0, filled);
    for (; spike < spikeStep.length; spike++) t_fire[spikeNeuron[spike]!] = spikeStep[spike]! * dt;
  }

  /** One row, from the recorded V and entries from these places on. */
  private writeRow(
    piece: Float64Array,
    at: number,
    voltage: EngineBatch['voltage'],
    voltageAt: number,
    probed: EngineBatch['voltage'],
    probedAt: number,
  ): void {
    for (const source of this.sources) {
      let column = at + source.first;
      if (source.from === 'entries') {
        const { places } = source;
        for (let k = 0; k < places.length; k++) piece[column++] = probed[probedAt + places[k]!]!;
      } else if (source.from === 'voltage') {
        const { indices } = source;
        for (let k = 0; k < indices.length; k++) piece[column++] = voltage[voltageAt + indices[k]!]!;
      } else {
        const { indices } = source;
        for (let k = 0; k < indices.length; k++) piece[column++] = this.t_fire[indices[k]!]!;
      }
    }
  }

  /** Where a row holds V of the neurons, and entries of the state by their addresses: the columns of those that it holds. */
  get places(): { readonly voltage: ReadonlyMap<number, number>; readonly entries: ReadonlyMap<number, number> } {
    const voltage = new Map<number, number>();
    const entries = new Map<number, number>();
    const addressOfV = this.addressOfNeurons(V);
    for (const { from, first, ...source } of this.sources) {
      if ('places' in source) {
        const { addresses } = this.entries;
        source.places.forEach((place, k) => entries.set(addresses[place]!, first + k));
      } else if (from === 'voltage') {
        source.indices.forEach((neuron, k) => {
          voltage.set(neuron, first + k);
          entries.set(addressOfV(neuron), first + k);
        });
      }
    }
    return { voltage, entries };
  }

  private sourceOf({ variable, of, spans, first, count }: StateColumns): Source {
    const indices = indicesIn(spans, count);
    if (variable === V) return { from: 'voltage', first, indices };
    if (variable === FIRING_MEMORY) return { from: 'firingMemory', first, indices };
    const addressOf = of === 'neurons' ? this.addressOfNeurons(variable) : this.addressOfSynapses(of.type);
    return { from: 'entries', first, places: indices.map((index) => this.entries.placeOf(addressOf(index))) };
  }

  private addressOfNeurons(variable: string): (neuron: number) => number {
    const { layout, system } = this.problem;
    const slots = system.neurons.map(({ states }) => states.findIndex(({ name }) => name === variable));
    return (neuron) => {
      const p = layout.populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
      return slots[p]! * layout.n + neuron;
    };
  }

  private addressOfSynapses(type: number): (synapse: number) => number {
    const { slots, n, openFractions } = this.problem.layout;
    const { first, ofSynapse } = openFractions[type]!;
    return (synapse) => slots * n + first + ofSynapse[synapse]!;
  }
}

function indicesIn(spans: readonly Span[], count: number): Uint32Array {
  const indices = new Uint32Array(count);
  let at = 0;
  for (const { first, count: length } of spans) for (let k = 0; k < length; k++) indices[at++] = first + k;
  return indices;
}
