import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { provideThreads, type Thread } from '../engine/cpu/threads.ts';
import { nodeWorkerPort } from './nodeWorkerPort.ts';

/** Makes a worker of Node look like a Web Worker to the script that runs in it. */
const PRELUDE = `
const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

/** Starts a thread of Node on a script for a Web Worker. It does not keep the process alive. */
export function startNodeThread(script: string): Thread {
  return nodeWorkerPort(new Worker(PRELUDE + script, { eval: true }));
}

/** Gives the engines of this process their threads; before they are looked for. */
export function offerThreads(): void {
  provideThreads(startNodeThread, os.availableParallelism());
}
