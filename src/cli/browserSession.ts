import type { EngineInfo } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import type { Batch } from '../recording/batch.ts';
import type { FromWorker, NetworkSummary, Progress } from '../simulation/protocol.ts';
import type { Mailbox } from './mailbox.ts';
import type { RunningSession } from './openRun.ts';

type Message<Type> = Extract<FromWorker, { type: Type }>;

/** A session whose worker sits in a browser: its messages are taken here one by one, in the order of the protocol. */
export class BrowserSession implements RunningSession {
  readonly engine: EngineInfo;
  readonly network: NetworkSummary;
  readonly notices: readonly string[];
  private readonly mailbox: Mailbox<FromWorker>;
  private reached: Progress;

  /** Resolves when the worker is ready. @throws Error with the worker's sentence when it cannot run this. */
  static async open(mailbox: Mailbox<FromWorker>, run: RunDescription): Promise<BrowserSession> {
    return new BrowserSession(mailbox, run, await take(mailbox, 'ready'));
  }

  private constructor(
    mailbox: Mailbox<FromWorker>,
    { duration, dt }: RunDescription,
    { engine, network, notices }: Message<'ready'>,
  ) {
    this.mailbox = mailbox;
    this.engine = engine;
    this.network = network;
    this.notices = notices;
    // What the worker will say with its first batch.
    this.reached = { step: 0, steps: Math.round(duration / dt), time: 0, wallSeconds: 0, speed: 0 };
  }

  get progress(): Progress {
    return this.reached;
  }

  get isDone(): boolean {
    return this.reached.step >= this.reached.steps;
  }

  /** The next batch. @throws Error with the worker's sentence when the run diverged or the browser ended. */
  async advance(): Promise<Batch> {
    const { batch, progress } = await take(this.mailbox, 'batch');
    this.reached = progress;
    return batch;
  }

  /** The state at the end of the run, which the page sends by itself. */
  async readState(): Promise<Float64Array<ArrayBuffer>> {
    await take(this.mailbox, 'finished');
    return (await take(this.mailbox, 'state')).state;
  }
}

/**
 * The next message, which has to be of this type.
 * @throws Error with the worker's sentence when the run failed instead.
 */
export async function take<Type extends FromWorker['type']>(
  mailbox: Mailbox<FromWorker>,
  type: Type,
): Promise<Message<Type>> {
  let message = await mailbox.take();
  // A device that is silent for a while may still answer; one that is given up fails.
  while (message.type === 'stalled') message = await mailbox.take();
  if (message.type === 'failed') throw new Error(message.message);
  if (message.type !== type) throw new TypeError(`the worker said '${message.type}': expected '${type}'`);
  return message as Message<Type>;
}
