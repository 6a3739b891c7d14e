import { openEngine, openEnsemble } from '../../engine/openEngine.ts';
import { memberWorker, type ToMemberWorker } from './memberPort.ts';

/** The page's worker for members of an ensemble. */
const receive = memberWorker({ openEngine, openEnsemble }, (answer, transfer) =>
  self.postMessage(answer, { transfer }),
);

self.onmessage = ({ data }: MessageEvent<ToMemberWorker>) => receive(data);
