import { CREDITS, type FromWorker, type ToWorker } from '../simulation/protocol.ts';
import { postToNode } from './postToNode.ts';
import { unpack } from './wire.ts';

/**
 * The whole page of a run that the command line does in a browser: it fetches the run, says which engines there are, starts
 * its worker on the run and posts every message of the worker back, one after the other. A batch gives its credit
 * back when its post is answered.
 */
const address = new URL(`${location.hash.slice(1)}/`, location.href);
const worker = new Worker(new URL('./browserRun.worker.ts', import.meta.url), { type: 'module', name: 'run' });
let posted: Promise<void> = Promise.resolve();

const response = await fetch(new URL('run', address));
const start = unpack(await response.arrayBuffer()) as Extract<ToWorker, { type: 'start' }>;
const { runId } = start;

worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
  // The command line starts over where a run fails.
  if (data.type === 'kept') return;
  posted = posted.then(() => post(data)).then(() => answer(data));
};
worker.onerror = ({ message }) => {
  posted = posted.then(() => post({ type: 'failed', runId, message: `the simulation worker stopped: ${message}` }));
};
worker.postMessage({ type: 'probe' });

async function post(message: FromWorker): Promise<void> {
  await postToNode(new URL('message', address), message);
}

function answer(message: FromWorker): void {
  switch (message.type) {
    case 'engines':
      worker.postMessage(start);
      for (let credit = 0; credit < CREDITS; credit++) worker.postMessage({ type: 'pull', runId });
      break;
    case 'batch':
      worker.postMessage({ type: 'pull', runId });
      break;
    case 'finished':
      worker.postMessage({ type: 'readState', runId });
      break;
  }
}
