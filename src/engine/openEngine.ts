import { messageOf } from '../wording/messageOf.ts';
import { chooseEngine, infoOf, type RunAhead } from './chooseEngine.ts';
import type { Engine, Problem } from './engine.ts';
import type { EnsembleEngine } from './ensemble.ts';
import {
  ENGINE_KINDS,
  isTakenAutomatically,
  type EngineInfo,
  type EngineKind,
  type EngineReport,
  type EngineRequest,
} from './engineInfo.ts';
import { LABELS, PRECISIONS_OF, unavailable, type Provider } from './provider.ts';
import { ReferenceEngine } from './reference/referenceEngine.ts';

/** Looks for one kind of engine on this machine. The tensor library is loaded only when a GPU engine is looked for. */
async function findProvider(kind: EngineKind): Promise<Provider> {
  switch (kind) {
    case 'webgpu':
      return (await import('./webgpu/provideWebGpu.ts')).provideWebGpu();
    case 'webgl':
      return (await import('./webgl/provideWebGl.ts')).provideWebGl();
    case 'cpu':
      return (await import('./cpu/provideCpu.ts')).provideCpu();
    case 'reference':
      return {
        report: {
          kind,
          available: true,
          precisions: PRECISIONS_OF[kind],
          device: 'float64 JavaScript',
          isSoftware: true,
        },
        open: (problem) => Promise.resolve({ engine: new ReferenceEngine(problem), precision: 'float64' }),
      };
  }
}

/** What every kind of engine has to say of this machine. */
export async function probeEngines(): Promise<readonly EngineReport[]> {
  return Promise.all(ENGINE_KINDS.map(async (kind) => (await provider(kind)).report));
}

const providers = new Map<EngineKind, Promise<Provider>>();

function provider(kind: EngineKind): Promise<Provider> {
  let found = providers.get(kind);
  if (found === undefined) {
    found = findProvider(kind).catch((error: unknown): Provider => unavailable(kind, messageOf(error)));
    providers.set(kind, found);
  }
  return found;
}

/**
 * Opens the engine of a run. 'auto' takes WebGPU on a real GPU, else WebGL on a real GPU, else the processor; where the run
 * ahead is long, whichever of them is the fastest on this network. A software adapter counts as none. A kind that is asked for by
 * name is taken on whatever adapter there is.
 * @throws Error with a sentence when the kind that was asked for is not to be had.
 */
export async function openEngine(
  problem: Problem,
  request: EngineRequest,
  ahead?: RunAhead,
): Promise<{ engine: Engine; info: EngineInfo }> {
  const { choice, precision } = request;
  if (choice !== 'auto') {
    const found = await provider(choice);
    if (found.report.available && precision !== undefined && !found.report.precisions.includes(precision)) {
      throw new Error(`${LABELS[choice]} computes in ${found.report.precisions.join(' or ')}, not in ${precision}`);
    }
    const opened = await found.open(problem, request);
    // By whom, the page knows: the user, or what the user has opened.
    const reason = `${LABELS[choice]} was asked for`;
    return { engine: opened.engine, info: infoOf(found.report, opened, request, reason) };
  }
  return chooseEngine(problem, request, await Promise.all(ENGINE_KINDS.map(provider)), ahead);
}

/**
 * Opens an engine that runs several networks at once; their layouts must be alike (`layOutAlike`). Problems that hold the same stimulus
 * object share its place on the device. 'auto' takes WebGPU on a real GPU, 'webgpu' takes it on whatever adapter there is.
 * @throws Error with a sentence when the kind that was asked for runs one network at a time, or is not to be had.
 * @throws RangeError with the need and the limit when one of the networks does not fit.
 */
export async function openEnsemble(
  problems: readonly Problem[],
  request: EngineRequest,
): Promise<{ engine: EnsembleEngine; info: EngineInfo }> {
  const { choice, precision } = request;
  const kind = choice === 'auto' ? 'webgpu' : choice;
  const { report, openEnsemble: open } = await provider(kind);
  if (!report.available) throw new Error(`${LABELS[kind]} is not available here: ${report.problem}`);
  if (open === undefined) throw new Error(`${LABELS[kind]} runs one network at a time`);
  if (choice === 'auto' && !isTakenAutomatically(report)) {
    throw new Error(`${report.device} is a program on the processor, no GPU`);
  }
  if (precision !== undefined && !report.precisions.includes(precision)) {
    throw new Error(`${LABELS[kind]} computes in ${report.precisions.join(' or ')}, not in ${precision}`);
  }
  const opened = await open(problems, request);
  const reason = `${LABELS[kind]} runs ${problems.length} networks at once`;
  return { engine: opened.engine, info: infoOf(report, opened, request, reason) };
}
