import type { BenchmarkWorker } from '../../benchmark/benchmarkWorker.ts';
import type { WorkerPort } from '../../simulation/client.ts';
import type { FromWorker, Progress, ToWorker } from '../../simulation/protocol.ts';
import { Lab } from '../lab.ts';
import type { LabParts } from '../lab.ts';

const ENGINE = { kind: 'reference', precision: 'float64', device: '', isSoftware: true, reason: '' } as const;

/** A lab with a worker that says what the test says, frame by frame. Timers are the test's. */
export function setUp(parts: Partial<LabParts> = {}) {
  const sent: ToWorker[] = [];
  const saved = new Map<string, string>();
  let frame: (() => void)[] = [];
  const port: WorkerPort = {
    postMessage: (message) => sent.push(message),
    terminate: () => undefined,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  const benchmarkWorker: BenchmarkWorker = {
    postMessage: () => undefined,
    terminate: () => undefined,
    onmessage: null,
    onerror: null,
  };
  const storage = {
    getItem: (key: string) => saved.get(key) ?? null,
    setItem: (key: string, value: string) => void saved.set(key, value),
  };
  const open = (more: Partial<LabParts> = {}): Lab =>
    new Lab({
      createWorker: () => port,
      createBenchmarkWorker: () => benchmarkWorker,
      schedule: (callback) => frame.push(callback),
      readCurrent: () => Promise.reject(new Error('no file was expected')),
      storage,
      isTall: false,
      looksAlike: () => false,
      ...parts,
      ...more,
    });
  const lab = open();
  const reply = (message: FromWorker): void => port.onmessage!({ data: message } as MessageEvent<FromWorker>);
  const nextFrame = (): void => {
    const callbacks = frame;
    frame = [];
    callbacks.forEach((callback) => callback());
  };
  const runId = (): number => sent.findLast((message) => message.type === 'start')!.runId;
  const ready = (): void => {
    const { n } = lab.shown.network;
    const populations = [
      { name: 'PN', first: 0, count: 0.75 * n },
      { name: 'LN', first: 0.75 * n, count: 0.25 * n },
    ];
    const network = { n, populations, synapses: [] };
    reply({ type: 'ready', runId: runId(), step: 0, completeStep: 0, engine: ENGINE, network, notices: [] });
  };
  const progressAt = (step: number): Progress => ({ step, steps: 100_000, time: step / 100, wallSeconds: 1, speed: 2 });
  /** Ten steps from `firstStep`, with one recorded row at V for all neurons. */
  const batch = (firstStep: number, V = -65): void => {
    const { n } = lab.shown.network;
    reply({
      type: 'batch',
      runId: runId(),
      progress: progressAt(firstStep + 10),
      batch: {
        firstStep,
        steps: 10,
        firstRecordedStep: firstStep,
        voltage: new Float32Array(n).fill(V),
        spikeNeuron: new Int32Array(0),
        spikeStep: new Float64Array(0),
      },
    });
    nextFrame();
  };
  return { lab, open, sent, saved, reply, ready, batch, runId, progressAt };
}
