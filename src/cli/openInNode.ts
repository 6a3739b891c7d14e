import { openEngine } from '../engine/openEngine.ts';
import type { EngineKind, EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import { RecordedSession } from '../simulation/longRun/recordedSession.ts';
import type { RunFolder } from '../simulation/longRun/runFolder.ts';
import { Session } from '../simulation/session.ts';
import type { LongRunStart, OpenRun, RunningLongRun } from './openRun.ts';
import { offerThreads } from './startNodeThread.ts';
import { packageVersion, tensorVersions } from './versions.ts';

/**
 * Begin a run in this process: on the processor, or on WebGPU through Dawn.
 *
 * @throws Error with a sentence for the user when the run or the machine does not allow it.
 */
export async function openInNode(run: RunDescription, request: EngineRequest): Promise<OpenRun> {
  await offerEngines(request);
  return opened(await Session.open(run, request, openEngine));
}

/** The same of a run that goes to disk: it goes on where its folder has got to. @throws FileError and RangeError too, as `RecordedSession.open` */
export async function openLongRunInNode(folder: RunFolder, start: LongRunStart): Promise<OpenRun<RunningLongRun>> {
  await offerEngines(start.engine);
  return opened(await RecordedSession.open(folder, start, openEngine));
}

function opened<Running extends Session | RecordedSession>(session: Running): OpenRun<Running> {
  return { session, versions: engineVersions(session.engine.kind), close: async () => session.dispose() };
}

/** Gives this process what the engine that is asked for stands on. @throws Error with a sentence where that is not possible. */
async function offerEngines({ choice }: EngineRequest): Promise<void> {
  offerThreads();
  // 'auto' finds out by itself that there is no WebGPU, and says so in its reason.
  if (choice === 'webgpu') await offerWebGpu();
  if (choice === 'auto') await offerWebGpu().catch(() => {});
}

/** What an engine of this process stands on, by name. */
function engineVersions(kind: EngineKind): OpenRun['versions'] {
  return { ...tensorVersions(kind), ...(kind === 'webgpu' && { webgpu: packageVersion('webgpu') }) };
}

/**
 * Gives this process the `navigator.gpu` of a browser, once: devices of one that is replaced would lose what they stand on.
 *
 * @throws Error with a sentence where that is not possible.
 */
export async function offerWebGpu(): Promise<void> {
  if (globalThis.navigator?.gpu !== undefined) return;
  let gpu: GPU;
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    gpu = create([]);
  } catch (error) {
    const [firstLine] = (error as Error).message.split('\n');
    throw new Error(`WebGPU for Node does not load on this machine (${firstLine}): try --browser`, { cause: error });
  }
  // Node has a navigator of its own from version 21 on, whose properties are read-only.
  if (!('navigator' in globalThis)) Object.defineProperty(globalThis, 'navigator', { value: {} });
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
}
