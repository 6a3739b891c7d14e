import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { RunDescription } from '../../model/description.ts';
import type { OpenEngine } from '../session.ts';
import { memberRun, type EnsembleMember, type MemberResult } from './ensemble.ts';
import { simulateMember } from './simulateMember.ts';

/** Messages to a worker that simulates members of an ensemble: the base first, once; then one member after the other. */
export type ToMemberWorker =
  | { readonly type: 'begin'; readonly base: RunDescription; readonly engine: EngineRequest }
  | { readonly type: 'simulate'; readonly index: number; readonly member: EnsembleMember };

/** Its answers, one to each 'simulate'. `message` is a sentence: the member could not be run at all. */
export type FromMemberWorker =
  | { readonly type: 'ended'; readonly index: number; readonly result: MemberResult }
  | { readonly type: 'failed'; readonly index: number; readonly message: string };

/** A worker for members, seen from whoever hands them out: a Web Worker fits, a thread of Node with an adapter. */
export interface MemberPort {
  postMessage(message: ToMemberWorker): void;
  onmessage: ((event: { readonly data: FromMemberWorker }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  terminate(): unknown;
}

/**
 * The inside of such a worker: what it is to do with each message.
 * @param send posts an answer, moving the arrays' buffers.
 */
export function memberWorker(
  openEngine: OpenEngine,
  send: (answer: FromMemberWorker, transfer: ArrayBuffer[]) => void,
): (message: ToMemberWorker) => void {
  let begun: Extract<ToMemberWorker, { type: 'begin' }> | undefined;
  const simulate = async (index: number, member: EnsembleMember): Promise<void> => {
    if (begun === undefined) throw new TypeError('a member came before its ensemble');
    const result = await simulateMember(memberRun(begun.base, member), begun.engine, openEngine);
    const arrays = [result.spikeNeuron, result.spikeTime, ...result.meanVoltage];
    send(
      { type: 'ended', index, result },
      arrays.map(({ buffer }) => buffer),
    );
  };
  return (message) => {
    if (message.type === 'begin') {
      begun = message;
      return;
    }
    const { index, member } = message;
    simulate(index, member).catch((error: unknown) => {
      send({ type: 'failed', index, message: error instanceof Error ? error.message : String(error) }, []);
    });
  };
}
