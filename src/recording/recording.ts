import type { PopulationRange } from '../model/population.ts';
import type { Batch } from './batch.ts';
import type { Extent } from './sampleRing.ts';
import type { SpikeList } from './spikeList.ts';

export interface RecordingOptions {
  /** Number of neurons. */
  readonly n: number;
  /** Cover the indices 0 … n − 1 without gaps, in order. */
  readonly populations: readonly PopulationRange[];
  /** ms. */
  readonly dt: number;
  /** V is recorded at the start of every recordEvery-th step. */
  readonly recordEvery: number;
  /** How many rows of V to keep; by default as many as fit into 64 MiB together with their pyramid. */
  readonly capacityRows?: number;
}

/**
 * What came out of a run: V of all neurons in a ring of rows, the mean V of each population and the spikes in full.
 * A row is V of all neurons at one recorded time: row r shows t = r · recordEvery · dt. Rows are numbered from the
 * start of the run and keep their number when older ones are dropped.
 */
export declare class Recording {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  /** Time from row to row, ms. */
  readonly rowInterval: number;
  readonly capacityRows: number;
  /** Upward crossings of 0 mV as the engine saw them. */
  readonly spikes: SpikeList;
  /**
   * Upward crossings of EVENT_THRESHOLD (−20 mV) by any neuron, found in the recorded rows; the time is that of the row
   * before the crossing. LNs make broad calcium potentials that often stay below 0 mV: count LN events here.
   */
  readonly events: SpikeList;

  constructor(options: RecordingOptions);

  /** Goes up by one with every batch: nothing has changed on screen while it and the view stay the same. */
  get revision(): number;
  /** Simulated time reached, ms: everything before it has been received. */
  get time(): number;
  /** The oldest row still held. */
  get firstRow(): number;
  /** One past the newest row; equal to firstRow while there is none. */
  get endRow(): number;
  /** V from before this time (ms) was dropped to bound memory; 0 when nothing was. Means and spikes are kept in full. */
  get droppedBefore(): number;
  /** Smallest and largest V seen since the start, of all neurons or one; [Infinity, −Infinity] before the first row. */
  get voltageRange(): readonly [number, number];
  voltageRangeOf(neuron: number): readonly [number, number];

  /** @throws RangeError when the batch does not follow the last one without gap or overlap, or is malformed. */
  append(batch: Batch): void;

  /** ms. */
  timeOfRow(row: number): number;
  /** The last row at or before `time`; may lie outside the rows held. */
  rowAtOrBefore(time: number): number;
  /** The held row nearest to `time`, or undefined where the nearest recorded row is not held. */
  rowNearest(time: number): number | undefined;

  /** V in mV; NaN where the row is not held. */
  voltage(neuron: number, row: number): number;
  /** V at the row nearest to `time`; NaN where none is held. */
  voltageAt(neuron: number, time: number): number;
  /** First, min, max and last V of the rows from ≤ row < to that are held, into `into`; false where there are none. */
  voltageExtent(neuron: number, from: number, to: number, into: Extent): boolean;
  /** Largest V of every neuron over the rows from ≤ row < to that are held, into `into` [n]; false where there are none. */
  voltageMaxima(from: number, to: number, into: Float32Array): boolean;
  /** V of all neurons, [n], a view that the next append may overwrite; undefined where the row is not held. */
  voltageRow(row: number): Float32Array | undefined;

  /** Mean V of population p (index into `populations`) in mV, all rows since the start; NaN outside them or if p is empty. */
  meanVoltage(population: number, row: number): number;
  meanVoltageAt(population: number, time: number): number;
  meanVoltageExtent(population: number, from: number, to: number, into: Extent): boolean;
  meanVoltageRange(population: number): readonly [number, number];
}

/** LNs' calcium potentials peak between about −25 and +5 mV: model.md counts them here. */
export const EVENT_THRESHOLD = -20;
