import { useEffect, useMemo, useState } from 'react';
import { AnalysisQueue, createAnalysisWorker } from '../../analysis/worker/analysisQueue.ts';
import { comparisonOf } from '../../store/compare/comparison.ts';
import { pause } from '../../store/pause.ts';
import { useLab, useStore } from '../labContext.ts';
import { isRunLive } from '../measures/measureContext.ts';
import { comparedRuns } from './comparedRuns.ts';
import { measureRuns } from './measureRuns.ts';
import type { MeasuredRuns } from './measureRuns.ts';

/** The compared runs in numbers: those that were measured last, until those of now are; undefined before. */
export function useMeasuredRuns(): MeasuredRuns | { readonly problem: string } | undefined {
  const { lab } = useLab();
  const [measured, setMeasured] = useState<ReturnType<typeof useMeasuredRuns>>();
  const queue = useMemo(() => new AnalysisQueue(createAnalysisWorker), []);
  useEffect(() => () => queue.close(), [queue]);
  // While a run goes on, once a second: nobody reads faster.
  const progress = useStore(lab.run, (run) =>
    run.status === 'running'
      ? `${Math.floor(run.progress?.wallSeconds ?? 0)} s`
      : `${run.status} ${run.progress?.step}`,
  );
  const pins = useStore(comparisonOf(lab).state, (state) => state.pins);
  useEffect(() => {
    const runs = comparedRuns(lab);
    const refuse = (problem: string): void => setMeasured({ problem });
    const job = measureRuns(runs, { isLive: isRunLive(lab), pause, take: setMeasured, refuse });
    // It is asked again when one of these changes.
    if (runs.length > 0 && progress && pins) queue.ask('runs', job);
  }, [lab, queue, progress, pins]);
  return measured;
}
