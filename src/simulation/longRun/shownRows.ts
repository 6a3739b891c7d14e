import type { EngineBatch } from '../../engine/engine.ts';
import type { RunProblem } from '../problems.ts';
import type { BatchPlan } from './batchPlan.ts';
import { readExactly } from './readFile.ts';
import { stateFile } from './runFiles.ts';
import type { FileReader } from './runFolder.ts';
import type { StateRows } from './stateRows.ts';

/** Bytes that are read at once. */
const PIECE = 2 ** 20;
/** So many bytes are read on in about the time that another read takes to begin. */
const PASSED_OVER = 2 ** 18;
const NUMBER = Float64Array.BYTES_PER_ELEMENT;

/** Columns of a row on disk, and where their values go in what an engine records. */
interface Columns {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Reads out of the rows on disk what an engine would have recorded for the page: V, and the entries of the state that the probes need. Of a run
 * whose rows lie further apart than those that it shows, or not at their steps, nothing of that is there.
 */
export class ShownRows {
  /** Whether V of all neurons is there. */
  readonly areComplete: boolean;
  private readonly problem: RunProblem;
  private readonly plan: BatchPlan;
  private readonly voltage: Columns;
  private readonly entries: Columns;
  /** The stretch of a row that is read. */
  private readonly first: number;
  private readonly span: number;

  constructor(problem: RunProblem, plan: BatchPlan, rows: StateRows) {
    this.problem = problem;
    this.plan = plan;
    const isThere = problem.recordEvery % plan.every === 0;
    const { voltage, entries } = rows.places;
    const addresses = Array.from(problem.probes?.addresses ?? []);
    this.voltage = columnsOf(isThere ? [...voltage] : []);
    this.entries = columnsOf(isThere ? addresses.map((address, place) => [place, entries.get(address)] as const) : []);
    this.areComplete = this.voltage.to.length === problem.network.n;
    let [first, end] = [Infinity, 0];
    for (const { from } of [this.voltage, this.entries]) {
      for (const column of from) [first, end] = [Math.min(first, column), Math.max(end, column + 1)];
    }
    this.first = first;
    this.span = Math.max(0, end - first);
  }

  /** The rows of a stretch of a batch; NaN stands for what is not on disk. */
  async read(
    file: FileReader,
    batch: number,
    firstStep: number,
    steps: number,
  ): Promise<Pick<EngineBatch, 'firstRecordedStep' | 'probed'> & { readonly voltage: Float32Array<ArrayBuffer> }> {
    const { plan, first, span } = this;
    const { recordEvery, network, probes } = this.problem;
    const every = plan.every;
    const firstRecordedStep = Math.ceil(firstStep / recordEvery) * recordEvery;
    const rows = Math.max(0, Math.ceil((firstStep + steps - firstRecordedStep) / recordEvery));
    const width = probes?.addresses.length ?? 0;
    const voltage = new Float32Array(rows * network.n).fill(NaN);
    const probed = new Float64Array(rows * width).fill(NaN);
    const pitch = (plan.width * recordEvery) / every;
    // Where rows lie far apart, each is read alone.
    const atOnce = NUMBER * pitch <= PASSED_OVER ? Math.max(1, Math.floor(PIECE / (NUMBER * pitch))) : 1;
    const start = firstRecordedStep / every - Math.ceil(plan.firstStep(batch) / every);
    const rowsThere = span > 0 ? rows : 0;
    const origin = plan.header(batch).length + NUMBER * (start * plan.width + first);
    for (let row = 0; row < rowsThere; row += atOnce) {
      const count = Math.min(atOnce, rowsThere - row);
      const length = NUMBER * ((count - 1) * pitch + span);
      const bytes = await readExactly(file, stateFile(batch), origin + NUMBER * row * pitch, length);
      const values = new Float64Array(bytes.buffer, bytes.byteOffset, length / NUMBER);
      for (let k = 0; k < count; k++) {
        const at = k * pitch - first;
        pick(values, at, this.voltage, voltage, (row + k) * network.n);
        pick(values, at, this.entries, probed, (row + k) * width);
      }
    }
    return { firstRecordedStep, voltage, ...(probes && { probed }) };
  }
}

function columnsOf(places: readonly (readonly [to: number, from: number | undefined])[]): Columns {
  const there = places.filter(([, from]) => from !== undefined);
  return { from: Uint32Array.from(there, ([, from]) => from!), to: Uint32Array.from(there, ([to]) => to) };
}

function pick(
  values: Float64Array,
  at: number,
  { from, to }: Columns,
  into: Float32Array | Float64Array,
  start: number,
): void {
  for (let k = 0; k < to.length; k++) into[start + to[k]!] = values[at + from[k]!]!;
}
