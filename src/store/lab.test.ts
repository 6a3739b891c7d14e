import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import type { Checkpoint } from '../simulation/checkpoint.ts';
import { DEFAULT_DOCUMENT, withNetwork } from './labDocument.ts';
import type { ArrayMemory } from './saves/arrayMemory.ts';
import type { ExperimentArray } from '../experiment/arraysOf.ts';
import { setPart } from './edits/stimulusEdits.ts';
import { setUp } from './testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function upload(name: string, n = 120): StimulusUpload {
  const stimulus = {
    kind: 'array' as const,
    name,
    n,
    samples: 2,
    samplesPerMs: 100,
    values: new Float64Array(2 * n).map((_, i) => (i % n === 30 ? 1 : 0)),
  };
  const bins = new Float32Array(2);
  return { stimulus, notices: [], preview: { n, samples: 2, min: bins, max: bins, mean: bins, driven: 1 } };
}

test('a device that does not answer is told of until the next batch comes', () => {
  const { lab, reply, ready, batch, runId } = setUp();
  lab.start();
  ready();
  reply({ type: 'stalled', runId: runId(), seconds: 2 });
  expect(lab.run.getState().silence).toBe(2);
  batch(0);
  expect(lab.run.getState().silence).toBeUndefined();
});

test('a recording begins anew where what came before turns out void', () => {
  const { lab, sent, ready, batch } = setUp();
  lab.start();
  ready();
  batch(0);
  batch(10, -70);
  lab.pause();
  ready();
  expect(lab.recording!.isEmpty).toBe(true);
  batch(0, -50);
  expect(lab.recording!.voltageRange).toEqual([-50, -50]);
  expect(lab.run.getState().status).toBe('pausing');
  expect(sent.filter(({ type }) => type === 'start')).toHaveLength(1);
});

test('a run goes from idle over starting to running, paused, running and finished', () => {
  const { lab, sent, reply, ready, runId, progressAt } = setUp();
  const statuses: string[] = [lab.run.getState().status];
  lab.run.subscribe(({ status }) => statuses.at(-1) !== status && statuses.push(status));
  lab.runOrPause();
  lab.runOrPause(); // the worker has not answered: nothing to do
  ready();
  lab.runOrPause();
  reply({ type: 'paused', runId: runId() });
  lab.runOrPause();
  reply({ type: 'finished', runId: runId(), progress: progressAt(100_000) });
  expect(statuses).toEqual(['idle', 'starting', 'running', 'pausing', 'paused', 'running', 'finished']);
  expect(sent.filter(({ type }) => type !== 'pull').map(({ type }) => type)).toEqual([
    'start',
    'pause',
    'resume',
    'pause',
  ]); // made longer, it would wait
});

test('samples go into the recording and not into the store, which hears of progress ten times a second', () => {
  const { lab, ready, batch } = setUp();
  lab.start();
  ready();
  let told = 0;
  lab.run.subscribe(() => told++);
  for (let step = 0; step < 1000; step += 10) batch(step);
  expect(lab.recording?.revision).toBe(100);
  expect(told).toBe(0);
  vi.advanceTimersByTime(100);
  expect(told).toBe(1);
  expect(lab.run.getState().progress?.step).toBe(1000);
  vi.advanceTimersByTime(1000);
  expect(told).toBe(1);
});

test('a reset drops the recording, and what the worker still sends of that run', () => {
  const { lab, sent, ready, batch } = setUp();
  lab.start();
  ready();
  batch(0);
  lab.reset();
  batch(10);
  vi.advanceTimersByTime(1000);
  expect(sent).toContainEqual({ type: 'stop', runId: 1 });
  expect(lab.recording).toBeUndefined();
  expect(lab.run.getState()).toMatchObject({ status: 'idle', run: undefined, progress: undefined });
});

test('a batch that does not fit ends the run with a sentence', () => {
  const { lab, sent, ready, batch } = setUp();
  lab.start();
  ready();
  batch(0);
  batch(500);
  expect(lab.run.getState().status).toBe('failed');
  expect(lab.run.getState().failure).toContain('The recording refused a batch');
  expect(sent.at(-1)).toEqual({ type: 'stop', runId: 1 });
});

test('a failure keeps what was recorded, and the next start forgets it', () => {
  const { lab, reply, ready, batch, runId } = setUp();
  lab.start();
  ready();
  batch(0);
  reply({ type: 'failed', runId: runId(), message: 'neuron 7 reached V = 412 mV' });
  expect(lab.run.getState()).toMatchObject({ status: 'failed', failure: 'neuron 7 reached V = 412 mV' });
  expect(lab.run.getState().progress?.step).toBe(10);
  expect(lab.recording?.revision).toBe(1);
  lab.start();
  expect(lab.recording).toBeUndefined();
  expect(lab.run.getState()).toMatchObject({ status: 'starting', failure: undefined, progress: undefined });
});

test('an edit during a run changes the document, and the charts keep to the run', () => {
  const { lab, ready } = setUp();
  lab.start();
  ready();
  expect(lab.setField('n', 48)).toBeUndefined();
  expect(lab.document.getState().network.n).toBe(48);
  expect(lab.shown.network.n).toBe(120);
  lab.reset();
  expect(lab.shown.network.n).toBe(48);
});

/** Answers the edit that was sent last. */
function answerEdit({ lab, sent, reply, runId }: ReturnType<typeof setUp>, step: number): void {
  const { n } = lab.shown.network;
  expect(sent.at(-1)!.type).toBe('edit');
  reply({ type: 'edited', runId: runId(), step, network: { n, populations: [], synapses: [] }, notices: [] });
}

test('undo and redo reach the run as edits with names of their own, and never start it anew', () => {
  const made = setUp();
  const { lab, sent, ready } = made;
  lab.start();
  ready();
  setPart(lab, 'odour', 'amplitude', 20);
  answerEdit(made, 100);
  lab.undo();
  answerEdit(made, 200);
  lab.redo();
  answerEdit(made, 300);
  expect(lab.run.getState().edits.map(({ time, label }) => [time, label])).toEqual([
    [1, 'Amplitude of Odour pulse: 10 → 20 µA/cm²'],
    [2, 'Undo: Amplitude of Odour pulse: 10 → 20 µA/cm²'],
    [3, 'Redo: Amplitude of Odour pulse: 10 → 20 µA/cm²'],
  ]);
  expect(sent.filter(({ type }) => type === 'start')).toHaveLength(1);
  expect(lab.run.getState().status).toBe('running');
  expect(lab.recording).toBeDefined();
});

test('edits that reach the run together are one mark that names them all', () => {
  const made = setUp();
  const { lab, ready, reply, runId } = made;
  lab.start();
  setPart(lab, 'odour', 'amplitude', 20);
  setPart(lab, 'odour', 'onset', 50);
  ready();
  // On their way: what comes now goes with the next.
  setPart(lab, 'odour', 'amplitude', 30);
  setPart(lab, 'odour', 'amplitude', 40);
  lab.setField('duration', 500);
  answerEdit(made, 100);
  reply({ type: 'editRefused', runId: runId(), message: 'no room for it' });
  lab.undo();
  answerEdit(made, 200);
  expect(lab.run.getState().edits.map(({ time, label }) => [time, label])).toEqual([
    [1, 'Amplitude of Odour pulse: 10 → 20 µA/cm²; Onset of Odour pulse: 100 → 50 ms'],
    [2, 'Amplitude of Odour pulse: 20 → 40 µA/cm²; Duration: 1000 → 500 ms; Undo: Duration: 1000 → 500 ms'],
  ]);
  setPart(lab, 'odour', 'onset', 60);
  answerEdit(made, 300);
  expect(lab.run.getState().edits.at(-1)?.label).toBe('Onset of Odour pulse: 50 → 60 ms');
});

test('a jump over many edits is one change of the document and one edit of the run', () => {
  const made = setUp();
  const { lab, sent, ready } = made;
  lab.start();
  ready();
  for (const onset of [1, 2, 3, 4]) {
    vi.advanceTimersByTime(2000);
    setPart(lab, 'odour', 'onset', onset);
    answerEdit(made, 100 * onset);
  }
  const before = sent.length;
  let changes = 0;
  lab.document.subscribe(() => changes++);
  lab.jump(1);
  answerEdit(made, 500);
  expect(changes).toBe(1);
  expect(sent.length - before).toBe(1);
  expect(lab.shown.stimulus).toMatchObject({ onset: 1 });
  expect(lab.run.getState().edits.at(-1)).toMatchObject({ time: 5, label: 'Undo: 3 edits' });
});

test('the same slider moved twice is two entries and two marks; moved on, it is one of each', () => {
  const made = setUp();
  const { lab, ready } = made;
  lab.start();
  ready();
  for (const [step, duration] of [1001, 1002, 1003].entries()) {
    lab.setField('duration', duration);
    answerEdit(made, step + 1);
  }
  vi.advanceTimersByTime(2000);
  lab.setField('duration', 2000);
  answerEdit(made, 900);
  expect(lab.run.getState().edits.map(({ time, label }) => [time, label])).toEqual([
    [0.01, 'Duration: 1000 → 1003 ms'],
    [9, 'Duration: 1003 → 2000 ms'],
  ]);
});

test('a refused edit is told of until it is taken back', () => {
  const { lab, ready, reply, runId } = setUp();
  lab.start();
  ready();
  setPart(lab, 'odour', 'amplitude', 20);
  reply({ type: 'editRefused', runId: runId(), message: 'no room for it' });
  expect(lab.run.getState().editProblem).toBe('no room for it');
  lab.undo();
  expect(lab.run.getState().editProblem).toBeUndefined();
  expect(lab.run.getState().status).toBe('running');
});

test('a refused value leaves the document as it was', () => {
  const { lab } = setUp();
  const before = lab.document.getState();
  expect(lab.setField('duration', -5)).toContain('got -5');
  expect(lab.document.getState()).toBe(before);
});

test('a file becomes the stimulus; one that cannot be read leaves it and says why', async () => {
  const files = new Map([['good.npy', upload('good.npy')]]);
  const { lab } = setUp({
    readCurrent: async ({ name }) => files.get(name) ?? Promise.reject(new Error(`${name} is no .npy file`)),
  });
  await lab.loadCurrent(new File([], 'good.npy'));
  await lab.loadCurrent(new File([], 'bad.npy'));
  expect(lab.upload.getState()).toMatchObject({ reading: undefined, problem: 'bad.npy is no .npy file' });
  expect(lab.shown.stimulus).toMatchObject({ kind: 'array', name: 'good.npy' });
});

test('of two files the one chosen last counts, whichever was read first', async () => {
  const answers: ((read: StimulusUpload) => void)[] = [];
  const { lab } = setUp({ readCurrent: () => new Promise((resolve) => answers.push(resolve)) });
  const first = lab.loadCurrent(new File([], 'large.npy'));
  const second = lab.loadCurrent(new File([], 'small.npy'));
  answers[1]!(upload('small.npy'));
  answers[0]!(upload('large.npy'));
  await Promise.all([first, second]);
  expect(lab.shown.stimulus).toMatchObject({ name: 'small.npy' });
  expect(lab.upload.getState().reading).toBeUndefined();
});

test('a stimulus for another network does not start', async () => {
  const { lab, sent } = setUp({ readCurrent: async () => upload('current.npy') });
  await lab.loadCurrent(new File([], 'current.npy'));
  lab.setField('n', 12);
  lab.start();
  expect(sent).toEqual([]);
  expect(lab.run.getState().status).toBe('idle');
});

test('a benchmark pauses a run that starts as soon as it is there', () => {
  const { lab, sent, ready, reply, runId } = setUp();
  lab.start();
  lab.startBenchmark({ sizes: [12], engines: [{ choice: 'reference' }], seconds: 1 });
  expect(sent.at(-1)?.type).toBe('pause');
  ready();
  expect(lab.run.getState().status).toBe('pausing');
  reply({ type: 'paused', runId: runId() });
  expect(lab.run.getState().status).toBe('paused');
});

test('a benchmark pauses the run, and a run that starts or goes on stops the benchmark', () => {
  const { lab, sent, ready, reply, runId } = setUp();
  const request = { sizes: [12], engines: [{ choice: 'reference' as const }], seconds: 1 };
  const status = (): string => lab.benchmark.state.getState().status;
  lab.start();
  ready();
  lab.startBenchmark(request);
  expect(sent.at(-1)).toEqual({ type: 'pause', runId: runId() });
  expect(status()).toBe('running');
  reply({ type: 'paused', runId: runId() });
  expect(status()).toBe('running');
  lab.resume();
  expect(status()).toBe('stopped');
  lab.startBenchmark(request);
  lab.start();
  expect(status()).toBe('stopped');
});

test('edits are saved and come back; an engine from the address is not saved', () => {
  const { lab, open } = setUp({ engineOverride: { choice: 'webgl' } });
  lab.setField('seed', 42);
  vi.advanceTimersByTime(1000);
  expect(lab.document.getState().engine).toEqual({ choice: 'webgl' });
  const again = open({ engineOverride: undefined });
  expect(again.document.getState()).toEqual(withNetwork(DEFAULT_DOCUMENT, { seed: 42 }));
});

test('what is too large for the storage comes back a moment later, and no save of that moment loses it', async () => {
  const kept = new Map<string, ExperimentArray>();
  let answer = (): void => {};
  const arrayMemory: ArrayMemory = {
    keep: async (arrays) => arrays.forEach((array, key) => kept.set(key, array)),
    recall: () => new Promise((resolve) => (answer = () => resolve(kept))),
  };
  const large = upload('large.npy', 4000);
  const { lab, open, saved } = setUp({ arrayMemory, readCurrent: async () => large });
  await lab.loadCurrent(new File([], 'large.npy'));
  vi.advanceTimersByTime(1000);
  const text = [...saved.values()].join('');

  const again = open();
  expect(again.upload.getState()).toMatchObject({ reading: 'large.npy' });
  expect(again.shown.stimulus).toMatchObject({ kind: 'odour' });
  again.setField('seed', 5);
  vi.advanceTimersByTime(1000);
  expect([...saved.values()].join('')).toBe(text);

  answer();
  await vi.advanceTimersByTimeAsync(1000);
  expect(again.shown).toMatchObject({ stimulus: { kind: 'array', name: 'large.npy', n: 4000 }, network: { seed: 5 } });
  expect(again.upload.getState()).toMatchObject({ reading: undefined, lost: undefined });
  expect([...saved.values()].join('')).toContain('"seed":5');
  again.undo();
  expect(again.shown).toMatchObject({ stimulus: { kind: 'odour' }, network: { seed: 5 } });
});

test('an edit is saved when the page goes, and a storage that is full ends in a sentence', async () => {
  const { lab, saved } = setUp();
  lab.setField('seed', 42);
  lab.save();
  expect([...saved.values()].join('')).toContain('"seed":42');

  const full = setUp({
    storage: {
      getItem: () => null,
      setItem: () => {
        throw new Error('the quota has been exceeded');
      },
    },
  });
  full.lab.setField('seed', 42);
  await vi.advanceTimersByTimeAsync(1000);
  expect(full.lab.upload.getState().unsaved).toContain('the quota has been exceeded');
});

test('large arrays are saved at once, those of a gesture when it rests: not once a frame', async () => {
  const keep = vi.fn<ArrayMemory['keep']>(() => Promise.resolve());
  const { lab } = setUp({ arrayMemory: { recall: () => Promise.resolve(new Map()), keep } });
  const paint = (gesture?: string): void => {
    const cells = new Uint32Array(10_000);
    const patches = [{ kind: 'cells', n: 120, cells, weights: 1 }] as const;
    const GABA = { start: { kind: 'drawn' }, patches } as const;
    lab.edit('GABA painted', (document) => withNetwork(document, { matrices: { GABA } }), gesture);
  };
  paint();
  await vi.advanceTimersByTimeAsync(0);
  expect(keep).toHaveBeenCalledTimes(1);
  for (let frame = 0; frame < 20; frame++) {
    paint('stroke');
    await vi.advanceTimersByTimeAsync(16);
  }
  expect(keep).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(keep).toHaveBeenCalledTimes(2);
});

test('moving the view or the cursor saves nothing', () => {
  const { lab, saved } = setUp();
  lab.view.setState({ cursor: 5 });
  lab.view.setState({ time: { start: 10, end: 20 } });
  vi.advanceTimersByTime(1000);
  expect(saved.size).toBe(0);
});

test('the lab proposes driven neurons, then those that fire; the choice of the user stays', async () => {
  const { lab, ready, batch } = setUp({ readCurrent: async () => upload('current.npy') });
  await lab.loadCurrent(new File([], 'current.npy'));
  expect(lab.view.getState().chosen).toContain(30);
  lab.start();
  ready();
  batch(0, -65);
  const before = lab.view.getState().chosen;
  batch(10, 20); // all neurons cross −20 mV at once: the first ones take the places
  const after = lab.view.getState().chosen;
  expect(after).not.toEqual(before);
  lab.toggleNeuron(77);
  lab.start();
  expect(lab.view.getState().chosen).toEqual([...after, 77]);
});

test('in the first run neurons that fire take places; later runs, edits, undo and resets keep the traces', () => {
  const { lab, ready, batch } = setUp();
  lab.start();
  ready();
  batch(0, -65);
  batch(10, 20);
  const { chosen } = lab.view.getState();
  const shown = (): readonly number[] => lab.view.getState().chosen;
  lab.setField('dt', 0.02);
  lab.undo();
  lab.start();
  setPart(lab, 'odour', 'share', 0.1);
  expect(shown()).toEqual(chosen);
  lab.reset();
  expect(shown()).toEqual(chosen);
  lab.setField('n', 48);
  expect(shown()).not.toEqual(chosen);
  lab.undo();
  expect(shown()).toEqual(chosen);
});

test('an edit in the first run settles the traces, and a reload keeps them', () => {
  const { lab, open, ready, batch } = setUp();
  lab.start();
  ready();
  batch(0, -65);
  const { chosen } = lab.view.getState();
  lab.setField('duration', 500);
  batch(10, 20);
  expect(lab.view.getState().chosen).toEqual(chosen);
  vi.advanceTimersByTime(1000);
  lab.toggleNeuron(77);
  vi.advanceTimersByTime(1000);
  expect(open().view.getState()).toMatchObject({ chosen: [...chosen, 77], isChosenByUser: true });
});

test('another length of the run shows all of it, the same length keeps the view', () => {
  const { lab } = setUp();
  lab.view.setState({ time: { start: 200, end: 300 }, isFollowing: false });
  lab.setField('seed', 3);
  expect(lab.view.getState().time).toEqual({ start: 200, end: 300 });
  lab.setField('duration', 400);
  expect(lab.view.getState()).toMatchObject({ time: { start: 0, end: 400 }, isFollowing: true });
});

test('a smaller network lets go of chosen neurons that it does not have', () => {
  const { lab } = setUp();
  lab.toggleNeuron(110);
  lab.setField('n', 48);
  expect(lab.view.getState().chosen.every((neuron) => neuron < 48)).toBe(true);
});

test('another experiment that is shown begins at t = 0, not at a checkpoint of the one before', () => {
  const { lab } = setUp();
  lab.startFrom({
    name: 'odour',
    file: 'checkpoint.batch0.npz',
    title: 'Odour pulse',
    date: 0,
    time: 1,
    checkpoint: { step: 100, dt: 0.01 } as Checkpoint,
  });
  lab.show('another', lab.document.getState());
  expect(lab.run.getState().branch).toBeUndefined();
});
