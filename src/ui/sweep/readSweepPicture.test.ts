import { expect, test } from 'vitest';
import { setUp } from '../../store/testing/setUp.ts';
import { sweepOf } from '../../store/sweep/sweep.ts';
import type { SweepState } from '../../store/sweep/sweepState.ts';
import type { SweepResult } from '../../store/sweep/sweepMeasures.ts';
import { findTarget } from '../../store/sweep/sweepTargets.ts';
import { planSweep } from '../../store/sweep/sweepPlan.ts';
import type { SweepPlan } from '../../store/sweep/sweepPlan.ts';
import { axisAround } from './axisDefaults.ts';
import { measureOf, readSweepPicture, runsOfCell } from './readSweepPicture.ts';

const { lab } = setUp();
const document = lab.document.getState();

/** Four values of g_GABA, two seeds, of `duration` ms. */
function planOf(duration: number): SweepPlan {
  const axes = [{ target: 'g_GABA', from: 0, to: 3, count: 4, spacing: 'linear' } as const];
  const plan = planSweep(document, { axes, seeds: { first: 1, count: 2 }, duration });
  if ('problem' in plan) throw new Error(plan.problem);
  return plan;
}

function resultOf(peakHz: number | undefined, diverged?: string): SweepResult {
  // 24 Hz is no more than chance gives.
  const summary = { populations: [], peakHz, peakStandsOut: peakHz !== 24, synchrony: undefined };
  return { summary, time: 500, diverged, spikeNeuron: new Int32Array(0), spikeTime: new Float64Array(0) };
}

test('the seeds of a cell are gathered; those that diverged do not count, and those under way are marked', () => {
  const plan = planOf(500);
  const sweep = sweepOf(lab);
  const order = plan.runs.map(({ cell }) => cell);
  expect(order).toEqual([0, 2, 1, 3, 0, 2, 1, 3]);
  sweep.results = [
    resultOf(20),
    resultOf(undefined),
    undefined,
    resultOf(9, 'neuron 3 (PN): V is no number any more'),
    resultOf(24),
    undefined,
    undefined,
    undefined,
  ];
  const state: SweepState = { ...sweep.state.getState(), status: 'running', plan, ended: 4, atOnce: 2 };
  const { cells, x, y, seeds } = readSweepPicture(sweep, state, document)!;
  expect(cells).toMatchObject([
    { values: [20, 24], areByChance: [false, true], mean: 22, deviation: Math.sqrt(8), ended: 2, isRunning: false },
    // Cell 1: its first run is one of the two that have begun and not ended.
    { values: [], mean: NaN, ended: 0, isRunning: true },
    { values: [], mean: NaN, ended: 1, diverged: [], isRunning: true },
    { values: [], mean: NaN, ended: 1, diverged: ['neuron 3 (PN): V is no number any more'], isRunning: false },
  ]);
  expect(y).toBeUndefined();
  expect(seeds).toBe(2);
  expect(x).toMatchObject({ label: 'g_GABA', unit: 'mS/cm²', now: findTarget(document, 'g_GABA').read(document) });
  const stopped = readSweepPicture(sweep, { ...state, status: 'stopped' }, document)!;
  expect(stopped.cells.some(({ isRunning }) => isRunning)).toBe(false);
  expect(runsOfCell(plan, 2)).toEqual([1, 5]);
});

test('runs that are too short for a peak frequency show a rate, unless something else was chosen', () => {
  expect(measureOf(planOf(200), undefined).key).toBe('peak');
  expect(measureOf(planOf(199), undefined).key).toBe('rate PN');
  expect(measureOf(planOf(199), 'synchrony').key).toBe('synchrony');
  expect(measureOf(planOf(500), 'rate KC').key).toBe('peak');
});

test('a new axis spans what the network has now, within its range, in numbers that can be read', () => {
  const axisOf = (key: string) => {
    const { from, to } = axisAround(findTarget(document, key), document);
    return [from, to];
  };
  expect(axisOf('odour.amplitude')).toEqual([0, 25]);
  expect(axisOf('odour.share')).toEqual([0, 0.83]);
  const leak = findTarget(document, 'PN.E_L').read(document)!;
  expect(axisOf('PN.E_L')).toEqual([leak - 10, leak + 10]);
  expect(axisOf('GABA.LN>LN.weights')).toEqual([0, 2.5]);
  expect(axisOf('GABA.LN>LN.probability')).toEqual([0, 1]);
  // PNs and LNs differ in it: both values lie within, also the small one's neighbours.
  expect(findTarget(document, 'g_ACh').read(document)).toBeUndefined();
  expect(axisAround(findTarget(document, 'g_ACh'), document)).toMatchObject({ from: 0.12, to: 0.88, spacing: 'log' });
});
