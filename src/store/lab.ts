import type { BenchmarkRequest } from '../benchmark/benchmarkProtocol.ts';
import type { BenchmarkWorker } from '../benchmark/benchmarkWorker.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type { RunDescription } from '../model/description.ts';
import { MatrixCache } from '../model/connectivity/matrixCache.ts';
import type { PopulationRange } from '../model/population.ts';
import { probesOf } from '../model/probes.ts';
import { DEFAULT_SAMPLES_PER_MS } from '../model/stimulus/stimulus.ts';
import { Recording } from '../recording/recording.ts';
import { SimulationClient } from '../simulation/client.ts';
import type { SimulationListener, StartOptions, StateReply, WorkerPort } from '../simulation/client.ts';
import type { Checkpoint } from '../simulation/checkpoint.ts';
import type { RunsOnDisk } from '../simulation/longRun/runsOnDisk.ts';
import type { MemberWorkers } from '../simulation/ensemble/memberWorkers.ts';
import type { Pacing, Progress } from '../simulation/protocol.ts';
import { Benchmark } from './benchmark.ts';
import { FIELDS, checkField } from './fields.ts';
import type { Field, FieldName } from './fields.ts';
import { createDemoStore } from './demoState.ts';
import type { DemoStore } from './demoState.ts';
import { createExperimentStore, setExperiment } from './experimentState.ts';
import type { ExperimentStore } from './experimentState.ts';
import { History } from './history.ts';
import type { ReplacedExperiments } from './history.ts';
import { describeRun } from '../experiment/describeRun.ts';
import { KeptRun } from './keptRun.ts';
import { createDocumentStore } from './labDocument.ts';
import type { DocumentStore, LabDocument } from './labDocument.ts';
import { labelWith, lostBetween } from './edits/resizeNetwork.ts';
import { createQuestionStore } from './questionState.ts';
import { createRunStore, NO_RUN } from './runState.ts';
import type { BranchPoint, RunState, RunStore } from './runState.ts';
import { RunFollower } from './runFollower.ts';
import { Autosave } from './saves/autosave.ts';
import { MOST_INLINE, SavedLabs, withRest } from './saves/savedLab.ts';
import type { SavedLab } from './saves/savedLab.ts';
import type { ArrayMemory } from './saves/arrayMemory.ts';
import type { ResultsDatabase } from './results/resultsDatabase.ts';
import { withoutStaleState } from './edits/staleState.ts';
import { ShownNeurons } from './shownNeurons.ts';
import { StateReader } from './stateReader.ts';
import { looksLikeMatrix, nameOf, withUpload } from './edits/stimulusParts.ts';
import { createUploadStore } from './uploadState.ts';
import type { UploadStore } from './uploadState.ts';
import { createViewStore, defaultView, toggleNeuron } from './viewState.ts';
import type { ViewStore } from './viewState.ts';
import { checkDocument } from './warnings.ts';
import { messageOf } from '../wording/messageOf.ts';

/** What the lab needs of the browser; tests hand in plain objects. */
export interface LabParts {
  readonly createWorker: () => WorkerPort;
  readonly createBenchmarkWorker: () => BenchmarkWorker;
  /** Where ensembles run: see ensembleRuns.ts. */
  readonly memberWorkers?: MemberWorkers;
  /** Where long runs are kept; it comes with the first that asks for it: see longRun/longRuns.ts. */
  readonly runsOnDisk?: () => Promise<RunsOnDisk>;
  /** Calls back at the next animation frame. */
  readonly schedule: (callback: () => void) => void;
  readonly readCurrent: (
    file: File,
    options: { readonly n: number; readonly samplesPerMs: number },
  ) => Promise<StimulusUpload>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Where arrays are kept that are too large for `storage`; without it they do not survive a reload. */
  readonly arrayMemory?: ArrayMemory;
  /** Where results are kept over a reload (results/keptResults.ts); it comes with the first that asks for it. */
  readonly resultsDatabase?: () => Promise<ResultsDatabase>;
  /** Whether all tracks fit on the screen: otherwise the heat map is folded at first. */
  readonly isTall: boolean;
  /** Whether the traces of two neurons have the same colour on the charts. */
  readonly looksAlike: (populations: readonly PopulationRange[], a: number, b: number) => boolean;
  /** Wins over the saved engine, until another is chosen, and is not saved: `?engine=reference`. */
  readonly engineOverride?: EngineRequest;
}

/** React hears of progress at most this often, ms. */
const PROGRESS_INTERVAL = 100;

/**
 * The lab without its screen. Owns the recording, which never enters React or zustand: charts read it and look again
 * when `onSamples` says so.
 */
export class Lab {
  readonly document: DocumentStore;
  readonly run: RunStore;
  readonly view: ViewStore;
  readonly upload: UploadStore;
  readonly demo: DemoStore;
  readonly question = createQuestionStore();
  readonly experiment: ExperimentStore;
  readonly history = new History();
  /** The matrices of the document and of the run: see matrixEdits.ts. */
  readonly matrices = new MatrixCache();
  readonly benchmark: Benchmark;
  readonly memberWorkers: MemberWorkers | undefined;
  readonly runsOnDisk: LabParts['runsOnDisk'];
  readonly resultsDatabase: LabParts['resultsDatabase'];
  /** V, gates and concentrations of every neuron now, for who subscribes. */
  readonly states: StateReader;
  /** Resolves when all that was saved is there: what is large comes later than the rest. */
  readonly broughtBack: Promise<void>;
  /** What came out of the run on screen; undefined until the worker has built the network. */
  recording: Recording | undefined;
  readonly storage: LabParts['storage'];
  readonly engineOverride: EngineRequest | undefined;
  readonly #parts: LabParts;
  readonly #autosave: Autosave;
  readonly #client: SimulationClient;
  readonly #follower: RunFollower;
  readonly #neurons: ShownNeurons;
  readonly #kept = new KeptRun();
  readonly #sampleListeners = new Set<() => void>();
  #progress: Progress | undefined;
  #progressTimer: ReturnType<typeof setTimeout> | undefined;
  #uploads = 0;
  /** Whether the last word to the worker was to pause. */
  #isPauseAsked = false;

  constructor(parts: LabParts) {
    this.#parts = parts;
    const { engineOverride } = parts;
    this.storage = parts.storage;
    this.engineOverride = engineOverride;
    const saves = new SavedLabs(parts.storage, parts.arrayMemory);
    const saved = saves.open(defaultView(parts.isTall));
    const names = listed(saved.lost);
    this.document = createDocumentStore({ ...saved.document, ...(engineOverride && { engine: engineOverride }) });
    this.run = createRunStore(saved.branch);
    this.view = createViewStore(saved.view);
    this.upload = createUploadStore(saved.rest ? { reading: names } : { lost: names });
    this.demo = createDemoStore(saved.setAside);
    const savedEngine = { document: saved.document.engine, own: saved.ownEngine ?? saved.document.engine };
    this.experiment = createExperimentStore(engineOverride ?? savedEngine.own, saved.experiment);
    this.benchmark = new Benchmark(parts.createBenchmarkWorker);
    this.memberWorkers = parts.memberWorkers;
    this.runsOnDisk = parts.runsOnDisk;
    this.resultsDatabase = parts.resultsDatabase;
    this.#client = new SimulationClient(parts.createWorker, parts.schedule, this.#listen());
    this.states = new StateReader(this.run, () => this.#client.readState());
    this.#neurons = new ShownNeurons(this.view, parts.looksAlike);
    const { document, run, view, demo, experiment } = this;
    this.#follower = new RunFollower({
      document,
      run,
      send: (edit) => this.#client.edit(edit),
      onLength: (duration) => this.#showLength(duration),
    });
    this.#autosave = new Autosave({
      saves,
      document,
      view,
      demo,
      experiment,
      run,
      override: engineOverride && { engine: engineOverride, saved: savedEngine },
      onUnsaved: (unsaved) => this.upload.setState({ unsaved }),
    });
    this.#fitView(undefined);
    document.subscribe((_, before) => {
      if (run.getState().run) this.#neurons.settle(this.recording);
      else this.#fitView(describeRun(before));
      this.#follower.hear(this.history.state.getState().latest);
      this.#autosave.saveSoon();
    });
    view.subscribe((now, before) => {
      if (now.inspected !== before.inspected) this.#neurons.settle(this.recording);
      const isLasting = now.time === before.time && now.cursor === before.cursor && now.hovered === before.hovered;
      if (isLasting) this.#autosave.saveSoon();
    });
    run.subscribe((now, before) => {
      if (now.branch !== before.branch || now.savedBranch !== before.savedBranch) this.#autosave.saveSoon();
    });
    experiment.subscribe(({ id }) => {
      // What was set aside of it is on screen again, or older than what is.
      demo.setState(({ setAside }) => ({ setAside: setAside.filter((one) => one.experiment !== id) }));
      this.#autosave.saveSoon();
    });
    this.broughtBack = saved.rest ? this.#bringBack(saved.rest) : Promise.resolve();
  }

  /** The run on screen, or the one that the document describes while there is none. */
  get shown(): RunDescription {
    return this.run.getState().run ?? describeRun(this.document.getState());
  }

  /** Calls `listener` after samples were added or dropped; returns how to stop it. */
  onSamples(listener: () => void): () => void {
    this.#sampleListeners.add(listener);
    return () => this.#sampleListeners.delete(listener);
  }

  /** Asks the worker what this machine offers; the answer arrives in `run.engines`. */
  probe(): void {
    this.#client.probe();
  }

  /**
   * Starts the document's run from t = 0, at the speed that is set or as `pacing` says; whatever ran before is stopped. Does nothing while
   * `checkDocument` objects.
   * @param options where it goes to disk, and where it goes on; without them at the moment of `startFrom`, or at t = 0
   */
  start(pacing: Pacing = this.#pacing, { longRun, from }: StartOptions = {}): void {
    const document = this.document.getState();
    if (checkDocument(document)) return;
    this.benchmark.stop();
    this.#neurons.settle(this.recording);
    const before = this.shown;
    const run = describeRun(document);
    const branch = from ? undefined : this.run.getState().branch;
    this.#dropSamples();
    this.run.setState({
      ...NO_RUN,
      status: 'starting',
      run,
      ...originOf(run, branch),
      until: pacing.until,
      longRun: longRun && { name: longRun.name },
    });
    this.#fitView(before);
    this.#isPauseAsked = false;
    this.#kept.forget(document.engine);
    const { checkpoint, earlier } = branch ?? {};
    this.#client.start(run, document.engine, pacing, { longRun, from: from ?? checkpoint, earlier });
  }

  /**
   * Goes on with a run that failed where it was kept last: on the engine that it had, or on the one that was chosen since. What comes once
   * more is left out of its recording, which stays.
   */
  goOn(): void {
    const { status, engine, edits } = this.run.getState();
    const next = this.#kept.next(engine, this.document.getState().engine);
    if (status !== 'failed' || !next || !this.recording) return;
    const { run, checkpoint, request } = next;
    this.benchmark.stop();
    this.#follower.forget();
    this.recording.goOnFrom(checkpoint.step);
    this.run.setState({
      status: 'starting',
      run,
      until: undefined,
      edits: edits.filter(({ time }) => time <= checkpoint.step * run.dt),
      failure: undefined,
      canGoOnAt: undefined,
    });
    this.#isPauseAsked = false;
    this.#client.start(run, request, this.#pacing, { from: checkpoint });
  }

  pause(): void {
    const { status } = this.run.getState();
    if (status !== 'running' && status !== 'starting') return;
    // One that starts pauses as soon as it is there.
    if (status === 'running') this.run.setState({ status: 'pausing' });
    this.#neurons.settle(this.recording);
    this.#isPauseAsked = true;
    this.#client.pause();
  }

  /** Goes on, also with a finished run that was made longer; a run under way takes the new pacing. */
  resume(pacing: Pacing = this.#pacing): void {
    const { status, run, progress } = this.run.getState();
    if (!run || status === 'idle' || status === 'failed') return;
    const { duration } = this.document.getState();
    if (status === 'finished' && duration <= (progress?.time ?? 0)) return;
    this.benchmark.stop();
    this.run.setState({ status: status === 'starting' ? status : 'running', until: pacing.until });
    this.#isPauseAsked = false;
    this.#client.resume(pacing);
  }

  /** What the space bar and the large button do: run, pause or resume. */
  runOrPause(): void {
    switch (this.run.getState().status) {
      case 'running':
        return this.pause();
      case 'paused':
        return this.resume();
      case 'starting':
      case 'pausing':
        return; // The worker has not answered yet.
      case 'idle':
      case 'finished':
      case 'failed':
        return this.start();
    }
  }

  /** Back to t = 0 with nothing recorded. */
  reset(): void {
    this.#neurons.settle(this.recording);
    const before = this.shown;
    this.#client.stop();
    this.#dropSamples();
    this.run.setState(NO_RUN);
    this.#fitView(before);
  }

  /** The whole state at the next border between batches. @throws Error when there is no run, or it ends before the answer. */
  readState(): Promise<StateReply> {
    return this.#client.readState();
  }

  /** A checkpoint of the run at the next border between batches. @throws Error when there is no run, or it ends before the answer. */
  readCheckpoint(): Promise<Checkpoint> {
    return this.#client.readCheckpoint();
  }

  /** From now on runs start at a moment of another run; at t = 0 again where it is undefined. */
  startFrom(branch: BranchPoint | undefined): void {
    this.reset();
    this.run.setState({ branch, savedBranch: undefined });
  }

  /** Measures this device, alone: a run that goes on or starts is paused, and the next one that starts or goes on stops the benchmark. */
  startBenchmark(request: BenchmarkRequest): void {
    this.pause();
    this.benchmark.start(request);
  }

  /**
   * Changes the document, so that it can be undone; a run that goes on follows without a reset, as far as it can.
   * @param label what was done, for the list of edits: 'g_Na of PN: 100 → 50 mS/cm²'
   * @param gesture edits in quick succession with the same one (a slider that is dragged) are one entry of the history
   */
  edit(
    label: string,
    change: (document: LabDocument) => LabDocument,
    gesture?: string,
    experiments?: ReplacedExperiments,
  ): void {
    const before = this.document.getState();
    const changed = change(before);
    if (changed === before) return;
    const { document: after, isStale } = withoutStaleState(before, changed);
    // First the history: whoever hears of the document finds its edit there.
    this.history.record(isStale ? `${label}; without the initial state` : label, before, after, gesture, experiments);
    if (experiments) setExperiment(this.experiment, experiments.after);
    this.document.setState(after, true);
    // Large arrays take their time to be kept, and the page may be left at once; a stroke makes new ones for each frame.
    if (gesture === undefined && this.history.state.getState().past.at(-1)!.bytes > MOST_INLINE) void this.save();
  }

  /**
   * An edit that puts another work on screen. The library closes a version of the one before, so that it stays whatever comes.
   * @param change may ask for an engine; where it does not, another experiment runs on the user's own
   * @param id the experiment that is edited from then on; undo brings the one before back
   */
  replace(
    label: string,
    change: (document: LabDocument) => LabDocument,
    id: string = this.experiment.getState().id,
  ): void {
    const before = this.experiment.getState().id;
    const { engine } = this.document.getState();
    const next = this.#engineOf(id);
    this.edit(
      label,
      (document) => {
        const after = change(document);
        return after.engine === engine && engine !== next ? { ...after, engine: next } : after;
      },
      undefined,
      { before, after: id },
    );
  }

  undo(): void {
    this.#restore(this.history.undo());
  }

  /** Takes the newest edit back, for ever: it came to nothing. */
  withdraw(): void {
    this.#restore(this.history.withdraw());
  }

  redo(): void {
    this.#restore(this.history.redo());
  }

  /** Shows the document after the first `position` edits of the history: one change, however many edits lie between. */
  jump(position: number): void {
    this.#restore(this.history.jump(position));
  }

  /** Takes an engine for the experiment on screen and for all others that ask for none. */
  chooseEngine(engine: EngineRequest): void {
    this.experiment.setState({ ownEngine: engine });
    this.document.setState({ engine });
  }

  /** Shows another experiment, stopped, on the user's own engine. Its history begins here: to undo would write the one before into it. */
  show(id: string, document: LabDocument): void {
    this.clearBench();
    this.history.clear();
    this.demo.setState({ notice: undefined });
    const engine = this.#engineOf(id);
    setExperiment(this.experiment, id);
    this.document.setState({ ...document, engine }, true);
    this.save();
  }

  /** Takes away what belongs to the experiment on screen and is no part of its document: its run and where it was to begin, what was said of its files. */
  clearBench(): void {
    this.startFrom(undefined);
    this.view.setState({ isChosenByUser: false, isSettled: false });
    this.upload.setState({ problem: undefined, switchedOff: undefined, lost: undefined, question: undefined });
  }

  /** Sets a number of the document. Returns why not, in one sentence, and keeps the old value then. */
  setField(name: FieldName, value: number, typed = String(value)): string | undefined {
    const problem = checkField(name, value, typed);
    if (problem) return problem;
    const field: Field = FIELDS[name];
    const document = this.document.getState();
    const before = field.read(document);
    if (value === before) return undefined;
    const unit = field.unit && ` ${field.unit}`;
    const after = field.write(document, value);
    const lost = lostBetween(document, after);
    const label = labelWith(`${field.label}: ${before} → ${value}${unit}`, lost);
    // An entry of its own where something is lost, which its name says.
    this.edit(label, () => after, lost.length > 0 ? undefined : `field ${name}`);
    return undefined;
  }

  /**
   * Reads a current.npy and makes it the stimulus, others are switched off and stay; a file that cannot be read leaves the old one and says
   * why, and so does one that looks like a matrix of synapses until the user has answered `upload.question`.
   */
  async loadCurrent(file: File): Promise<void> {
    const upload = ++this.#uploads;
    const { network, stimulus } = this.document.getState();
    const { n } = network;
    const before = stimulus.findLast(({ part }) => part.kind === 'array')?.part;
    const samplesPerMs = before?.kind === 'array' ? before.samplesPerMs : DEFAULT_SAMPLES_PER_MS;
    this.upload.setState({ reading: file.name, problem: undefined, question: undefined });
    try {
      const read = await this.#parts.readCurrent(file, { n, samplesPerMs });
      if (upload !== this.#uploads) return;
      if (looksLikeMatrix(read, this.view.getState().dock === 'connections')) {
        this.upload.setState({ reading: undefined, question: { file, upload: read } });
      } else this.takeCurrents(read);
    } catch (error) {
      if (upload !== this.#uploads) return;
      this.upload.setState({ reading: undefined, problem: messageOf(error) });
    }
  }

  /** Makes the currents of a file the stimulus; others are switched off, and stay. */
  takeCurrents(upload: StimulusUpload): void {
    const off = this.document.getState().stimulus.filter((entry) => entry.isOn && entry.part.kind !== 'array');
    const names = off.map(nameOf).join(', ');
    const switchedOff = names ? `Switched off for it: ${names}. Switch on what is to be added.` : undefined;
    this.upload.setState({ reading: undefined, question: undefined, lost: undefined, switchedOff });
    this.edit(`Stimulus from ${upload.stimulus.name}`, (now) => withUpload(now, upload));
    this.view.setState({ stimulusEntry: this.document.getState().stimulus.at(-1)?.id });
  }

  /** Adds a trace of the neuron, or takes it away; its values are shown then. */
  toggleNeuron(neuron: number): void {
    this.view.setState(({ chosen }) => ({
      chosen: toggleNeuron(chosen, neuron),
      isChosenByUser: true,
      inspected: neuron,
    }));
  }

  #listen(): SimulationListener {
    return {
      onEngines: (engines) => this.run.setState({ engines }),
      onReady: ({ engine, network: summary, notices, step: firstStep, completeStep }) => {
        const { run, status: before } = this.run.getState();
        if (!run) return;
        // Said once more, it begins anew.
        if (before !== 'starting') this.recording = undefined;
        const { dt, recordEvery, network: description } = run;
        const probes = probesOf(run);
        const { n, populations } = summary;
        this.recording ??= new Recording({ n, populations, dt, recordEvery, probes, firstStep, completeStep });
        this.recording.setProbes(probes);
        const status = this.#isPauseAsked ? 'pausing' : 'running';
        this.run.setState({ status, engine, network: { description, summary }, notices });
        this.#tellSamples();
        this.#follower.sync();
      },
      onBatch: (batch, progress) => {
        try {
          this.recording?.append(batch);
        } catch (error) {
          this.#client.stop();
          this.#fail(`The recording refused a batch: ${messageOf(error)}`);
          return;
        }
        this.#neurons.hear(this.recording);
        const { silence, status } = this.run.getState();
        if (silence !== undefined) this.run.setState({ silence: undefined });
        // It was paused or had ended when it was told to go on: what was said of that has come too late.
        if (status === 'paused' || status === 'finished') {
          this.run.setState({ status: this.#isPauseAsked ? 'pausing' : 'running' });
        }
        this.#progress = progress;
        this.#progressTimer ??= setTimeout(() => this.#tellProgress(), PROGRESS_INTERVAL);
        this.#tellSamples();
      },
      onStalled: (silence) => this.run.setState({ silence }),
      onEdited: (step, summary, notices) => {
        this.#follower.take(step, summary, notices);
        this.recording?.setProbes(probesOf(this.shown));
      },
      onEditRefused: (problem) => this.#follower.refuse(problem),
      onPaused: () => {
        const { until = Infinity } = this.run.getState();
        // Said before the worker heard that it should go on.
        if (!this.#isPauseAsked && (this.#progress?.step ?? 0) < until) return;
        this.#tellProgress();
        this.run.setState({ status: 'paused', until: undefined });
      },
      onConfirmed: (progress) => this.run.setState(({ longRun }) => ({ longRun: longRun && { ...longRun, progress } })),
      onFinished: (progress) => {
        this.#progress = progress;
        this.#tellProgress();
        this.#neurons.settle(this.recording);
        this.run.setState({ status: 'finished', until: undefined });
        // Made longer, it waits to be resumed.
        this.#isPauseAsked = true;
        this.#client.pause();
      },
      onKept: (checkpoint) => this.#kept.take(checkpoint, this.run.getState().run),
      onFailed: (message, isDivergence) => this.#fail(message, isDivergence ? undefined : this.#kept.time),
    };
  }

  /** How a run starts or goes on where nothing else is said. */
  get #pacing(): Pacing {
    return { msPerSecond: this.view.getState().speed };
  }

  /** Shows a document of the history; which engine runs is no part of it. */
  #restore(document: LabDocument | undefined): void {
    if (!document) return;
    const { latest } = this.history.state.getState();
    const { id } = this.experiment.getState();
    const next = latest?.experiment ?? id;
    const engine = this.#engineOf(next);
    if (next !== id) {
      // The run under way would take the other experiment for an edit of itself.
      this.clearBench();
      setExperiment(this.experiment, next);
    }
    this.document.setState({ ...document, engine }, true);
  }

  /** What an experiment runs on that asks for no engine: the one on screen stays on its own. */
  #engineOf(experiment: string): EngineRequest {
    const { id, ownEngine } = this.experiment.getState();
    return experiment === id ? this.document.getState().engine : ownEngine;
  }

  #fail(failure: string, canGoOnAt?: number): void {
    this.#tellProgress();
    this.run.setState({ status: 'failed', failure, canGoOnAt, silence: undefined });
  }

  #tellProgress(): void {
    clearTimeout(this.#progressTimer);
    this.#progressTimer = undefined;
    if (this.#progress) this.run.setState({ progress: this.#progress });
  }

  #tellSamples(): void {
    for (const listener of this.#sampleListeners) listener();
  }

  #dropSamples(): void {
    clearTimeout(this.#progressTimer);
    this.#progressTimer = undefined;
    this.#progress = undefined;
    this.#follower.forget();
    this.recording = undefined;
    this.#tellSamples();
  }

  /** Fits what is looked at to the run now shown: another length shows the whole run, another network other neurons. */
  #fitView(before: RunDescription | undefined): void {
    const { shown } = this;
    const { duration } = shown;
    if (duration !== before?.duration) this.view.setState({ time: { start: 0, end: duration }, isFollowing: true });
    this.#neurons.fit(shown, before);
  }

  /** Where the whole run is in view, it stays so when it becomes longer or shorter. */
  #showLength(duration: number): void {
    const before = this.run.getState().run?.duration;
    const { time } = this.view.getState();
    if (duration === before || time.start !== 0 || time.end !== before) return;
    this.view.setState({ time: { start: 0, end: duration } });
  }

  /** Saves what was edited a moment ago: the page may be gone before it would be. */
  save(): Promise<void> {
    return this.#autosave.save();
  }

  /** Adds what was too large to be there when the page opened. */
  async #bringBack(rest: () => Promise<SavedLab>): Promise<void> {
    const opened = this.document.getState();
    const { document, lost, setAside } = await this.#autosave.hold(rest());
    this.demo.setState({ setAside });
    this.upload.setState({ lost: listed(lost), ...(this.#uploads === 0 && { reading: undefined }) });
    const change = (now: LabDocument): LabDocument => withRest(now, opened, document);
    // An edit that was made meanwhile can be undone without taking this back too.
    if (this.history.state.getState().latest) this.edit('Brought back from the last visit', change);
    else this.document.setState(change(this.document.getState()), true);
  }
}

/** 'a', 'a and b'; undefined for none. */
function listed(names: readonly string[]): string | undefined {
  return names.length > 0 ? names.join(' and ') : undefined;
}

/** As what a run starts: one that branches was the other run until then. */
function originOf(
  run: RunDescription,
  branch: BranchPoint | undefined,
): Pick<RunState, 'edits'> & { started: RunDescription } {
  if (!branch?.earlier) return { started: run, edits: [] };
  const label = `Branch of ${branch.title}`;
  return { started: { ...branch.earlier.run }, edits: [{ time: branch.time, label, run, gesture: undefined }] };
}
