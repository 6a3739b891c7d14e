import { condenseRecording } from '../../analysis/runs/condenseRecording.ts';
import type { CondensedRun } from '../../analysis/runs/runSummary.ts';
import type { Job } from '../../analysis/worker/analysisQueue.ts';
import type { MeasuredRun } from '../../analysis/worker/measureRequest.ts';
import type { ComparedRun } from '../../charts/compare/comparedRun.ts';
import { fieldSignal } from '../measures/fieldSignal.ts';

/** Runs that are compared, in numbers. */
export interface MeasuredRuns {
  /** In their order, over the time that all of them have. */
  readonly runs: readonly (ComparedRun & MeasuredRun)[];
  /** ms. */
  readonly until: number;
  /** Whether all of them tell LN events; else all are counted by spikes. */
  readonly hasEvents: boolean;
}

export interface MeasureRunsOptions {
  /** Whether the run on screen goes on: means in float32 will do, which need not be summed. */
  readonly isLive: boolean;
  /** Lets the page draw. */
  readonly pause: () => Promise<void>;
  readonly take: (measured: MeasuredRuns) => void;
  /** One sentence. */
  readonly refuse: (message: string) => void;
}

/** Measures runs beside the page: spectra of long runs are work. */
export function measureRuns(
  runs: readonly ComparedRun[],
  { isLive, pause, take, refuse }: MeasureRunsOptions,
): Job<'runs'> {
  const until = Math.min(...runs.map(({ recording }) => recording.time));
  const hasEvents = runs.every(({ recording }) => recording.hasEvents);
  return {
    async prepare() {
      const condensed: CondensedRun[] = [];
      for (const { recording } of runs) {
        const span = { from: recording.completeFrom, to: until };
        const { samples: meanVoltage } = await fieldSignal({ recording, span, isLive, pause }, 0);
        condensed.push(condenseRecording(recording, { until, meanVoltage, hasEvents }));
      }
      return { kind: 'runs', runs: condensed };
    },
    take(measured) {
      take({ runs: runs.map((run, k) => ({ ...run, ...measured[k]! })), until, hasEvents });
    },
    refuse,
  };
}
