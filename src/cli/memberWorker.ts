import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import { provideThreads } from '../engine/cpu/threads.ts';
import { openEngine } from '../engine/openEngine.ts';
import { memberWorker } from '../simulation/ensemble/memberPort.ts';
import { startNodeThread } from './startNodeThread.ts';

/** A thread of Node that simulates members of an ensemble. */
if (parentPort === null) throw new TypeError('memberWorker is a thread of a sweep: it is not started by hand');
const port = parentPort;
provideThreads(startNodeThread, os.availableParallelism());
port.on(
  'message',
  memberWorker(openEngine, (answer, transfer) => port.postMessage(answer, transfer)),
);
