import { Worker } from 'node:worker_threads';
import type { FromMemberWorker, MemberPort } from '../simulation/ensemble/memberPort.ts';

/** Where `vite build --mode cli` puts the thread's program, seen from the bundle that this file is in. */
const PROGRAM = new URL('./memberWorker.js', import.meta.url);

/** Starts a thread for members of an ensemble. It does not keep the process alive. */
export function startMemberThread(): MemberPort {
  const worker = new Worker(PROGRAM);
  worker.unref();
  const port: MemberPort = {
    postMessage: (message) => worker.postMessage(message),
    onmessage: null,
    onerror: null,
    terminate: () => worker.terminate(),
  };
  worker.on('message', (data: FromMemberWorker) => port.onmessage?.({ data }));
  worker.on('error', (error) => port.onerror?.({ message: error instanceof Error ? error.message : String(error) }));
  return port;
}
