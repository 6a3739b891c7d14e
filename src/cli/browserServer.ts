import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { arrayBuffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { serve } from '../commands/serve.mjs';
import type { LongRunDescription } from '../model/description.ts';
import type { FromWorker, ToWorker } from '../simulation/protocol.ts';
import type { FolderHost } from './folderHost.ts';
import type { FolderRequest } from './folderProtocol.ts';
import type { Mailbox } from './mailbox.ts';
import { pack, unpack } from './wire.ts';

export interface BrowserServer {
  /** Where the page of `browserHost.ts` finds everything. */
  readonly page: string;
  close(): Promise<void>;
}

/** Where `vite build --mode cli` puts the page, seen from the bundle that this file is in. */
const PAGE_FOLDER = fileURLToPath(new URL('../browser/', import.meta.url));

/** A run that goes to disk, and the folder that it goes to. */
export interface ToFolder {
  readonly longRun: LongRunDescription;
  readonly host: FolderHost;
}

/** Serves the page, the run it has to do and the folder that this goes to, and takes its messages; on this machine only. */
export async function serveRun(
  { run, engine }: Pick<Extract<ToWorker, { type: 'start' }>, 'run' | 'engine'>,
  mailbox: Mailbox<FromWorker>,
  toFolder?: ToFolder,
): Promise<BrowserServer> {
  // Any page of any browser on this machine can reach the port: only the one that was told the name is heard.
  const secret = randomUUID();
  const longRun = toFolder && { ...toFolder.longRun, name: `/${secret}/folder` };
  const start: ToWorker = { type: 'start', runId: 1, run, engine, ...(longRun && { longRun }) };
  const packed = pack(start);
  const reply = async (request: IncomingMessage): Promise<Uint8Array | undefined> => {
    switch (`${request.method} ${request.url}`) {
      case `GET /${secret}/run`:
        return packed;
      case `POST /${secret}/message`:
        await mailbox.put((await receive(request)) as FromWorker);
        return undefined;
      case `POST ${longRun?.name}`:
        return pack(await toFolder!.host.answer((await receive(request)) as FolderRequest));
      default:
        throw new Error(`${request.method} ${request.url}: there is no such thing`);
    }
  };
  const handler = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!request.url?.startsWith(`/${secret}/`)) return false;
    reply(request).then(
      (body) => response.end(body),
      (error: unknown) => response.destroy(error as Error),
    );
    return true;
  };
  const { url, close } = await serve({ root: PAGE_FOLDER, handler });
  return { page: `${url}#${secret}`, close };
}

async function receive(request: IncomingMessage): Promise<unknown> {
  return unpack(await arrayBuffer(request));
}
