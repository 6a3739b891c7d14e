import type { WorkerPort } from '../../simulation/client.ts';
import type { FromWorker } from '../../simulation/protocol.ts';
import type { OpenEngine } from '../../simulation/session.ts';
import { WorkerRuns } from '../../simulation/workerRuns.ts';
import type { Lab, LabParts } from '../lab.ts';
import type { RunStatus } from '../runState.ts';
import { setUp } from './setUp.ts';

/**
 * A lab whose worker is the real one's inside; what is sent is copied, as between threads.
 * @param parts in place of the test's
 * @returns `crash`: ends the worker, as a browser does that has run out of memory.
 */
export function runningLab(
  openEngine: OpenEngine,
  parts: Partial<LabParts> = {},
): {
  readonly lab: Lab;
  until(status: RunStatus): Promise<void>;
  crash(): void;
} {
  let newest: WorkerPort | undefined;
  const createWorker = (): WorkerPort => {
    const runs = new WorkerRuns({
      send: (message, transfer) => {
        const copy: FromWorker = structuredClone(message, { transfer });
        setTimeout(() => port === newest && port.onmessage!({ data: copy } as MessageEvent<FromWorker>));
      },
      openEngine,
      probeEngines: () => Promise.resolve([]),
    });
    const port: WorkerPort = {
      postMessage: (message) => runs.receive(structuredClone(message)),
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    };
    newest = port;
    return port;
  };
  const { lab } = setUp({ createWorker, schedule: (callback) => void setTimeout(callback), ...parts });
  const crash = (): void => {
    const port = newest!;
    newest = undefined;
    port.onerror!({ message: 'out of memory' } as ErrorEvent);
  };
  const until = (status: RunStatus): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const now = lab.run.getState();
        if (now.status === 'failed') reject(new Error(now.failure));
        else if (now.status === status) resolve();
        else setTimeout(look, 1);
      };
      look();
    });
  return { lab, until, crash };
}
