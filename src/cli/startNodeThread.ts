import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { threadProgram } from '../engine/cpu/threadProgram.ts';
import { provideThreads, type StartThread, type Thread } from '../engine/cpu/threads.ts';
import { nodeWorkerPort } from './nodeWorkerPort.ts';

/** Makes a worker of Node look like a Web Worker to the script that runs in it. */
const PRELUDE = `
const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

/** Starts a thread of Node on a script for a Web Worker, as text. It does not keep the process alive. */
export function startNodeScript(script: string): Thread {
  return nodeWorkerPort(new Worker(PRELUDE + script, { eval: true }));
}

/** Starts a thread of the `cpu` engine. Its program comes as text: a bundle for Node has no file of its own for it. */
export const startNodeThread: StartThread = () => startNodeScript(`(${threadProgram.toString()})()`);

/** Gives the engines of this process their threads; before they are looked for. */
export function offerThreads(): void {
  provideThreads(startNodeThread, os.availableParallelism());
}
