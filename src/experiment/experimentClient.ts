import { FileError } from '../files/fileError.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentReply, ExperimentRequest } from './experimentProtocol.ts';
import type { OpenedExperiment } from './openedExperiment.ts';
import type { ExperimentFile } from './writeExperiment.ts';

/** `readExperiment` in a worker of its own. Rejects with a FileError whose message is for the user. */
export async function readExperimentInWorker(file: File): Promise<OpenedExperiment> {
  const reply = await ask({ type: 'read', file });
  if (reply.type === 'read') return reply.opened;
  throw reply.type === 'refused' ? new FileError(reply.message) : new TypeError(`the reader answered ${reply.type}`);
}

/** `writeExperiment` in a worker of its own. @param software version of the lab */
export async function writeExperimentInWorker(experiment: Experiment, software: string): Promise<ExperimentFile> {
  const reply = await ask({ type: 'write', experiment, software });
  if (reply.type === 'written') return reply.file;
  throw new TypeError(`the writer answered ${reply.type}`);
}

function ask(request: ExperimentRequest): Promise<ExperimentReply> {
  const worker = new Worker(new URL('./experiment.worker.ts', import.meta.url), { type: 'module' });
  const asking = new Promise<ExperimentReply>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ExperimentReply>) => resolve(data);
    worker.onerror = (event) =>
      reject(
        new Error(`the experiment could not be ${request.type === 'read' ? 'read' : 'written'}: ${event.message}`),
      );
    worker.postMessage(request);
  });
  return asking.finally(() => worker.terminate());
}
