import { Worker } from 'node:worker_threads';
import type { MemberPort } from '../simulation/ensemble/memberPort.ts';
import { nodeWorkerPort } from './nodeWorkerPort.ts';

/** Where `vite build --mode cli` puts the thread's program, seen from the bundle that this file is in. */
const PROGRAM = new URL('./memberWorker.js', import.meta.url);

/** Starts a thread for members of an ensemble. It does not keep the process alive. */
export function startMemberThread(): MemberPort {
  return nodeWorkerPort(new Worker(PROGRAM));
}
