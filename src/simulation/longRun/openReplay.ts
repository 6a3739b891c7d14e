import { startOf } from '../../engine/engineState.ts';
import { SpikeClock } from '../../engine/spikeClock.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import type { Batch } from '../../recording/batch.ts';
import { Problems } from '../problems.ts';
import { RecordedEntries } from '../recordedEntries.ts';
import { planBatches } from './batchPlan.ts';
import { checkStates } from './mergeRun.ts';
import { readStart } from './openLongRun.ts';
import { openFile } from './readFile.ts';
import { checkpointFile, spikesFile, startOfRun, stateFile } from './runFiles.ts';
import type { RunFolder } from './runFolder.ts';
import { ShownRows } from './shownRows.ts';
import { SpikeReader } from './spikeReader.ts';
import { StateRows } from './stateRows.ts';

/** What a run on disk has shown before a step, to be shown again. */
export interface Replay {
  /** The step that it begins with. */
  readonly firstStep: number;
  /** From this step on V of all neurons is known as often as the run records it; before it, NaN stands for what is not on disk. */
  readonly completeStep: number;
  /** As the run would send them: one after the other, without a gap. @throws FileError with a sentence where a file is damaged */
  batches(): AsyncGenerator<Batch, void>;
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
  const batches = Array.from({ length: plan.batches }, (_, batch) => batch).filter(
    (batch) => plan.firstStep(batch) < until,
  );
  if (batches.length === 0 || !batches.every((batch) => names.has(checkpointFile(batch)))) return undefined;
  const rows = new ShownRows(problem, plan, new StateRows(problem, longRun.record, new RecordedEntries()));
  return {
    firstStep: plan.start,
    completeStep: rows.areComplete ? plan.start : until,
    async *batches() {
      const clock = new SpikeClock(startOf(problem).t_fire, problem.dt);
      const { probes: entries, probeReader, network, recordEvery } = problem;
      const most = recordEvery * Math.max(1, Math.floor(PIECE / (Float32Array.BYTES_PER_ELEMENT * network.n)));
      for (const batch of batches) {
        const end = Math.min(until, plan.firstStep(batch + 1));
        const states = await openFile(folder, stateFile(batch));
        const spikes = await openFile(folder, spikesFile(batch));
        try {
          await checkStates(states, batch, plan);
          const reader = new SpikeReader(spikes, spikesFile(batch), { n: network.n, dt: problem.dt });
          for (let firstStep = plan.firstStep(batch); firstStep < end;) {
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
          await spikes.close();
        }
      }
    },
  };
}
