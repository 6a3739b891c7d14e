import { expect, test } from 'vitest';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { memberRun } from '../../simulation/ensemble/ensemble.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { planSweep, runDocument, runLabel, sweepEnsemble } from './sweepPlan.ts';
import type { AxisDescription, SweepDescription, SweepPlan } from './sweepPlan.ts';
import { findTarget, sweepTargets } from './sweepTargets.ts';

const document: LabDocument = { ...DEFAULT_DOCUMENT, network: { preset: 'nerveflow', n: 12, seed: 7 } };
const inhibition: AxisDescription = { target: 'g_GABA', from: 0, to: 0.8, count: 3, spacing: 'linear' };
const leak: AxisDescription = { target: 'PN.E_L', from: -60, to: -50, count: 2, spacing: 'linear' };

function planOf(description: SweepDescription, of = document): SweepPlan {
  const plan = planSweep(of, description);
  if ('problem' in plan) throw new Error(plan.problem);
  return plan;
}

test('each run is of the document with its values and its seed, and of that many ms', () => {
  const plan = planOf({ axes: [inhibition, leak], seeds: { first: 3, count: 2 }, duration: 40 });
  expect(plan.cells).toHaveLength(6);
  const run = { cell: 5, seed: 1 };
  expect(runLabel(plan, run)).toBe('g_GABA 0.8 mS/cm², E_L of PN −50 mV, seed 4');
  const made = runDocument(plan, run);
  expect(made).toMatchObject({ duration: 40, title: document.title, network: { seed: 4 } });
  expect(made.stimulus).toMatchObject([{ id: 'odour', part: { seed: 4 } }]);
  const { parameters } = buildNetwork(made.network, 40);
  expect([...parameters['g_GABA']!]).toEqual(Array(12).fill(0.8));
  expect([...parameters['E_L']!.subarray(0, 9)]).toEqual(Array(9).fill(-50));
});

test('what is simulated is what opens', () => {
  const plan = planOf({ axes: [inhibition, leak], seeds: { first: 3, count: 2 }, duration: 40 });
  const { base, members } = sweepEnsemble(plan);
  plan.runs.forEach((run, index) => {
    const opened = describeRun(runDocument(plan, run));
    expect(memberRun(base, members[index]!)).toEqual(opened);
  });
});

test('without seeds nothing is drawn anew: the initial state and the matrices of the document stay', () => {
  const own = { ...document, network: { ...document.network, initialState: new Float64Array(3) } };
  const { network, stimulus } = runDocument(planOf({ axes: [inhibition], duration: 40 }, own), { cell: 0, seed: 0 });
  expect(network).toMatchObject({ seed: 7, initialState: own.network.initialState });
  expect(stimulus).toBe(own.stimulus);
  const drawn = planOf({ axes: [inhibition], seeds: { first: 0, count: 1 }, duration: 40 }, own);
  expect(runDocument(drawn, { cell: 0, seed: 0 }).network).not.toHaveProperty('initialState');
});

test('every cell has its first seed before any has its second, from coarse to fine', () => {
  const { runs } = planOf({
    axes: [
      { ...inhibition, count: 4 },
      { ...leak, count: 4 },
    ],
    seeds: { first: 1, count: 2 },
    duration: 40,
  });
  expect(runs.map(({ seed }) => seed)).toEqual([...Array(16).fill(0), ...Array(16).fill(1)]);
  expect(new Set(runs.slice(0, 16).map(({ cell }) => cell)).size).toBe(16);
  expect(runs.slice(0, 4).map(({ cell }) => cell)).toEqual([0, 2, 8, 10]);
});

test.each<[string, SweepDescription, string, number?]>([
  [
    'a value beyond the range',
    { axes: [{ ...inhibition, to: 9 }], duration: 40 },
    'g_GABA must be a number from 0 to 5 mS/cm², got 9',
    0,
  ],
  ['a name', { axes: [{ ...inhibition, target: 'g_X' }], duration: 40 }, 'g_X is no number of this network', 0],
  [
    'too many values',
    { axes: [inhibition, { ...leak, count: 65 }], duration: 40 },
    'E_L of PN takes 65 values: expected a whole number from 1 to 64',
    1,
  ],
  ['no way to go', { axes: [{ ...inhibition, to: 0 }], duration: 40 }, 'g_GABA goes from 0 to 0', 0],
  [
    'ratios from 0',
    { axes: [{ ...inhibition, spacing: 'log' }], duration: 40 },
    'g_GABA goes from 0 to 0.8: equal ratios need two values of one sign, and no 0',
    0,
  ],
  [
    'twice the same',
    { axes: [inhibition, { ...inhibition, target: 'PN.g_GABA' }], duration: 40 },
    'g_GABA of PN is swept by the other axis already',
    1,
  ],
  ['seeds', { axes: [inhibition], seeds: { first: 2 ** 32 - 1, count: 2 }, duration: 40 }, 'the seeds 4294967295 to'],
  ['no time', { axes: [inhibition], duration: 0 }, 'Duration must be a number from 1 to 100000 ms, got 0'],
  [
    'a combination that cannot be',
    {
      axes: [
        { target: 'odour.onset', from: 0, to: 500, count: 2, spacing: 'linear' },
        { target: 'odour.offset', from: 100, to: 600, count: 2, spacing: 'linear' },
      ],
      duration: 40,
    },
    'Onset of Odour pulse 500 ms, Offset of Odour pulse 100 ms: Odour pulse ends at 100 ms, before it starts at 500 ms',
  ],
])('%s is refused before the start, with a sentence', (_, description, sentence, axis?: number) => {
  const plan = planSweep(document, description);
  expect(plan).toHaveProperty('problem', expect.stringContaining(sentence));
  if (axis !== undefined) expect(plan).toHaveProperty('axis', axis);
});

test('two populations of one parameter are two numbers', () => {
  const axes = [leak, { ...leak, target: 'LN.E_L' }];
  expect(planSweep(document, { axes, duration: 40 })).not.toHaveProperty('problem');
});

test('every number that is offered can be set to the ends of its range, is read again, and makes a network', () => {
  const targets = sweepTargets(document);
  expect(new Set(targets.map(({ key }) => key)).size).toBe(targets.length);
  expect(targets.length).toBeGreaterThan(60);
  for (const { key, read, write, least, most } of targets) {
    for (const value of [least, most]) {
      const written = write(document, value);
      buildNetwork(written.network, 1);
      // A factor of weights is used up when it is applied, and how many synapses a block has is not one number.
      if (!/weights|probability/.test(key)) expect(read(written), key).toBe(value);
    }
  }
});

test('a block is scaled or drawn, and the others stay', () => {
  const synapses = ({ network }: LabDocument) =>
    buildNetwork(network, 1).synapses.find(({ type }) => type.name === 'GABA')!;
  const before = synapses(document);
  const halved = synapses(findTarget(document, 'GABA.LN>PN.weights').write(document, 0.5));
  expect(halved.presynaptic).toEqual(before.presynaptic);
  const ofPn = halved.rowStart[9]!;
  expect(new Set(halved.weights!.subarray(0, ofPn))).toEqual(new Set([0.5]));
  expect(new Set(halved.weights!.subarray(ofPn))).toEqual(new Set([1]));
  const full = synapses(findTarget(document, 'GABA.LN>LN.probability').write(document, 1));
  expect(full.rowStart[12]! - full.rowStart[9]!).toBe(6);
  expect(full.rowStart[9]).toBe(before.rowStart[9]);
});
