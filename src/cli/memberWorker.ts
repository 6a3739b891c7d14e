import { parentPort } from 'node:worker_threads';
import { openEngine, openEnsemble } from '../engine/openEngine.ts';
import { memberWorker } from '../simulation/ensemble/memberPort.ts';
import { offerThreads } from './startNodeThread.ts';

/** A thread of Node that simulates members of an ensemble. */
if (parentPort === null) throw new TypeError('memberWorker is a thread of a sweep: it is not started by hand');
const port = parentPort;
offerThreads();
port.on(
  'message',
  memberWorker({ openEngine, openEnsemble }, (answer, transfer) => port.postMessage(answer, transfer)),
);
