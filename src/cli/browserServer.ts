import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serve } from '../commands/serve.mjs';
import type { FromWorker, ToWorker } from '../simulation/protocol.ts';
import type { Mailbox } from './mailbox.ts';
import { pack, unpack } from './wire.ts';

export interface BrowserServer {
  /** Where the page of `browserHost.ts` finds everything. */
  readonly page: string;
  close(): Promise<void>;
}

/** Where `vite build --mode cli` puts the page, seen from the bundle that this file is in. */
const PAGE_FOLDER = fileURLToPath(new URL('../browser/', import.meta.url));

/** Serves the page, the run it has to do, and takes its messages; on this machine only. */
export async function serveRun(
  start: Extract<ToWorker, { type: 'start' }>,
  mailbox: Mailbox<FromWorker>,
): Promise<BrowserServer> {
  const run = pack(start);
  // Any page of any browser on this machine can reach the port: only the one that was told the name is heard.
  const secret = randomUUID();
  const handler = (request: IncomingMessage, response: ServerResponse): boolean => {
    switch (`${request.method} ${request.url}`) {
      case `GET /${secret}/run`:
        response.end(run);
        return true;
      case `POST /${secret}/message`:
        receive(request)
          .then((message) => mailbox.put(message))
          .then(
            () => response.end(),
            (error: unknown) => response.destroy(error as Error),
          );
        return true;
      default:
        return false;
    }
  };
  const { url, close } = await serve({ root: PAGE_FOLDER, handler });
  return { page: `${url}#${secret}`, close };
}

async function receive(request: IncomingMessage): Promise<FromWorker> {
  const body = Buffer.concat(await request.toArray());
  return unpack(new Uint8Array(body).buffer) as FromWorker;
}
