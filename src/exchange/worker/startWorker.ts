/** The program that writes files and reads spikes, in a worker of its own for one request. */
export function startWorker(): Worker {
  return new Worker(new URL('./exchange.worker.ts', import.meta.url), { type: 'module' });
}
