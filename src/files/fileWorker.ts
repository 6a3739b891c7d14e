import { FileError } from './fileError.ts';
import { messageOf } from '../wording/messageOf.ts';

/** What a worker that reads one file answers, once. */
type FileReply<T> =
  | { readonly type: 'read'; readonly value: T }
  /** The file is not what was expected. */
  | { readonly type: 'refused'; readonly message: string }
  /** The reader failed, whatever the file. */
  | { readonly type: 'broken'; readonly message: string };

/** Page: hands a file to a worker of its own, and ends it after its answer. Rejects with a FileError whose message is for the user. */
export function askFileWorker<Q extends { readonly file: File }, T>(worker: Worker, request: Q): Promise<T> {
  return askReader(worker, request, request.file.name);
}

/** The same of whatever a request names. @param name of what is read, for the message of a reader that fails */
export function askReader<Q, T>(worker: Worker, request: Q, name: string): Promise<T> {
  const reading = new Promise<T>((resolve, reject) => {
    worker.onmessage = ({ data: reply }: MessageEvent<FileReply<T>>) => {
      switch (reply.type) {
        case 'read':
          return resolve(reply.value);
        case 'refused':
          return reject(new FileError(reply.message));
        case 'broken':
          return reject(new Error(reply.message));
      }
    };
    worker.onerror = (event) => reject(new Error(`the reader of ${name} failed: ${event.message}`));
    worker.postMessage(request);
  });
  return reading.finally(() => worker.terminate());
}

/**
 * Worker: answers requests for a file, so that a large one does not hold the page.
 * @param read makes the answer out of the file's bytes; a FileError is for the user
 * @param buffersOf what of the answer is handed over instead of copied
 */
export function answerFileRequests<Q extends { readonly file: File }, T>(
  read: (bytes: Uint8Array<ArrayBuffer>, request: Q) => T | Promise<T>,
  buffersOf: (value: T) => Transferable[],
): void {
  answerRequests<Q, T>(async (request) => read(await readBytes(request.file), request), buffersOf);
}

/** Worker: answers requests of any kind. */
export function answerRequests<Q, T>(
  read: (request: Q) => T | Promise<T>,
  buffersOf: (value: T) => Transferable[],
): void {
  self.onmessage = ({ data: request }: MessageEvent<Q>) => postAnswer(() => read(request), buffersOf);
}

/** Worker: answers one request, where it answers others in other ways. */
export async function postAnswer<T>(
  read: () => T | Promise<T>,
  buffersOf: (value: T) => Transferable[],
): Promise<void> {
  const reply = await answer(async () => read());
  self.postMessage(reply, { transfer: reply.type === 'read' ? buffersOf(reply.value) : [] });
}

async function answer<T>(read: () => Promise<T>): Promise<FileReply<T>> {
  try {
    return { type: 'read', value: await read() };
  } catch (error) {
    if (error instanceof FileError) return { type: 'refused', message: error.message };
    return { type: 'broken', message: messageOf(error) };
  }
}

/** @throws FileError where the file cannot be read. */
export async function readBytes(file: Blob & { readonly name: string }): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // Moved, changed since it was chosen, not permitted, or larger than memory.
    throw new FileError(`${file.name} could not be read: ${messageOf(error)}`);
  }
}
