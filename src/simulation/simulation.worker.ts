import { openEngine, probeEngines } from '../engine/openEngine.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { WorkerRuns } from './workerRuns.ts';

/** The worker's shell: a border at which errors become messages. Everything else is in WorkerRuns. */
const runs = new WorkerRuns({
  send: (message: FromWorker, transfer: Transferable[]) => self.postMessage(message, { transfer }),
  openEngine,
  probeEngines,
});

self.onmessage = (event: MessageEvent<ToWorker>) => runs.receive(event.data);
