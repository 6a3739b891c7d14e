import type { EngineInfo } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import type { Batch } from '../recording/batch.ts';
import { countSteps } from '../simulation/countSteps.ts';
import type { LongRunProgress } from '../simulation/longRun/runRecorder.ts';
import type { FromWorker, NetworkSummary, Progress } from '../simulation/protocol.ts';
import type { Mailbox } from './mailbox.ts';
import type { RunningLongRun, RunningSession } from './openRun.ts';

type Message<Type> = Extract<FromWorker, { type: Type }>;

/** A session whose worker sits in a browser: its messages are taken here one by one, in the order of the protocol. */
export class BrowserSession implements RunningSession {
  readonly engine: EngineInfo;
  readonly network: NetworkSummary;
  readonly notices: readonly string[];
  protected readonly mailbox: Mailbox<FromWorker>;
  private reached: Progress;

  /** Resolves when the worker is ready. @throws Error with the worker's sentence when it cannot run this. */
  static async open(mailbox: Mailbox<FromWorker>, run: RunDescription): Promise<BrowserSession> {
    return new BrowserSession(mailbox, run, await take(mailbox, 'ready'));
  }

  protected constructor(
    mailbox: Mailbox<FromWorker>,
    run: RunDescription,
    { step, engine, network, notices }: Message<'ready'>,
  ) {
    this.mailbox = mailbox;
    this.engine = engine;
    this.network = network;
    this.notices = notices;
    // What the worker will say with its first batch.
    this.reached = { step, steps: countSteps(run), time: step * run.dt, wallSeconds: 0, speed: 0 };
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

/** One whose worker takes its run to disk, through a folder on this side. */
export class RecordedBrowserSession extends BrowserSession implements RunningLongRun {
  private said: LongRunProgress;
  private readonly written: () => number;
  /** Bytes on disk beyond those that this session has written. */
  private readonly bytesBefore: number;

  /** @param written Bytes that the worker has written into the folder, of all files. */
  static override async open(
    mailbox: Mailbox<FromWorker>,
    run: RunDescription,
    written: () => number = () => 0,
  ): Promise<RecordedBrowserSession> {
    const ready = await take(mailbox, 'ready');
    return new RecordedBrowserSession(mailbox, run, ready, (await take(mailbox, 'confirmed')).progress, written);
  }

  private constructor(
    mailbox: Mailbox<FromWorker>,
    run: RunDescription,
    ready: Message<'ready'>,
    said: LongRunProgress,
    written: () => number,
  ) {
    super(mailbox, run, ready);
    this.said = said;
    this.written = written;
    this.bytesBefore = said.bytes - written();
  }

  get longRun(): LongRunProgress {
    return { ...this.said, bytes: this.bytesBefore + this.written() };
  }

  /** As `RecordedSession.advance`: the last piece of a batch is answered with when the batch is confirmed. */
  override async advance(): Promise<Batch> {
    const batch = await super.advance();
    if (this.progress.step === this.said.batchEnd) this.said = (await take(this.mailbox, 'confirmed')).progress;
    return batch;
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
