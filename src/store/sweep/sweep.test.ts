import { unzipSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { summarizeRun } from '../../analysis/runs/runSummary.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { readNpy } from '../../files/npy.ts';
import { simulateMember } from '../../simulation/ensemble/simulateMember.ts';
import { localWorker } from '../../simulation/ensemble/testing/localWorker.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { setUp } from '../testing/setUp.ts';
import { isOfAnotherNetwork, sweepOf } from './sweep.ts';
import type { SweepState } from './sweepState.ts';
import { sweepCsv, sweepNpz } from './sweepFiles.ts';
import { statisticsOf } from './sweepMeasures.ts';

/** A lab of twelve neurons, of which some spike within 20 ms, and its sweep: 2 × 3 values, two seeds. */
function setUpSweep() {
  const { lab, sent } = setUp({ memberWorkers: { most: 2, create: () => localWorker() } });
  lab.document.setState({ engine: { choice: 'reference' } });
  lab.setField('n', 12);
  lab.setField('recordEvery', 100);
  lab.edit('an odour', (document) => ({
    ...document,
    stimulus: document.stimulus.map((entry) => ({
      ...entry,
      part: { ...entry.part, onset: 0, tauRise: 1, amplitude: 20, share: 0.6 },
    })),
  }));
  const sweep = sweepOf(lab);
  sweep.describe({
    axes: [
      { target: 'g_GABA', from: 0, to: 0.8, count: 2, spacing: 'linear' },
      { target: 'odour.amplitude', from: 20, to: 40, count: 3, spacing: 'linear' },
    ],
    seeds: { first: 1, count: 2 },
    duration: 20,
  });
  const until = (status: SweepState['status']) =>
    vi.waitFor(() => expect(sweep.state.getState().status).toBe(status), { timeout: 20_000, interval: 5 });
  return { lab, sent, sweep, until };
}

test('a sweep runs each combination with each seed; an opened cell shows what the sweep has shown of it', async () => {
  const { lab, sent, sweep, until } = setUpSweep();
  const swept = lab.document.getState();
  expect(sweep.start()).toBeUndefined();
  expect(sweep.state.getState()).toMatchObject({ status: 'running', atOnce: 2, ended: 0 });
  await until('finished');
  const { plan, ended, diverged } = sweep.state.getState();
  expect([ended, diverged]).toEqual([12, 0]);
  expect(new Set(sweep.results.map((result) => String(result!.spikeTime))).size).toBeGreaterThan(4);

  const run = plan!.runs.findIndex(({ cell, seed }) => cell === 5 && seed === 1);
  sweep.open(run);
  const opened = lab.document.getState();
  expect(opened).toMatchObject({ duration: 20, title: swept.title, network: { seed: 2 } });
  expect(lab.history.state.getState().latest?.label).toBe(
    'From the sweep: g_GABA 0.8 mS/cm², Amplitude of Odour pulse 40 µA/cm², seed 2, 20 ms',
  );
  expect(sent).toContainEqual(expect.objectContaining({ type: 'start', run: describeRun(opened) }));
  const alone = await simulateMember(describeRun(opened), { choice: 'reference' }, openEngine);
  expect(sweep.results[run]!.spikeTime).toEqual(alone.spikeTime);
  expect(sweep.results[run]!.summary).toEqual(summarizeRun(alone));

  const state = sweep.state.getState();
  expect(isOfAnotherNetwork(state, opened)).toBe(false);
  lab.undo();
  expect(lab.document.getState().network).toBe(swept.network);
  expect(isOfAnotherNetwork(state, lab.document.getState())).toBe(false);
  lab.setField('seed', 99);
  expect(isOfAnotherNetwork(state, lab.document.getState())).toBe(true);
});

test('a sweep that is stopped keeps what has ended; the next one starts with nothing', async () => {
  const { sweep, until } = setUpSweep();
  sweep.start();
  await vi.waitFor(() => expect(sweep.state.getState().ended).toBeGreaterThan(1), { timeout: 20_000, interval: 1 });
  sweep.stop();
  const { status, ended } = sweep.state.getState();
  expect(status).toBe('stopped');
  expect(sweep.results.filter(Boolean)).toHaveLength(ended);
  sweep.start();
  expect(sweep.results.filter(Boolean)).toHaveLength(0);
  await until('finished');
  expect(sweep.state.getState().ended).toBe(12);
});

test('what cannot be swept is not started', () => {
  const { sweep } = setUpSweep();
  sweep.describe({ axes: [{ target: 'g_GABA', from: 0, to: 9, count: 2, spacing: 'linear' }], duration: 20 });
  expect(sweep.start()).toMatch(/^g_GABA must be a number from 0 to 5/);
  expect(sweep.state.getState().status).toBe('idle');
});

test('the files hold every run where it belongs: rows of the table in order, arrays as [seeds, y, x]', async () => {
  const { lab, sweep, until } = setUpSweep();
  sweep.start();
  await until('finished');
  const { plan, engine } = sweep.state.getState();
  const [header, ...below] = sweepCsv(plan!, sweep.results, engine).trimEnd().split('\r\n');
  const lines = below.filter((line) => !line.startsWith('#'));
  expect(header).toBe(
    'run,g_GABA,odour.amplitude,seed,spikes_PN,spikes_LN,events_LN,rate_PN_hz,rate_LN_hz,peak_hz,peak_stands_out,synchrony,time_ms,diverged',
  );
  expect(lines.map((line) => line.split(',').slice(0, 4).join(' ')).slice(0, 4)).toEqual([
    '0 0 20 1',
    '1 0 20 2',
    '2 0 30 1',
    '3 0 30 2',
  ]);
  expect(lines).toHaveLength(12);
  const notes = below.filter((line) => line.startsWith('# '));
  expect(below.slice(0, notes.length)).toEqual(notes);
  expect(notes[0]).toMatch(/sweep of 12 runs of 20 ms; preset nerveflow, n = 12 \(9 PN, 3 LN\), seeds 1 to 2 for each/);
  for (const name of header!.split(',')) expect(notes.filter((note) => note.startsWith(`# ${name}: `))).toHaveLength(1);
  expect(notes).toContain('# g_GABA: mS/cm²: maximal conductance of one GABA synapse');
  expect(notes.find((note) => note.includes('odour.amplitude'))).toMatch(
    /: µA\/cm²: Amplitude of Odour pulse on the page/,
  );

  const files = unzipSync(sweepNpz(plan!, sweep.results));
  const read = (name: string) => readNpy(new Uint8Array(files[`${name}.npy`]!), name);
  expect([...read('g_GABA').values]).toEqual([0, 0.8]);
  expect([...read('odour.amplitude').values]).toEqual([20, 30, 40]);
  expect([...read('seed').values]).toEqual([1, 2]);
  const [spikes, start, neuron, time] = ['spikes_PN', 'spike_start', 'spike_neuron', 'spike_time_ms'].map(read);
  expect(spikes!.shape).toEqual([2, 3, 2]);
  plan!.runs.forEach(({ cell, seed }, run) => {
    const [x, y] = [Math.floor(cell / 3), cell % 3];
    const k = (seed * 3 + y) * 2 + x;
    const { spikeNeuron, spikeTime, summary } = sweep.results[run]!;
    expect(spikes!.values[k]).toBe(summary.populations[0]!.spikes);
    const [from, to] = [start!.values[k]!, start!.values[k + 1]!];
    expect([...neuron!.values.subarray(from, to)]).toEqual([...spikeNeuron]);
    expect([...time!.values.subarray(from, to)]).toEqual([...spikeTime]);
  });
  expect(JSON.parse(new TextDecoder().decode(files['sweep.json']))).toMatchObject({
    n: 12,
    duration_ms: 20,
    runs: 12,
    shape: ['seed', 'odour.amplitude', 'g_GABA'],
  });

  sweep.results = sweep.results.with(3, undefined);
  expect(sweepCsv(plan!, sweep.results, engine).trimEnd().split('\r\n')).toHaveLength(1 + notes.length + 11);
  lab.reset();
});

test('mean and sample standard deviation', () => {
  expect(statisticsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7), count: 8 });
  expect(statisticsOf([3])).toEqual({ mean: 3, deviation: undefined, count: 1 });
  expect(statisticsOf([]).mean).toBeNaN();
});
