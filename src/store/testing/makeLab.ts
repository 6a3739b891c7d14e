import type { BenchmarkWorker } from '../../benchmark/benchmarkWorker.ts';
import type { WorkerPort } from '../../simulation/client.ts';
import { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';

/** A lab of so many neurons whose workers never answer: for what happens to its document. */
export function makeLab(n: number): Lab {
  const silent: WorkerPort & BenchmarkWorker = {
    postMessage: () => undefined,
    terminate: () => undefined,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  const lab = new Lab({
    createWorker: () => silent,
    createBenchmarkWorker: () => silent,
    schedule: () => undefined,
    readCurrent: () => Promise.reject(new Error('no file was expected')),
    storage: { getItem: () => null, setItem: () => undefined },
    isTall: false,
    looksAlike: () => false,
  });
  lab.document.setState(withNetwork(lab.document.getState(), { n }), true);
  return lab;
}
