import type { Engine, Problem } from './engine.ts';
import {
  ENGINE_KINDS,
  isTakenAutomatically,
  type EngineChoice,
  type EngineInfo,
  type EngineKind,
  type EngineReport,
} from './engineInfo.ts';
import { LABELS, PRECISION, unavailable, type Provider } from './provider.ts';
import { ReferenceEngine } from './reference/referenceEngine.ts';

/** Looks for one kind of engine on this machine. The tensor library is loaded only when a GPU engine is looked for. */
async function findProvider(kind: EngineKind): Promise<Provider> {
  switch (kind) {
    case 'webgpu':
      return (await import('./webgpu/provideWebGpu.ts')).provideWebGpu();
    case 'webgl':
      return (await import('./webgl/provideWebGl.ts')).provideWebGl();
    case 'reference':
      return {
        report: {
          kind,
          available: true,
          precision: PRECISION[kind],
          device: 'float64 JavaScript',
          isSoftware: true,
        },
        open: (problem) => Promise.resolve(new ReferenceEngine(problem)),
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
 * Opens the engine of a run. 'auto' takes WebGPU on a real GPU, else WebGL on a real GPU, else the reference; a
 * software adapter counts as none. A kind that is asked for by name is taken on whatever adapter there is.
 * @throws Error with a sentence when the kind that was asked for is not to be had.
 */
export async function openEngine(
  problem: Problem,
  choice: EngineChoice,
): Promise<{ engine: Engine; info: EngineInfo }> {
  if (choice !== 'auto') {
    const found = await provider(choice);
    return { engine: await found.open(problem), info: infoOf(found.report, `${LABELS[choice]} was chosen by hand`) };
  }
  const passedOver: string[] = [];
  for (const kind of ENGINE_KINDS) {
    const found = await provider(kind);
    const { available, device, problem: missing } = found.report;
    if (!isTakenAutomatically(found.report)) {
      passedOver.push(`${LABELS[kind]}: ${available ? `${device} is a program on the processor, no GPU` : missing}`);
      continue;
    }
    try {
      return { engine: await found.open(problem), info: infoOf(found.report, automaticReason(kind, passedOver)) };
    } catch (error) {
      passedOver.push(`${LABELS[kind]}: ${messageOf(error)}`);
    }
  }
  throw new Error(`no engine could run this network: ${passedOver.join('; ')}`);
}

function automaticReason(kind: EngineKind, passedOver: readonly string[]): string {
  const best = passedOver.length === 0 ? 'the fastest kind that this machine has' : 'the best that is left';
  return [`chosen automatically: ${LABELS[kind]} is ${best}`, ...passedOver].join('; ');
}

function infoOf(report: EngineReport, reason: string): EngineInfo {
  const { kind, precision, device, isSoftware } = report;
  return { kind, precision, device, isSoftware, reason };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
