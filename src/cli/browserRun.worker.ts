import { openEngine, probeEngines } from '../engine/openEngine.ts';
import { RecordedSession } from '../simulation/longRun/recordedSession.ts';
import type { RunDisk } from '../simulation/longRun/runDisk.ts';
import type { FromWorker, ToWorker } from '../simulation/protocol.ts';
import { WorkerRuns } from '../simulation/workerRuns.ts';
import type { FolderAnswer, FolderRequest } from './folderProtocol.ts';
import { postToNode } from './postToNode.ts';
import { RemoteFolder } from './remoteFolder.ts';
import { unpack } from './wire.ts';

/** Runs that go to disk go to a folder of the command line, whose address is its name. */
const disk: RunDisk = {
  async open({ longRun, ...start }, open, onSilent) {
    const folder = new RemoteFolder((request) => ask(new URL(longRun.name, location.origin), request));
    const session = await RecordedSession.open(folder, { ...start, longRun }, open, onSilent);
    return { session, letGo: () => {} };
  },
};

/** The lab's worker as the command line runs it in a browser. */
const runs = new WorkerRuns({
  send: (message: FromWorker, transfer: Transferable[]) => self.postMessage(message, { transfer }),
  openEngine,
  probeEngines,
  openDisk: async () => disk,
});

self.onmessage = (event: MessageEvent<ToWorker>) => runs.receive(event.data);

async function ask(address: URL, request: FolderRequest): Promise<FolderAnswer> {
  return unpack(await postToNode(address, request)) as FolderAnswer;
}
