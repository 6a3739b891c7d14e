import { expect, test } from 'vitest';
import { openEngine } from '../../engine/openEngine.ts';
import { setParameter } from '../edits/parameterEdits.ts';
import { setPart } from '../edits/stimulusEdits.ts';
import { withNetwork } from '../labDocument.ts';
import { runningLab } from '../testing/runningLab.ts';
import { comparisonOf } from './comparison.ts';
import { MOST_PINS } from './pins.ts';
import { pairOf } from './runPair.ts';
import { pinRun, runBeside, runInPrecision } from './runBeside.ts';

/** Twelve neurons for 2 ms, not yet run. */
function open() {
  const parts = runningLab(openEngine);
  parts.lab.edit('prepared', (document) => ({ ...withNetwork(document, { n: 12 }), duration: 2 }));
  parts.lab.document.setState({ engine: { choice: 'reference' } });
  const run = async (): Promise<void> => {
    parts.lab.start();
    await parts.until('finished');
  };
  return { ...parts, run, comparison: comparisonOf(parts.lab) };
}

test('a pinned run keeps its samples and its description when something is changed and run again', async () => {
  const { lab, run, comparison } = open();
  expect(pinRun(lab)).toBe('There is no run to pin: press Run first.');
  await run();
  const first = lab.recording!;
  expect(pinRun(lab)).toBeUndefined();
  expect(comparison.differencesTo('A')).toEqual([]);
  expect(comparison.pinOnScreen?.letter).toBe('A');
  setParameter(lab, 'g_GABA', 'LN', 0);
  await run();
  expect(lab.recording).not.toBe(first);
  expect(comparison.recordingOf('A')).toBe(first);
  expect(first.time).toBe(2);
  expect(comparison.differencesTo('A')).toEqual([{ kind: 'parameter', text: 'g_GABA of LN: 0.8 → 0 mS/cm²' }]);
  expect(comparison.pinOnScreen).toBeUndefined();
});

test('the run on screen is compared with the pin that was asked for, and never with itself', async () => {
  const { lab, run, comparison } = open();
  await run();
  pinRun(lab);
  expect(comparison.compared).toBeUndefined();
  await run();
  expect(comparison.compared).toBe('A');
  pinRun(lab);
  expect(comparison.compared).toBe('A');
  await run();
  expect(comparison.compared).toBe('B');
  comparison.compareWith('A');
  expect(comparison.compared).toBe('A');
});

test('the same run is pinned once, and no more runs than fit', async () => {
  const { lab, run, comparison } = open();
  for (let pin = 0; pin < MOST_PINS; pin++) {
    await run();
    expect(pinRun(lab)).toBeUndefined();
    expect(pinRun(lab)).toBeUndefined();
  }
  expect(comparison.state.getState().pins.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D']);
  await run();
  expect(pinRun(lab)).toBe('4 runs are pinned, as many as fit: unpin one first.');
  expect(comparison.state.getState().problem).toBe('4 runs are pinned, as many as fit: unpin one first.');
  comparison.unpin('B');
  expect(comparison.recordingOf('B')).toBeUndefined();
  expect(pinRun(lab)).toBeUndefined();
  expect(comparison.state.getState().against).toBe('B');
});

test('a pin is called by what differs from the first one, until it is renamed', async () => {
  const { lab, run, comparison } = open();
  await run();
  pinRun(lab);
  setPart(lab, 'odour', 'amplitude', 15);
  await run();
  pinRun(lab);
  const names = () => comparison.state.getState().pins.map(({ name }) => name);
  expect(names()).toEqual(['Odour pulse, seed 1', 'Odour pulse amplitude: 10 → 15 µA/cm²']);
  expect(comparison.rename('B', ' strong odour ')).toBeUndefined();
  expect(comparison.rename('A', '  ')).toBe('A pinned run needs a name, got nothing');
  expect(names()).toEqual(['Odour pulse, seed 1', 'strong odour']);
});

test('to open a pinned run again is an edit that can be undone, also where the document was edited before it was pinned', async () => {
  const { lab, run, comparison } = open();
  await run();
  const ran = lab.document.getState();
  setParameter(lab, 'g_GABA', 'LN', 0);
  const edited = lab.document.getState();
  pinRun(lab);
  comparison.open('A');
  expect(lab.document.getState()).toEqual(ran);
  expect(lab.history.state.getState().past.at(-1)!.label).toBe('Back to the pinned run A: Odour pulse, seed 1');
  lab.undo();
  expect(lab.document.getState()).toEqual(edited);
});

test('a run beside the one on screen: pinned, changed, started; and in another precision, which is no edit', async () => {
  const { lab, run, until, comparison } = open();
  await run();
  const change = (document: Parameters<typeof withNetwork>[0]) => withNetwork(document, { seed: 2 });
  expect(runBeside(lab, 'Seed: 1 → 2', change)).toBeUndefined();
  expect(lab.view.getState().dock).toBe('compare');
  await until('finished');
  expect(comparison.differencesTo('A')?.[0]?.text).toBe('Seed: 1 → 2');
  expect(lab.history.state.getState().past.at(-1)!.label).toBe('Seed: 1 → 2');

  const entries = lab.history.state.getState().past.length;
  expect(runInPrecision(lab, 'float32', false)).toBeUndefined();
  await until('finished');
  expect(lab.history.state.getState().past.length).toBe(entries);
  expect(lab.run.getState().engine).toMatchObject({ kind: 'cpu', precision: 'float32', isCompensated: false });
  expect(comparison.differencesTo('B')?.map(({ text }) => text)).toEqual([
    'Engine: Reference → CPU',
    'Precision: float64 → float32, not compensated',
  ]);
});

test('a run that goes on takes its pin along, with what is edited in it', async () => {
  const { lab, run, until, comparison } = open();
  await run();
  pinRun(lab);
  setParameter(lab, 'g_GABA', 'LN', 0);
  lab.setField('duration', 3);
  lab.resume();
  await until('finished');
  expect(comparison.recordingOf('A')!.time).toBeCloseTo(3, 9);
  const [pin] = comparison.state.getState().pins;
  if (pin?.kind !== 'run') throw new Error('expected a pinned run');
  expect(pin.edits.map(({ time }) => time)).toEqual([2]);
  expect(pin.document).toEqual(lab.document.getState());
});

test('while the comparison is open the run before is offered, or pinned by itself', async () => {
  const { lab, run, comparison } = open();
  const offer = () => comparison.state.getState().offer;
  await run();
  await run();
  expect(offer()).toBeUndefined();
  const stop = comparison.watch();
  const before = lab.recording;
  await run();
  expect(offer()).toBe('Odour pulse, seed 1');
  comparison.takeOffer();
  expect(offer()).toBeUndefined();
  expect(comparison.recordingOf('A')).toBe(before);

  comparison.state.setState({ pinsByItself: true });
  for (let more = 0; more < MOST_PINS; more++) await run();
  // The first that came by itself has given way, not the one that was asked for.
  const { pins } = comparison.state.getState();
  expect(pins.length).toBe(MOST_PINS);
  expect(pins.filter(({ isAutomatic }) => !isAutomatic).map(({ letter }) => letter)).toEqual(['A']);
  stop();
  await run();
  expect(offer()).toBeUndefined();
});

test('spikes of a file are pinned beside the run, and differ from it where they come at other times', async () => {
  const { lab, run, comparison } = open();
  await run();
  const problem = comparison.pinSpikes({
    name: 'spikes.h5',
    neuron: Int32Array.of(3, 10),
    time: Float64Array.of(0.5, 2.7),
    notes: ['Its times name no unit: taken as milliseconds.'],
  });
  expect(problem).toBeUndefined();
  expect(comparison.state.getState().pins).toMatchObject([
    {
      kind: 'spikes',
      letter: 'A',
      name: 'spikes.h5',
      notes: [
        'Its times name no unit: taken as milliseconds.',
        'It tells no LN events: spikes of 0 mV are compared.',
        'It does not say how long was recorded: taken until its last spike.',
      ],
    },
  ]);
  const recording = comparison.recordingOf('A')!;
  expect(recording.hasVoltage).toBe(false);
  expect(recording.time).toBe(3);
  expect(recording.hasEvents).toBe(false);
  expect([...recording.spikes.timesOf(10)]).toEqual([2.7]);
  expect(comparison.differencesTo('A')).toBeUndefined();
  const pair = pairOf(recording, lab.recording!);
  expect(pair.problem).toBeUndefined();
  expect(pair.difference).toBeUndefined();
  expect(pair.spikeChange).toMatchObject({ neuron: 3, kind: 'missing', time: 0.5 });
  // Another run starts, and the file stays.
  await run();
  expect(comparison.recordingOf('A')).toBe(recording);
});
