import { isTakenAutomatically } from '../engine/engineInfo.ts';
import type { EngineReport, EngineRequest } from '../engine/engineInfo.ts';
import type { EnsembleDescription, EnsembleEvent } from '../simulation/ensemble/ensemble.ts';
import type { MemberWorkers } from '../simulation/ensemble/memberWorkers.ts';
import { placeEnsemble } from '../simulation/ensemble/placeEnsemble.ts';
import type { EnsemblePlace } from '../simulation/ensemble/placeEnsemble.ts';
import { simulateOnWorkers } from '../simulation/ensemble/simulateOnWorkers.ts';
import { WorkerPool } from '../simulation/ensemble/workerPool.ts';
import type { Lab } from './lab.ts';

const pools = new WeakMap<MemberWorkers, WorkerPool>();

/**
 * Runs the members of an ensemble in workers of their own, on as many at once as there are cores, or together on the GPU (`placeOf`); yields as
 * they end. The run on screen is paused, since it would take part of a core; it may be resumed, and then goes on beside the ensemble.
 * @throws Error with a sentence when a member cannot be run.
 * @throws the reason of `signal`; the workers are ended at once.
 */
export async function* simulateEnsemble(
  lab: Lab,
  description: EnsembleDescription,
  signal?: AbortSignal,
): AsyncGenerator<EnsembleEvent, void> {
  const { memberWorkers } = lab;
  if (!memberWorkers) throw new Error('This lab has no workers for ensembles.');
  const pool = pools.get(memberWorkers) ?? new WorkerPool(() => memberWorkers.create());
  pools.set(memberWorkers, pool);
  lab.pause();
  const { request, isTogether } = placeOf(lab);
  yield* simulateOnWorkers(description, request, {
    workers: memberWorkers.most,
    isTogether,
    createWorker: () => pool.take(),
    keepWorker: (port) => pool.keep(port),
    signal,
  });
}

/**
 * Where ensembles of the lab run now, and in which precision: in the one that is chosen for the lab's engine, where it is left to the lab
 * in compensated float32, which is the fastest on the processor and what GPUs compute in. WebGL, which runs one network at a time, leaves
 * them to the processor.
 */
export function placeOf(lab: Lab): EnsemblePlace {
  const { engine } = lab.document.getState();
  const { engines = [] } = lab.run.getState();
  const request: EngineRequest = {
    ...engine,
    ...(engine.choice === 'webgl' && { choice: 'cpu' }),
    ...((engine.choice === 'auto' || engine.choice === 'webgl') && { precision: engine.precision ?? 'float32' }),
  };
  return placeEnsemble(request, hasGpu(engines));
}

function hasGpu(engines: readonly EngineReport[]): boolean {
  return engines.some((report) => report.kind === 'webgpu' && isTakenAutomatically(report));
}
