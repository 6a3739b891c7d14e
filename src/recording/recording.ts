import type { PopulationRange } from '../model/population.ts';
import { areSameProbes, isSameProbe } from '../model/probes.ts';
import type { DescribedProbe } from '../model/probes.ts';
import type { Batch } from './batch.ts';
import { ProbeTrace } from './probeTrace.ts';
import { rowsWithin, SampleRing } from './sampleRing.ts';
import type { Extent } from './sampleRing.ts';
import { SpikeList } from './spikeList.ts';

export interface RecordingOptions {
  /** Number of neurons. */
  readonly n: number;
  /** Cover the indices 0 … n − 1 without gaps, in order. */
  readonly populations: readonly PopulationRange[];
  /** ms. */
  readonly dt: number;
  /** V is recorded at the start of every recordEvery-th step. */
  readonly recordEvery: number;
  /** How many rows of V to keep, at least 2; by default as many as fit into 64 MiB together with their pyramid. */
  readonly capacityRows?: number;
  /** What the run records besides V at its start. */
  readonly probes?: readonly DescribedProbe[];
  /** False where only spikes are known: see `recordingOfSpikes`. */
  readonly hasVoltage?: boolean;
  /** False where it is not known when V crossed −20 mV: see `recordingOfSpikes`. */
  readonly hasEvents?: boolean;
  /** The step that it begins with: 0, or that of the checkpoint from which the run went on. */
  readonly firstStep?: number;
  /**
   * The step from which on its rows hold V of all neurons; before it they may hold NaN, where spikes are known and V in part (what comes back
   * from a disk that holds no more). `firstStep` where it is left out.
   */
  readonly completeStep?: number;
}

/** LNs' calcium potentials peak between about −25 and +5 mV: model.md counts them here. */
const EVENT_THRESHOLD = -20;

/** Of V and its pyramid, that a recording takes at most where nothing else is asked for. */
export const VOLTAGE_BYTES = 64 * 2 ** 20;

/**
 * What came out of a run: V of all neurons in a ring of rows, what its probes saw, the mean V of each population and the spikes in full.
 * A row is V of all neurons at one recorded time: row r shows t = r · recordEvery · dt. Rows are numbered from t = 0, also of a run
 * that went on from a checkpoint, and keep their number when older ones are dropped.
 */
export class Recording {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  /** Time from row to row, ms. */
  readonly rowInterval: number;
  readonly capacityRows: number;
  /** Whether there is V; where there is none, its rows hold NaN. */
  readonly hasVoltage: boolean;
  /** Whether `events` are known; where they are not, there are none. */
  readonly hasEvents: boolean;
  /** Upward crossings of 0 mV as the engine saw them. */
  readonly spikes: SpikeList;
  /**
   * Upward crossings of EVENT_THRESHOLD (−20 mV) by any neuron, found in the recorded rows; the time is that of the row
   * before the crossing. LNs make broad calcium potentials that often stay below 0 mV: count LN events here.
   */
  readonly events: SpikeList;
  private traces: readonly ProbeTrace[] = [];
  private readonly rows: SampleRing;
  private readonly means: SampleRing;
  private readonly meanRow: Float64Array<ArrayBuffer>;
  private readonly firstStep: number;
  private readonly completeStep: number;
  private nextStep: number;
  /** The step at which the next batch begins: earlier than nextStep where what is recorded already comes once more. */
  private expectedStep: number;
  private batches = 0;
  private lowest = Infinity;
  private highest = -Infinity;

  /** @throws RangeError when an option is out of range or the populations do not cover the neurons. */
  constructor(options: RecordingOptions) {
    const { n, populations, dt, recordEvery, capacityRows, probes = [], firstStep = 0 } = options;
    checkPopulations(n, populations);
    if (!(dt > 0)) throw new RangeError(`a recording with dt = ${dt} ms: expected more than 0`);
    if (!(Number.isInteger(recordEvery) && recordEvery >= 1)) {
      throw new RangeError(`a recording of every ${recordEvery}th step: expected a whole number from 1 on`);
    }
    this.n = n;
    this.populations = populations;
    this.dt = dt;
    this.recordEvery = recordEvery;
    this.hasVoltage = options.hasVoltage ?? true;
    this.hasEvents = options.hasEvents ?? true;
    this.rowInterval = recordEvery * dt;
    this.capacityRows = capacityRows ?? Math.max(2, rowsWithin(VOLTAGE_BYTES, n));
    if (!(this.capacityRows >= 2)) {
      throw new RangeError(`a recording of ${capacityRows} rows: expected at least 2, to see crossings between rows`);
    }
    this.spikes = new SpikeList(n);
    this.events = new SpikeList(n);
    if (!(Number.isInteger(firstStep) && firstStep >= 0)) {
      throw new RangeError(`a recording from step ${firstStep} on: expected a whole number from 0 on`);
    }
    this.firstStep = firstStep;
    this.completeStep = Math.max(firstStep, options.completeStep ?? firstStep);
    this.nextStep = firstStep;
    this.expectedStep = firstStep;
    this.rows = new SampleRing(n, this.capacityRows, Math.ceil(firstStep / recordEvery));
    this.means = new SampleRing(populations.length, Infinity, this.startRow);
    this.meanRow = new Float64Array(populations.length);
    this.setProbes(probes);
  }

  /** What each of the run's probes has seen, in their order. The same object until the probes change. */
  get probes(): readonly ProbeTrace[] {
    return this.traces;
  }

  /**
   * The probes of the batches to come. Those that stay keep what they have seen, new ones start here, and what was seen by those that are
   * taken away is forgotten.
   */
  setProbes(probes: readonly DescribedProbe[]): void {
    const before = this.traces;
    if (
      areSameProbes(
        before.map(({ probe }) => probe),
        probes,
      )
    )
      return;
    this.traces = probes.map(
      (probe) =>
        before.find((trace) => isSameProbe(trace.probe, probe)) ??
        new ProbeTrace(probe, this.rowInterval, this.endRow, this.capacityRows),
    );
    this.batches++;
  }

  /** Goes up by one with every batch and change of the probes: nothing has changed on screen while it and the view stay the same. */
  get revision(): number {
    return this.batches;
  }

  /** Simulated time reached, ms: everything before it has been received. */
  get time(): number {
    return this.nextStep * this.dt;
  }

  /** The oldest row still held that has V of all neurons. */
  get firstRow(): number {
    return Math.min(this.endRow, Math.max(this.rows.firstRow, this.startRow));
  }

  /** The oldest row still held: before `firstRow` rows have NaN for neurons whose V is not known. */
  get oldestRow(): number {
    return this.rows.firstRow;
  }

  /** One past the newest row; equal to firstRow while there is none. */
  get endRow(): number {
    return this.rows.endRow;
  }

  /** Whether no row has come yet. */
  get isEmpty(): boolean {
    return this.endRow === this.firstRow;
  }

  /** ms: where it begins; what the run did before was not recorded here. */
  get startTime(): number {
    return this.firstStep * this.dt;
  }

  /** ms: from here on V of all neurons was recorded. Means and events begin here, and what is counted and measured; spikes begin at `startTime`. */
  get completeFrom(): number {
    return this.completeStep * this.dt;
  }

  /** The first row with V of all neurons that it ever held. */
  get startRow(): number {
    return Math.ceil(this.completeStep / this.recordEvery);
  }

  /** ms from where all is recorded to where it has come to: what is counted was counted in them. */
  get duration(): number {
    return Math.max(0, this.nextStep - this.completeStep) * this.dt;
  }

  /**
   * V of all neurons from before this time (ms) is not held: it was dropped to bound memory, or is from before the start. 0 when all is held. Means and
   * spikes are kept in full.
   */
  get droppedBefore(): number {
    return this.timeOfRow(this.firstRow);
  }

  /**
   * The run goes on from an earlier step than it had come to: what is recorded already comes once more and is left out.
   * @throws RangeError when the step lies outside the recording.
   */
  goOnFrom(step: number): void {
    if (!(step >= this.firstStep && step <= this.nextStep)) {
      throw new RangeError(
        `a run that goes on from step ${step}: expected one of those recorded, ${this.firstStep} … ${this.nextStep}`,
      );
    }
    this.expectedStep = step;
  }

  /** Smallest and largest V seen since the start, mV; [Infinity, −Infinity] before the first row. */
  get voltageRange(): readonly [number, number] {
    return [this.lowest, this.highest];
  }

  /**
   * Takes what the engine sent; nothing is taken when it throws.
   * @throws RangeError when the batch does not follow the last one without gap or overlap, or is malformed.
   */
  append(batch: Batch): void {
    this.check(batch);
    this.expectedStep += batch.steps;
    const news = batch.firstStep < this.nextStep ? this.withoutRepeated(batch) : batch;
    if (news) this.take(news);
  }

  /** The part of a batch that is not recorded yet; undefined where there is none. */
  private withoutRepeated(batch: Batch): Batch | undefined {
    const { firstStep, steps, voltage, probes, spikeNeuron, spikeStep } = batch;
    const left = firstStep + steps - this.nextStep;
    if (left <= 0) return undefined;
    const rows = Math.ceil(this.nextStep / this.recordEvery) - Math.ceil(firstStep / this.recordEvery);
    const spike = spikeStep.findIndex((step) => step >= this.nextStep);
    const news = spike < 0 ? spikeStep.length : spike;
    return {
      firstStep: this.nextStep,
      steps: left,
      firstRecordedStep: Math.ceil(this.nextStep / this.recordEvery) * this.recordEvery,
      voltage: voltage.subarray(rows * this.n),
      ...(probes && { probes: probes.subarray(rows * this.traces.length) }),
      spikeNeuron: spikeNeuron.subarray(news),
      spikeStep: spikeStep.subarray(news),
    };
  }

  /**
   * Begins to take back a recording that was kept, into an empty one that holds as many rows; its rows, means, spikes and events follow
   * (`keptRecording.ts`).
   * @param firstRow the first that was still held
   * @param endStep the step that it had come to
   */
  takeBack(firstRow: number, endStep: number): void {
    this.rows.skip(firstRow - this.startRow);
    this.nextStep = endStep;
    this.expectedStep = endStep;
  }

  /** Rows of V, [rows, n], and nothing that follows from them. */
  takeBackRows(voltage: Float32Array): void {
    for (let offset = 0; offset < voltage.length; offset += this.n) this.rows.append(voltage, offset);
    this.findRange();
    this.batches++;
  }

  /** Mean V by population, [rows, populations], from the first row that there ever was. */
  takeBackMeans(means: Float32Array): void {
    for (let offset = 0; offset < means.length; offset += this.populations.length) this.means.append(means, offset);
  }

  private take(batch: Batch): void {
    const { voltage, probes, spikeNeuron, spikeStep } = batch;
    for (let offset = 0; offset < voltage.length; offset += this.n) {
      this.rows.append(voltage, offset);
      if (this.rows.endRow <= this.startRow) continue;
      this.appendMeans();
      this.appendEvents();
    }
    if (probes) {
      for (let offset = 0; offset < probes.length; offset += this.traces.length) {
        this.traces.forEach((trace, p) => trace.append(probes, offset + p));
      }
    }
    for (let spike = 0; spike < spikeNeuron.length; spike++) {
      this.spikes.append(spikeNeuron[spike]!, spikeStep[spike]! * this.dt);
    }
    this.findRange();
    this.nextStep += batch.steps;
    this.batches++;
  }

  private findRange(): void {
    for (let neuron = 0; neuron < this.n; neuron++) {
      this.lowest = Math.min(this.lowest, this.rows.minima[neuron]!);
      this.highest = Math.max(this.highest, this.rows.maxima[neuron]!);
    }
  }

  /** ms. */
  timeOfRow(row: number): number {
    return row * this.recordEvery * this.dt;
  }

  /** The last row at or before `time`; may lie outside the rows held. */
  rowAtOrBefore(time: number): number {
    return Math.floor(time / this.rowInterval + ROUNDING);
  }

  /** The recorded row nearest to `time`, or undefined where that row is not held. */
  rowNearest(time: number): number | undefined {
    const row = Math.round(time / this.rowInterval);
    return this.rows.has(row) ? row : undefined;
  }

  /** V in mV; NaN where the row is not held. */
  voltage(neuron: number, row: number): number {
    return this.rows.value(neuron, row);
  }

  /** V at the row nearest to `time`; NaN where it is not held. */
  voltageAt(neuron: number, time: number): number {
    return this.rows.value(neuron, Math.round(time / this.rowInterval));
  }

  /** First, min, max and last V of the rows from ≤ row < to that are held, into `into`; false where there are none. */
  voltageExtent(neuron: number, from: number, to: number, into: Extent): boolean {
    return this.rows.extent(neuron, from, to, into);
  }

  /** Largest V of every neuron over the rows from ≤ row < to that are held, into `into` [n]; false where there are none. */
  voltageMaxima(from: number, to: number, into: Float32Array): boolean {
    return this.rows.maximaOver(from, to, into);
  }

  /** V of all neurons, [n], a view that the next append may overwrite; undefined where the row is not held. */
  voltageRow(row: number): Float32Array | undefined {
    return this.rows.row(row);
  }

  /** Mean V of population p (index into `populations`) in mV, all rows since the start; NaN outside them or if p is empty. */
  meanVoltage(population: number, row: number): number {
    return this.means.value(population, row);
  }

  /** The same at the row nearest to `time`. */
  meanVoltageAt(population: number, time: number): number {
    return this.means.value(population, Math.round(time / this.rowInterval));
  }

  /** First, min, max and last mean V over the rows from ≤ row < to, into `into`; false where there are none. */
  meanVoltageExtent(population: number, from: number, to: number, into: Extent): boolean {
    return this.means.extent(population, from, to, into);
  }

  /** Smallest and largest mean V since the start; [Infinity, −Infinity] before the first row. */
  meanVoltageRange(population: number): readonly [number, number] {
    return [this.means.minima[population] ?? Infinity, this.means.maxima[population] ?? -Infinity];
  }

  private appendMeans(): void {
    const { data } = this.rows;
    const start = this.rows.offsetOf(this.rows.endRow - 1);
    for (let p = 0; p < this.populations.length; p++) {
      const { first, count } = this.populations[p]!;
      let sum = 0;
      for (let neuron = first; neuron < first + count; neuron++) sum += data[start + neuron]!;
      this.meanRow[p] = sum / count;
    }
    this.means.append(this.meanRow, 0);
  }

  private appendEvents(): void {
    const row = this.rows.endRow - 1;
    if (row === this.startRow) return;
    const { data } = this.rows;
    const before = this.rows.offsetOf(row - 1);
    const now = this.rows.offsetOf(row);
    for (let neuron = 0; neuron < this.n; neuron++) {
      if (data[before + neuron]! < EVENT_THRESHOLD && data[now + neuron]! >= EVENT_THRESHOLD) {
        this.events.append(neuron, this.timeOfRow(row - 1));
      }
    }
  }

  private check(batch: Batch): void {
    const { firstStep, steps, firstRecordedStep, voltage, spikeNeuron, spikeStep } = batch;
    if (firstStep !== this.expectedStep) {
      const fault = firstStep > this.expectedStep ? 'a gap' : 'an overlap';
      throw new RangeError(
        `${fault} in the recording: a batch starts at step ${firstStep}, expected ${this.expectedStep}`,
      );
    }
    if (!(Number.isInteger(steps) && steps >= 0)) {
      throw new RangeError(`a batch of ${steps} steps: expected a whole number from 0 on`);
    }
    const firstRow = Math.ceil(firstStep / this.recordEvery);
    const rows = Math.ceil((firstStep + steps) / this.recordEvery) - firstRow;
    if (voltage.length !== rows * this.n) {
      throw new RangeError(
        `a batch of steps ${firstStep} … ${firstStep + steps - 1} with ${voltage.length} values of V: ` +
          `expected ${rows} rows of ${this.n}, one for every ${this.recordEvery}th step`,
      );
    }
    if (rows > 0 && firstRecordedStep !== firstRow * this.recordEvery) {
      throw new RangeError(
        `a batch whose first row of V shows step ${firstRecordedStep}: expected ${firstRow * this.recordEvery}`,
      );
    }
    const expectedProbes = rows * this.traces.length;
    if ((batch.probes?.length ?? 0) !== expectedProbes) {
      throw new RangeError(
        `a batch of ${rows} rows with ${batch.probes?.length ?? 0} values of probes: expected ${expectedProbes}, ${this.traces.length} a row`,
      );
    }
    if (spikeNeuron.length !== spikeStep.length) {
      throw new RangeError(`a batch with ${spikeNeuron.length} spike neurons and ${spikeStep.length} spike steps`);
    }
    for (let spike = 0; spike < spikeNeuron.length; spike++) {
      const neuron = spikeNeuron[spike]!;
      const step = spikeStep[spike]!;
      const earliest = spike > 0 ? spikeStep[spike - 1]! : firstStep;
      if (!(neuron >= 0 && neuron < this.n)) {
        throw new RangeError(`a spike of neuron ${neuron}: expected 0 … ${this.n - 1}`);
      }
      if (!(step >= earliest && step < firstStep + steps)) {
        throw new RangeError(
          `a spike of neuron ${neuron} in step ${step}: expected ${earliest} … ${firstStep + steps - 1}, in order`,
        );
      }
    }
  }
}

/** So that 0.3 ms / 0.1 ms, which is 2.9999999999999996, is row 3. */
const ROUNDING = 1e-6;

function checkPopulations(n: number, populations: readonly PopulationRange[]): void {
  let next = 0;
  for (const { name, first, count } of populations) {
    if (first !== next || count < 0) {
      throw new RangeError(`population ${name} holds neurons ${first} … ${first + count - 1}: expected it at ${next}`);
    }
    next += count;
  }
  if (next !== n) throw new RangeError(`the populations hold ${next} neurons, the recording has ${n}`);
}
