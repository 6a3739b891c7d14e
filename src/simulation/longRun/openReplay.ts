import { startOf, type EngineState } from '../../engine/engineState.ts';
import { SpikeClock } from '../../engine/spikeClock.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import type { Batch } from '../../recording/batch.ts';
import { concatenate } from '../../files/concatenate.ts';
import { messageOf } from '../../wording/messageOf.ts';
import { readCheckpoint } from '../checkpointFile.ts';
import { Problems, type RunProblem } from '../problems.ts';
import { RecordedEntries } from '../recordedEntries.ts';
import { planBatches, type BatchPlan } from './batchPlan.ts';
import { checkStates } from './mergeRun.ts';
import { readStart } from './openLongRun.ts';
import { openFile, readExactly } from './readFile.ts';
import { checkpointFile, spikesFile, startOfRun, stateFile } from './runFiles.ts';
import type { FileReader, RunFolder } from './runFolder.ts';
import { ShownRows } from './shownRows.ts';
import { SpikeReader } from './spikeReader.ts';
import { StateRows } from './stateRows.ts';

/** Where what is shown of a run begins. */
export interface ReplayStart {
  readonly firstStep: number;
  /** From this step on V of all neurons is known as often as the run records it; before it, NaN stands for what is not on disk. */
  readonly completeStep: number;
  /** One sentence: why it does not begin earlier. */
  readonly problem?: string;
}

/** What a run on disk has shown before a step, to be shown again. */
export interface Replay extends ReplayStart {
  /**
   * As the run would send them: one after the other, without a gap. Where the files of a batch are damaged, what came before is void: it begins
   * anew behind them. It never fails.
   */
  batches(): AsyncGenerator<Batch | ReplayStart, void>;
}

/** Bytes of V in a batch: the page takes it in about two milliseconds. */
const PIECE = 2 ** 19;

/**
 * Opens what the confirmed batches of a run show of it before the step `until`. Of rows, no more is read than what is shown.
 * @param run with the probes that are looked at now
 * @returns undefined where the batches do not reach that far
 */
export async function openReplay(
  folder: RunFolder,
  { run, longRun }: { readonly run: RunDescription; readonly longRun: LongRunDescription },
  until: number,
): Promise<Replay | undefined> {
  const names = new Set(await folder.list());
  const start = startOfRun(names);
  const { problem } = new Problems(run, await readStart(folder, start));
  const plan = planBatches(run, longRun, problem.network, start);
  let count = 0;
  while (count < plan.batches && plan.firstStep(count) < until && names.has(checkpointFile(count))) count++;
  if (count === 0 || plan.firstStep(count) < until) return undefined;
  const rows = new ShownRows(problem, plan, new StateRows(problem, longRun.record, new RecordedEntries()));
  const startAt = (batch: number): ReplayStart => {
    const firstStep = Math.min(until, plan.firstStep(batch));
    return { firstStep, completeStep: rows.areComplete ? firstStep : until };
  };
  const rowsOfPiece = Math.floor(PIECE / (Float32Array.BYTES_PER_ELEMENT * problem.network.n));
  const most = problem.recordEvery * Math.max(1, rowsOfPiece);
  return {
    ...startAt(0),
    async *batches() {
      for (let batch = 0; batch < count;) {
        try {
          const { t_fire } = batch === 0 ? startOf(problem) : await stateBefore(folder, batch);
          const clock = new SpikeClock(t_fire, problem.dt);
          const pieces = async function* (): AsyncGenerator<Batch, void> {
            for (; batch < count; batch++) yield* piecesOf(folder, batch, { problem, plan, rows, clock, until, most });
          };
          yield* joined(pieces(), most);
        } catch (error) {
          yield { ...startAt(++batch), problem: messageOf(error) };
        }
      }
    },
  };
}

/** Of the run at the first step of a batch that has one before it. */
async function stateBefore(folder: RunFolder, batch: number): Promise<EngineState> {
  const name = checkpointFile(batch - 1);
  const file = await openFile(folder, name);
  try {
    return readCheckpoint(await readExactly(file, name, 0, file.size), name).state;
  } finally {
    await file.close();
  }
}

interface Shown {
  readonly problem: RunProblem;
  readonly plan: BatchPlan;
  readonly rows: ShownRows;
  readonly clock: SpikeClock;
  readonly until: number;
  /** Steps of a piece. */
  readonly most: number;
}

/** What the files of one batch show, before the step `until`. @throws FileError with a sentence where one is missing or damaged */
async function* piecesOf(
  folder: RunFolder,
  batch: number,
  { problem, plan, rows, clock, until, most }: Shown,
): AsyncGenerator<Batch, void> {
  const { probes: entries, probeReader, dt } = problem;
  const { n } = problem.network;
  const [first, endStep] = [plan.firstStep(batch), plan.firstStep(batch + 1)];
  const end = Math.min(until, endStep);
  const states = await openFile(folder, stateFile(batch));
  let spikes: FileReader | undefined;
  try {
    spikes = await openFile(folder, spikesFile(batch));
    await checkStates(states, batch, plan);
    const reader = new SpikeReader(spikes, spikesFile(batch), { n, dt, firstStep: first, endStep });
    for (let firstStep = first; firstStep < end;) {
      const steps = Math.min(most, end - firstStep);
      const recorded = {
        firstStep,
        steps,
        ...(await rows.read(states, batch, firstStep, steps)),
        ...(await reader.before(firstStep + steps)),
      };
      const { probed: _, ...shown } = recorded;
      const probes = entries && probeReader?.read(recorded, clock);
      clock.record(recorded.spikeNeuron, recorded.spikeStep);
      yield { ...shown, ...(probes && { probes }) };
      firstStep += steps;
    }
  } finally {
    await states.close();
    await spikes?.close();
  }
}

/** The same in pieces of up to `most` steps: the page takes a few in a frame, however short the batches on disk are. */
async function* joined(pieces: AsyncIterable<Batch>, most: number): AsyncGenerator<Batch, void> {
  let held: Batch[] = [];
  let steps = 0;
  for await (const piece of pieces) {
    if (held.length > 0 && steps + piece.steps > most) {
      yield join(held);
      [held, steps] = [[], 0];
    }
    held.push(piece);
    steps += piece.steps;
  }
  if (held.length > 0) yield join(held);
}

/** One batch of several that follow each other. */
function join(batches: readonly Batch[]): Batch {
  const [first] = batches as readonly [Batch];
  if (batches.length === 1) return first;
  return {
    firstStep: first.firstStep,
    steps: batches.reduce((sum, { steps }) => sum + steps, 0),
    firstRecordedStep: first.firstRecordedStep,
    voltage: concatenate(
      Float32Array,
      batches.map(({ voltage }) => voltage),
    ),
    ...(first.probes && {
      probes: concatenate(
        Float32Array,
        batches.map(({ probes }) => probes!),
      ),
    }),
    spikeNeuron: concatenate(
      Int32Array,
      batches.map(({ spikeNeuron }) => spikeNeuron),
    ),
    spikeStep: concatenate(
      Float64Array,
      batches.map(({ spikeStep }) => spikeStep),
    ),
  };
}
