import { sameEngine, type EngineRequest } from '../../engine/engineInfo.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import type { Batch } from '../../recording/batch.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { Session, type OpenEngine, type SessionBatch } from '../session.ts';
import { FolderRecorder } from './folderRecorder.ts';
import { openLongRun } from './openLongRun.ts';
import { openRecordedEngine } from './recordedEngine.ts';
import { putEngine } from './runExperiment.ts';
import type { RunFolder } from './runFolder.ts';
import type { LongRunProgress } from './runRecorder.ts';

/** What a session and one that goes to disk have in common. */
type AnySession = Pick<Session, Exclude<keyof Session, 'rows'>>;

/**
 * A session that takes its run to disk: batch by batch, each confirmed before the next begins. While one piece is written the next is computed;
 * no more than that waits in memory, however slow the disk is.
 */
export class RecordedSession implements AnySession {
  private readonly session: Session;
  private readonly recorder: FolderRecorder;
  private readonly damage: readonly string[];
  /** What is being written; it fails where it is waited for. */
  private writing: Promise<void> = Promise.resolve();

  /**
   * Opens a run where its folder has got to: from the last confirmed batch on, or from its start, where the folder learns its engine. One that is
   * over needs none.
   * @throws FileError, RangeError and Error with a sentence for the user, as `openLongRun` and `Session.open`
   */
  static async open(
    folder: RunFolder,
    {
      run,
      longRun,
      engine,
    }: { readonly run: RunDescription; readonly longRun: LongRunDescription; readonly engine: EngineRequest },
    openEngine: OpenEngine,
    onSilent?: (seconds: number) => void,
  ): Promise<RecordedSession> {
    const { plan, from, ...found } = await openLongRun(folder, run, longRun);
    const isOver = found.confirmed === plan.batches;
    const open = (isOver ? await openRecordedEngine(folder) : undefined) ?? openEngine;
    const session = await Session.open(run, engine, open, onSilent, from, longRun.record);
    try {
      if (found.confirmed === 0) await putEngine(folder, sameEngine(session.engine));
      return new RecordedSession(session, new FolderRecorder(folder, plan, session.rows!, run.dt, found), found.damage);
    } catch (error) {
      await session.dispose();
      throw error;
    }
  }

  private constructor(session: Session, recorder: FolderRecorder, damage: readonly string[]) {
    this.session = session;
    this.recorder = recorder;
    this.damage = damage;
  }

  /** How much of the run is on disk. */
  get longRun(): LongRunProgress {
    return this.recorder.progress;
  }

  get engine(): Session['engine'] {
    return this.session.engine;
  }

  get network(): Session['network'] {
    return this.session.network;
  }

  get notices(): Session['notices'] {
    const damage = this.damage.map((sentence) => `${sentence}: the run goes on, but cannot be merged`);
    return [...this.session.notices, ...damage];
  }

  get isDone(): boolean {
    return this.session.isDone;
  }

  get isUnderWay(): boolean {
    return this.session.isUnderWay;
  }

  get progress(): Session['progress'] {
    return this.session.progress;
  }

  get dt(): number {
    return this.session.dt;
  }

  halt(): void {
    this.session.halt();
  }

  changePace(): void {
    this.session.changePace();
  }

  /**
   * As `Session.advance`, but never beyond the batch in progress. The last piece of a batch is answered with when the batch is confirmed.
   * @throws Error with a sentence also where the disk is full.
   */
  async advance(until = Infinity): Promise<Batch> {
    return this.write(await this.session.advance(Math.min(until, this.longRun.batchEnd)));
  }

  async deliver(): Promise<Batch> {
    return this.write(await this.session.deliver());
  }

  /** @throws Error always: what is on disk already belongs to the run as it was. */
  async edit(): Promise<void> {
    throw new Error('this run goes to disk as it was begun: the edit counts from the next start');
  }

  readState(): Promise<Float64Array<ArrayBuffer>> {
    return this.session.readState();
  }

  readCheckpoint(): Promise<Checkpoint> {
    return this.session.readCheckpoint();
  }

  /** Nothing: a run that goes to disk goes on from there. */
  takeKept(): undefined {
    return undefined;
  }

  giveUp(): void {
    this.session.giveUp();
  }

  /** What was not confirmed is lost. */
  async dispose(): Promise<void> {
    await this.session.dispose();
    await this.writing.catch(() => {});
    await this.recorder.close();
  }

  private async write({ recorded, ...batch }: SessionBatch): Promise<Batch> {
    await this.writing;
    this.writing = this.recorder.append(recorded!);
    // It is heard where it is waited for.
    this.writing.catch(() => {});
    if (this.session.progress.step === this.longRun.batchEnd) {
      await this.writing;
      await this.recorder.confirm(await this.session.readCheckpoint());
      // It took so long, though no batch follows that would count it.
      if (this.isDone) this.halt();
    }
    return batch;
  }
}
