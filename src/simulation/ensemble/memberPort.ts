import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { OpenEngine } from '../session.ts';
import { memberRun, type EnsembleDescription, type MemberResult } from './ensemble.ts';
import { simulateMember } from './simulateMember.ts';
import { simulateOnDevice, type OpenEnsemble } from './simulateOnDevice.ts';
import { messageOf } from '../../wording/messageOf.ts';

/**
 * Messages to a worker that simulates members of an ensemble: what they all are, once, in one message, so that matrices and samples which
 * members share are copied once; then one member after the other, or all of them together on one device.
 */
export type ToMemberWorker =
  | { readonly type: 'begin'; readonly ensemble: EnsembleDescription; readonly engine: EngineRequest }
  | { readonly type: 'simulate'; readonly index: number }
  | { readonly type: 'simulateTogether' };

/** Its answers: one 'ended' to each 'simulate'; to 'simulateTogether' one for each member and the share between them, then 'finished'. */
export type FromMemberWorker =
  | { readonly type: 'ended'; readonly index: number; readonly result: MemberResult }
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'finished' }
  /** A sentence: a member could not be run at all. */
  | { readonly type: 'failed'; readonly message: string };

/** A worker for members, seen from whoever hands them out: a Web Worker fits, a thread of Node with an adapter. */
export interface MemberPort {
  postMessage(message: ToMemberWorker): void;
  onmessage: ((event: MessageEvent<FromMemberWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): unknown;
}

export interface MemberEngines {
  readonly openEngine: OpenEngine;
  readonly openEnsemble: OpenEnsemble;
}

/**
 * The inside of such a worker: what it is to do with each message.
 * @param send posts an answer, moving the arrays' buffers.
 */
export function memberWorker(
  { openEngine, openEnsemble }: MemberEngines,
  send: (answer: FromMemberWorker, transfer: ArrayBuffer[]) => void,
): (message: ToMemberWorker) => void {
  let begun: Extract<ToMemberWorker, { type: 'begin' }> | undefined;
  const ensemble = () => {
    if (begun === undefined) throw new TypeError('a member came before its ensemble');
    return begun;
  };
  const sendResult = (index: number, result: MemberResult): void => {
    const arrays = [result.spikeNeuron, result.spikeTime, ...result.meanVoltage];
    send(
      { type: 'ended', index, result },
      arrays.map(({ buffer }) => buffer),
    );
  };
  const simulate = async (index: number): Promise<void> => {
    const { ensemble: described, engine } = ensemble();
    const { base, members } = described;
    sendResult(index, await simulateMember(memberRun(base, members[index]!), engine, openEngine));
  };
  const simulateTogether = async (): Promise<void> => {
    const { ensemble: described, engine } = ensemble();
    for await (const event of simulateOnDevice(described, engine, { openEnsemble, openEngine })) {
      if (event.kind === 'ended') sendResult(event.index, event.result);
      else send({ type: 'progress', share: event.share }, []);
    }
    send({ type: 'finished' }, []);
  };
  const answer = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      send({ type: 'failed', message: messageOf(error) }, []);
    });
  };
  return (message) => {
    switch (message.type) {
      case 'begin':
        begun = message;
        return;
      case 'simulate':
        return answer(simulate(message.index));
      case 'simulateTogether':
        return answer(simulateTogether());
      default:
        return message satisfies never;
    }
  };
}
