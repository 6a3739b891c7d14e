import { openEngine, openEnsemble } from '../../../engine/openEngine.ts';
import { memberWorker, type MemberEngines, type MemberPort } from '../memberPort.ts';

/** A worker in this thread. Whatever it is sent and answers is cloned, as between threads. */
export function localWorker(engines: MemberEngines = { openEngine, openEnsemble }): MemberPort {
  const { port1, port2 } = new MessageChannel();
  const receive = memberWorker(engines, (answer, transfer) => port2.postMessage(answer, transfer));
  port2.onmessage = ({ data }) => receive(data);
  const port: MemberPort = {
    postMessage: (message) => port1.postMessage(message),
    onmessage: null,
    onerror: null,
    terminate: () => port1.close(),
  };
  port1.onmessage = (event) => port.onmessage?.(event);
  return port;
}
