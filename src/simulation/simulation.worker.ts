import { openEngine, probeEngines } from '../engine/openEngine.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { trialMemoryOfBrowser } from './trialMemory.ts';
import { WorkerRuns } from './workerRuns.ts';

const memory = trialMemoryOfBrowser();

/** The worker's shell: a border at which errors become messages. Everything else is in WorkerRuns. */
const runs = new WorkerRuns({
  send: (message: FromWorker, transfer: Transferable[]) => self.postMessage(message, { transfer }),
  openEngine: (problem, request, ahead) => openEngine(problem, request, ahead && { ...ahead, memory }),
  probeEngines,
  openDisk: async () => (await import('./longRun/browserRunDisk.ts')).browserRunDisk(),
});

self.onmessage = (event: MessageEvent<ToWorker>) => runs.receive(event.data);
