import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { EnsembleDescription, EnsembleEvent } from './ensemble.ts';
import type { FromMemberWorker, MemberPort } from './memberPort.ts';

export interface WorkersOptions {
  /** At most this many members at once. */
  readonly workers: number;
  /** Whether one worker gets all members, for a device that runs them together; otherwise each gets one after the other. */
  readonly isTogether?: boolean;
  createWorker(): MemberPort;
  /** Takes a worker that has nothing left to do; otherwise it is ended. */
  keepWorker?(port: MemberPort): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the members of an ensemble on workers, each on an engine of its own; yields as they end. Members begin in their order.
 * @throws Error with the worker's sentence when a member cannot be run or a worker ends.
 * @throws the reason of `signal`; the workers are ended.
 */
export async function* simulateOnWorkers(
  ensemble: EnsembleDescription,
  engine: EngineRequest,
  { workers, isTogether = false, createWorker, keepWorker, signal }: WorkersOptions,
): AsyncGenerator<EnsembleEvent, void> {
  const { length } = ensemble.members;
  const arrived: FromMemberWorker[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => {};
  const fail = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const onAbort = (): void => fail(signal!.reason);

  const busy = new Set<MemberPort>();
  let next = 0;
  const handOut = (port: MemberPort): void => {
    if (next === length) return;
    busy.add(port);
    if (isTogether) {
      port.postMessage({ type: 'simulateTogether' });
      next = length;
    } else port.postMessage({ type: 'simulate', index: next++ });
  };
  const receive = (port: MemberPort, answer: FromMemberWorker): void => {
    arrived.push(answer);
    const isDone = isTogether ? answer.type === 'finished' : answer.type === 'ended';
    if (isDone) {
      busy.delete(port);
      handOut(port);
    }
    wake();
  };
  const ports = Array.from({ length: isTogether ? 1 : Math.min(workers, length) }, () => createWorker());
  try {
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    for (const port of ports) {
      port.onmessage = ({ data }) => receive(port, data);
      port.onerror = ({ message }) =>
        fail(
          new Error(
            message
              ? `a worker of the ensemble stopped: ${message}`
              : 'the workers of the ensemble could not be loaded; check the connection and reload the page',
          ),
        );
      port.postMessage({ type: 'begin', ensemble, engine });
      handOut(port);
    }
    let ended = 0;
    while (busy.size > 0 || arrived.length > 0) {
      if (failure !== undefined) throw failure.error;
      const answer = arrived.shift();
      if (answer === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      switch (answer.type) {
        case 'ended':
          yield { kind: 'ended', index: answer.index, result: answer.result };
          ended++;
          if (!isTogether) yield { kind: 'progress', share: ended / length };
          break;
        case 'progress':
          yield { kind: 'progress', share: answer.share };
          break;
        case 'finished':
          break;
        case 'failed':
          throw new Error(answer.message);
        default:
          answer satisfies never;
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    for (const port of ports) {
      const isKept = keepWorker !== undefined && failure === undefined && !busy.has(port);
      if (isKept) keepWorker(port);
      else port.terminate();
    }
  }
}
