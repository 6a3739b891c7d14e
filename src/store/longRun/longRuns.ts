import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import type { DiskRun, MergeFormat } from '../../simulation/longRun/runsProtocol.ts';
import type { LongRunProgress } from '../../simulation/longRun/runRecorder.ts';
import type { DiskRoom, RunsOnDisk } from '../../simulation/longRun/runsOnDisk.ts';
import { documentOfRun } from '../compare/documentOfRun.ts';
import type { Lab } from '../lab.ts';
import { onePerLab } from '../onePerLab.ts';
import { mayStop } from '../mayStop.ts';
import { isUnderWay } from '../runState.ts';
import type { BranchPoint } from '../runState.ts';
import type { Place } from '../library/place.ts';
import { placeOf } from '../placeOf.ts';
import { replaceLab } from '../replaceLab.ts';
import { isSameRun, mayReplace } from '../unsavedWork.ts';
import { checkDocument } from '../warnings.ts';
import { needOf, planOf } from './longRunPlan.ts';
import { folderName } from './folderName.ts';
import { messageOf } from '../../wording/messageOf.ts';

export type { DiskCheckpoint, DiskFile, DiskRun, MergeFormat } from '../../simulation/longRun/runsProtocol.ts';
export type { DiskRoom } from '../../simulation/longRun/runsOnDisk.ts';

/** How often, and after how many ms each, a run that some worker is at work on is looked at again before it counts as another tab's. */
const MOST_ATTEMPTS = 10;
const ATTEMPT_INTERVAL = 300;

/** ms within which a run that was begun is opened by its worker, and has no lock before. */
const BEGINNING = 60_000;

/** '14:22', in the user's time zone: the list of runs has the day. */
const TIME = new Intl.DateTimeFormat('en', { timeStyle: 'short', hourCycle: 'h23' });

export interface LongRunsState {
  /** The newest first; undefined until the disk was looked at. */
  readonly runs?: readonly DiskRun[];
  /** Names of those that some tab is at work on. */
  readonly held: ReadonlySet<string>;
  /** Undefined where the browser does not tell. */
  readonly room?: DiskRoom;
  /** The run that can be gone on with after a reload or a crash: it is offered until it is taken or waved away. */
  readonly offered?: string;
  /** What goes on with a run on disk. */
  readonly task?: { readonly kind: 'merging' | 'deleting'; readonly name: string; readonly share: number };
  /** Whether something is asked of the disk that the next request has to wait for. */
  readonly isBusy: boolean;
  /** One sentence: why the last request came to nothing. */
  readonly problem?: string;
}

/** The runs on disk of this browser, and what the lab does with them. */
export class LongRuns {
  readonly state: StoreApi<LongRunsState>;
  readonly #lab: Lab;
  #disk: Promise<RunsOnDisk> | undefined;
  #task: AbortController | undefined;
  /** The folder that holds the checkpoints of a run on screen that does not go to disk, and what it was a run of. */
  #kept: { readonly name: string; readonly run: unknown } | undefined;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.state = createStore<LongRunsState>(() => ({ held: new Set(), isBusy: false }));
    lab.run.subscribe((now, before) => {
      const { longRun } = now;
      if (longRun?.progress && longRun.progress !== before.longRun?.progress)
        this.#follow(longRun.name, longRun.progress);
      // A device that was lost, a disk that is full: what is there can be gone on with.
      if (now.status === 'failed' && before.status !== 'failed' && longRun) void this.#offer(longRun.name);
      if (!isUnderWay(now.status) && isUnderWay(before.status) && before.longRun)
        void this.#refreshWhenLetGo(before.longRun.name);
    });
  }

  /** Looks at the disk. */
  async refresh(): Promise<void> {
    await this.#try(async (disk) => {
      const [runs, held, room] = await Promise.all([disk.worker.ask({ type: 'list' }), disk.held(), disk.room()]);
      this.state.setState({ runs, held, room });
    });
  }

  /** Looks at the disk until the worker of a run that has ended is gone: before, nobody can go on with the run. */
  async #refreshWhenLetGo(name: string): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      await this.refresh();
      const { runs = [], held } = this.state.getState();
      const run = runs.find((one) => one.name === name);
      if (!run || !canGoOn(run) || !held.has(name)) return;
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_INTERVAL));
    }
  }

  /** Looks at the disk after a reload: for where runs start, and for the newest run that has not come to its end, which it offers to go on with. */
  async offerToGoOn(): Promise<void> {
    await this.refresh();
    await this.#bringBranchBack();
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const { runs = [], held } = this.state.getState();
      const unfinished = runs.filter(canGoOn);
      const run = unfinished.find(({ name }) => !held.has(name));
      if (this.#lab.run.getState().longRun || unfinished.length === 0) return;
      if (run) return this.state.setState({ offered: run.name });
      // The worker of the page that was reloaded may not be gone yet.
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_INTERVAL));
      await this.refresh();
    }
  }

  /** No more is said of the run that was offered; it stays on disk. */
  waveAway(): void {
    this.state.setState({ offered: undefined });
  }

  /** Starts the document's run, to disk. */
  async start(): Promise<void> {
    const document = this.#lab.document.getState();
    const need = needOf(this.#lab, document);
    const obstacle = checkDocument(document) ?? ('problem' in need ? need.problem : undefined);
    if (obstacle !== undefined) return this.#refuse(obstacle);
    if (!(await mayStop(this.#lab, 'Start another long run'))) return;
    const before = this.#lab.run.getState().longRun?.name;
    await this.#work(async (disk) => {
      await disk.persist();
      const longRun = planOf(document);
      const name = folderName(document.title, new Date());
      const from = this.#lab.run.getState().branch?.checkpoint;
      await disk.worker.ask({ type: 'create', name, experiment: { ...document, longRun }, ...(from && { from }) });
      this.state.setState({ offered: undefined });
      this.#lab.start(undefined, { longRun: { ...longRun, name } });
      await this.#removeEmpty(disk, before);
    });
    await this.refresh();
  }

  /**
   * Takes off the disk what was begun and holds nothing to go on from.
   * @param before the run that this lab was at work on, whose worker lets go of it about now
   */
  async #removeEmpty(disk: RunsOnDisk, before: string | undefined): Promise<void> {
    const [runs, held] = await Promise.all([disk.worker.ask({ type: 'list' }), disk.held()]);
    const own = this.#lab.run.getState().longRun?.name;
    const isLeft = ({ name, date }: DiskRun): boolean =>
      name === before || (!held.has(name) && Date.now() - date > BEGINNING);
    for (const run of runs) {
      if (run.name === own || !isEmpty(run) || !isLeft(run)) continue;
      // Another tab may have gone on with it a moment ago: it stays then.
      await disk.worker.ask({ type: 'remove', name: run.name }).catch(() => {});
    }
  }

  /** Runs start at t = 0 again, and no more at a moment of another run. */
  async startAtZero(): Promise<void> {
    if (await mayStop(this.#lab, 'Start at 0 again')) this.#lab.startFrom(undefined);
  }

  /** Goes on with a run from its last batch that is on disk, in its experiment: what is shown for it can be undone. */
  goOn(run: DiskRun, engine?: EngineRequest): Promise<void> {
    return this.#open(run, 'Go on with', 'Going on with', engine);
  }

  /** Shows a run that is over as it was when it ended: all that is on disk of it comes back to the charts, and no engine runs. */
  show(run: DiskRun): Promise<void> {
    return this.#open(run, 'Show', 'Showing', this.#lab.document.getState().engine);
  }

  async #open(run: DiskRun, what: string, label: string, engine: EngineRequest | undefined): Promise<void> {
    const { name, title } = run;
    await this.#work(async (disk) => {
      const experiment = await disk.worker.ask({ type: 'experiment', name });
      const { longRun } = experiment;
      if (!longRun) throw new Error(`${title} was not started as a long run: branch from one of its checkpoints`);
      const place = await this.#placeOf(run, experiment);
      if (!(await mayReplace(this.#lab, `${what} the long run “${title}”`, place.document))) return;
      this.#show(`${label} ${title}`, place, engine ?? experiment.engine);
      this.state.setState({ offered: undefined });
      this.#lab.start(undefined, { longRun: { ...longRun, name } });
    });
  }

  /** Shows the experiment of a run; the next runs start with its state at the checkpoint. */
  async branch(run: DiskRun, file: string): Promise<void> {
    const { title } = run;
    if (!(await mayStop(this.#lab, `Branch from “${title}”`))) return;
    await this.#work(async (disk) => {
      const { experiment, branch } = await readBranch(disk, run, file);
      const place = await this.#placeOf(run, experiment);
      this.#show(`Branch of ${title} at ${Number(branch.time.toFixed(6))} ms`, place, experiment.engine);
      this.#lab.startFrom(branch);
    });
  }

  /** After a reload runs start where they did before it; where that is gone, a sentence says so. */
  async #bringBranchBack(): Promise<void> {
    const { savedBranch } = this.#lab.run.getState();
    if (!savedBranch) return;
    const { name, file, title, time } = savedBranch;
    let branch: BranchPoint | undefined;
    await this.#try(async (disk) => {
      const run = this.state.getState().runs?.find((one) => one.name === name);
      if (run?.checkpoints.some((one) => one.file === file)) ({ branch } = await readBranch(disk, run, file));
    });
    // Another experiment may have been opened meanwhile.
    if (this.#lab.run.getState().savedBranch !== savedBranch) return;
    // A run that was started meanwhile goes on.
    this.#lab.run.setState({ branch, savedBranch: undefined });
    if (branch) return;
    const sentence = `Runs started at ${Number(time.toFixed(6))} ms, with a state of “${title}”, which is not on disk any more: they start at 0.`;
    this.#lab.demo.setState({ notice: { kind: 'told', sentence } });
  }

  /** Keeps the exact state of the run on screen, in its folder on disk or in one of its own. */
  async keepCheckpoint(): Promise<void> {
    await this.#work(async (disk) => {
      const { longRun, run, started, edits, engine } = this.#lab.run.getState();
      if (!run || !started) return;
      let name = longRun?.name;
      if (name === undefined) {
        if (this.#kept?.run !== run) {
          const { longRun: _, ...experiment } = documentOfRun(this.#lab, {
            started,
            edits,
            engine,
            stimulus: this.#lab.document.getState().stimulus,
          });
          this.#kept = { name: folderName(experiment.title, new Date()), run };
          await disk.worker.ask({ type: 'create', name: this.#kept.name, experiment });
        }
        ({ name } = this.#kept);
      }
      const checkpoint = await this.#lab.readCheckpoint();
      await disk.worker.ask({ type: 'keep', name, checkpoint });
      const time = checkpoint.step * checkpoint.dt;
      this.#lab.run.setState(({ checkpoints }) => ({ checkpoints: [...checkpoints, time] }));
    });
    await this.refresh();
  }

  /**
   * Joins the batches of a run to one file.
   * @param target where the user wants it; else it lies in the run's folder
   * @returns the merged file; undefined where it was cancelled or refused
   */
  async merge({ name }: DiskRun, format: MergeFormat, target?: FileSystemFileHandle): Promise<File | undefined> {
    let merged: File | undefined;
    await this.#long('merging', name, async (disk, options) => {
      const file = await disk.worker.ask({ type: 'merge', name, format, ...(target && { target }) }, options);
      merged = await (target && file === undefined ? target.getFile() : disk.file(name, file!));
    });
    return merged;
  }

  async remove({ name }: DiskRun): Promise<void> {
    const { longRun, status } = this.#lab.run.getState();
    if (longRun?.name === name && isUnderWay(status)) this.#lab.reset();
    if (this.state.getState().offered === name) this.waveAway();
    await this.#long('deleting', name, (disk) => disk.worker.ask({ type: 'remove', name }));
  }

  /** Deletes a file that the batches were merged to; they stay, and it can be made again. */
  async removeMerged({ name }: DiskRun, file: string): Promise<void> {
    await this.#work((disk) => disk.worker.ask({ type: 'removeMerged', name, file }));
    await this.refresh();
  }

  /** Ends what goes on with a run on disk. */
  cancel(): void {
    this.#task?.abort();
  }

  /** A file of a run, whose bytes stay on disk. */
  async file({ name }: DiskRun, file: string): Promise<File | undefined> {
    let found: File | undefined;
    await this.#try(async (disk) => void (found = await disk.file(name, file)));
    return found;
  }

  dismissProblem(): void {
    this.state.setState({ problem: undefined });
  }

  #placeOf({ date }: DiskRun, experiment: Experiment): Promise<Place> {
    const { engine: _, ...work } = experiment;
    return placeOf(this.#lab, work, `run of ${TIME.format(date)}`, isSameRun);
  }

  /** Shows the experiment of a run, which starts from nowhere yet; one that is on screen stays as it is. */
  #show(label: string, { experiment, document }: Place, engine: EngineRequest): void {
    if (experiment === this.#lab.experiment.getState().id) {
      this.#lab.document.setState({ engine });
      this.#lab.startFrom(undefined);
      return;
    }
    replaceLab(this.#lab, {
      label,
      document,
      experiment,
      engine,
      notice: (replaced) =>
        `Opened “${document.title}”, the experiment of this run.` +
        (replaced ? ` Your “${replaced.title}” is under Experiments; Undo brings it back.` : ''),
    });
  }

  /** What has come to disk of the run that goes on, without looking there. */
  #follow(name: string, { confirmed, bytes }: LongRunProgress): void {
    this.state.setState(({ runs }) => ({
      runs: runs?.map((run) => (run.name === name ? { ...run, confirmed, bytes: Math.max(bytes, run.bytes) } : run)),
    }));
  }

  async #offer(name: string): Promise<void> {
    await this.refresh();
    const run = this.state.getState().runs?.find((one) => one.name === name);
    if (run && canGoOn(run)) this.state.setState({ offered: name });
  }

  #refuse(problem: string): void {
    this.state.setState({ problem });
  }

  /** What takes its time, can be seen to go on, and be ended. */
  async #long(
    kind: 'merging' | 'deleting',
    name: string,
    work: (disk: RunsOnDisk, options: { onProgress(share: number): void; signal: AbortSignal }) => Promise<unknown>,
  ): Promise<void> {
    const task = new AbortController();
    this.#task = task;
    this.state.setState({ task: { kind, name, share: 0 } });
    const onProgress = (share: number): void => this.state.setState({ task: { kind, name, share } });
    await this.#work(async (disk) => {
      try {
        await work(disk, { onProgress, signal: task.signal });
      } catch (error) {
        if (!task.signal.aborted) throw error;
      }
    });
    this.#task = undefined;
    this.state.setState({ task: undefined });
    await this.refresh();
  }

  async #work(work: (disk: RunsOnDisk) => Promise<unknown>): Promise<void> {
    if (this.state.getState().isBusy) return;
    this.state.setState({ isBusy: true, problem: undefined });
    await this.#try(work);
    this.state.setState({ isBusy: false });
  }

  async #try(work: (disk: RunsOnDisk) => Promise<unknown>): Promise<void> {
    try {
      const { runsOnDisk } = this.#lab;
      if (!runsOnDisk) throw new Error('this browser keeps no files for the lab');
      this.#disk ??= runsOnDisk();
      await work(await this.#disk);
    } catch (error) {
      this.#refuse(messageOf(error));
    }
  }
}

/** What a run was a run of, and its moment of which the checkpoint is. */
async function readBranch(
  { worker }: RunsOnDisk,
  { name, title, date, plan }: DiskRun,
  file: string,
): Promise<{ readonly experiment: Experiment; readonly branch: BranchPoint }> {
  const [experiment, checkpoint] = await Promise.all([
    worker.ask({ type: 'experiment', name }),
    worker.ask({ type: 'checkpoint', name, file }),
  ]);
  const time = checkpoint.step * (plan?.dt ?? experiment.dt);
  const { longRun } = experiment;
  const earlier = longRun && { name, longRun, run: describeRun(experiment) };
  return { experiment, branch: { name, file, title, date, time, checkpoint, ...(earlier && { earlier }) } };
}

/** Whether a run is there that has not come to its end. */
export function canGoOn({ plan, confirmed, problem }: DiskRun): boolean {
  return problem === undefined && plan !== undefined && confirmed < plan.batches;
}

/** Whether a run has come to its end, all of it on disk. */
export function isWhole({ plan, confirmed, problem }: DiskRun): boolean {
  return problem === undefined && plan !== undefined && plan.batches > 0 && confirmed >= plan.batches;
}

/** Whether a run was begun that has left nothing to go on from, to branch from or to take away. */
function isEmpty({ plan, confirmed, checkpoints, problem }: DiskRun): boolean {
  return problem === undefined && plan !== undefined && plan.batches > 0 && confirmed === 0 && checkpoints.length === 0;
}

/** The runs on disk of this lab. */
export const longRunsOf = onePerLab((lab) => new LongRuns(lab));
