import type { Worker } from 'node:worker_threads';
import { messageOf } from '../wording/messageOf.ts';

/** The little of a Web Worker that engines and ensembles ask for. */
export interface WorkerPort<Message> {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: Message }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  terminate(): unknown;
}

/** A worker of Node as a Web Worker is spoken to. It does not keep the process alive. */
export function nodeWorkerPort<Message>(worker: Worker): WorkerPort<Message> {
  worker.unref();
  const port: WorkerPort<Message> = {
    postMessage: (message) => worker.postMessage(message),
    onmessage: null,
    onerror: null,
    terminate: () => worker.terminate(),
  };
  worker.on('message', (data: Message) => port.onmessage?.({ data }));
  worker.on('error', (error) => port.onerror?.({ message: messageOf(error) }));
  return port;
}
