import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { EnsembleDescription, EnsembleEvent } from './ensemble.ts';
import type { FromMemberWorker, MemberPort } from './memberPort.ts';

export interface WorkersOptions {
  /** At most this many members at once. */
  readonly workers: number;
  createWorker(): MemberPort;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the members of an ensemble on workers, each on an engine of its own, one after the other; yields as they end.
 * @throws Error with the worker's sentence when a member cannot be run or a worker ends.
 * @throws the reason of `signal`; the workers are ended.
 */
export async function* simulateOnWorkers(
  { base, members }: EnsembleDescription,
  engine: EngineRequest,
  { workers, createWorker, signal }: WorkersOptions,
): AsyncGenerator<EnsembleEvent, void> {
  const arrived: FromMemberWorker[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => {};
  const fail = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const onAbort = (): void => fail(signal!.reason);

  let next = 0;
  const handOut = (port: MemberPort): void => {
    if (next === members.length) return;
    const index = next++;
    port.postMessage({ type: 'simulate', index, member: members[index]! });
  };
  const ports = Array.from({ length: Math.min(workers, members.length) }, () => createWorker());
  try {
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    for (const port of ports) {
      port.onmessage = ({ data }) => {
        arrived.push(data);
        handOut(port);
        wake();
      };
      port.onerror = ({ message }) => fail(new Error(`a worker of the ensemble stopped: ${message}`));
      port.postMessage({ type: 'begin', base, engine });
      handOut(port);
    }
    for (let ended = 0; ended < members.length;) {
      if (failure !== undefined) throw failure.error;
      const answer = arrived.shift();
      if (answer === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      if (answer.type === 'failed') throw new Error(answer.message);
      const { index, result } = answer;
      yield { kind: 'ended', index, result };
      yield { kind: 'progress', share: ++ended / members.length };
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    for (const port of ports) port.terminate();
  }
}
