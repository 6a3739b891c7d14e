import type { FromRunsWorker, ToRunsWorker } from './runsProtocol.ts';
import { RunsOfWorker } from './runsOfWorker.ts';

/** The worker's shell: a border at which errors become messages. */
const runs = new RunsOfWorker((message: FromRunsWorker, transfer: Transferable[]) =>
  self.postMessage(message, { transfer }),
);

self.onmessage = ({ data }: MessageEvent<ToRunsWorker>) => runs.receive(data);
