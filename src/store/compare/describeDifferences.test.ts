import { expect, test } from 'vitest';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { blockCounts } from '../../model/connectivity/blockCounts.ts';
import { MatrixCache } from '../../model/connectivity/matrixCache.ts';
import type { LabDocument } from '../labDocument.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import type { Lab } from '../lab.ts';
import { makeLab } from '../testing/makeLab.ts';
import { applyPatch, generateMatrix, makeMatrix } from '../edits/matrixEdits.ts';
import { drawNeuronValues, scaleParameter, setNeuronValues, setParameter } from '../edits/parameterEdits.ts';
import { chooseSize } from '../edits/populationEdits.ts';
import { addPart, setPart, setReceivers, togglePart } from '../edits/stimulusEdits.ts';
import { describeDifferences } from './describeDifferences.ts';
import type { DescribedRun } from './describedRun.ts';

const CPU: EngineInfo = { kind: 'cpu', precision: 'float64', device: 'WebAssembly', isSoftware: false, reason: '' };

function runOf(document: LabDocument, more: Partial<DescribedRun> = {}): DescribedRun {
  return { started: describeRun(document), edits: [], engine: CPU, stimulus: document.stimulus, ...more };
}

function differences(a: DescribedRun, b: DescribedRun): string[] {
  return describeDifferences(new MatrixCache(), a, b).map(({ text }) => text);
}

/** What a lab of 120 neurons differs in after the edits. */
function after(edit: (lab: Lab) => unknown): string[] {
  const lab = makeLab(120);
  const before = runOf(lab.document.getState());
  expect(edit(lab)).not.toBeTypeOf('string');
  return differences(before, runOf(lab.document.getState()));
}

const NEURONS_OF_PN = [3, 4, 5];

test('a run that repeats another differs in nothing', () => {
  expect(after(() => undefined)).toEqual([]);
});

test('a parameter of one population, of all that have it, of single neurons', () => {
  expect(after((lab) => setParameter(lab, 'g_GABA', 'LN', 0))).toEqual(['g_GABA of LN: 0.8 → 0 mS/cm²']);
  expect(after((lab) => setParameter(lab, 'g_L', undefined, 0.2))).toEqual(['g_L: 0.15 → 0.2 mS/cm²']);
  expect(after((lab) => setParameter(lab, 'g_Na', [7], 110))).toEqual(['g_Na of PN 7: 100 → 110 mS/cm²']);
  expect(after((lab) => setParameter(lab, 'g_Na', NEURONS_OF_PN, 50))).toEqual(['g_Na of PN 3-5: 100 → 50 mS/cm²']);
});

test('a parameter that two populations have with other values is told for each of them', () => {
  expect(after((lab) => scaleParameter(lab, 'E_L', undefined, 0.5))).toEqual([
    'E_L of PN: −55 → −27.5 mV',
    'E_L of LN: −50 → −25 mV',
  ]);
});

test('values that were drawn are told by their range', () => {
  const uniform = { kind: 'uniform', least: 90, most: 110 } as const;
  const [only, ...rest] = after((lab) => void drawNeuronValues(lab, 'g_Na', 'PN', uniform, 3));
  expect(rest).toEqual([]);
  const [, least, most] = /^g_Na of PN: 100 → ([\d.]+) … ([\d.]+) mS\/cm²$/.exec(only!)!;
  expect(Number(least)).toBeGreaterThanOrEqual(90);
  expect(Number(most)).toBeLessThanOrEqual(110);
});

test('many scattered neurons are counted, and numbers that differ late are told apart', () => {
  const scattered = Array.from({ length: 30 }, (_, k) => 3 * k);
  expect(
    after((lab) =>
      setNeuronValues(
        lab,
        'g_Na',
        scattered,
        scattered.map(() => 100.00001),
        { how: 'pasted' },
      ),
    ),
  ).toEqual(['g_Na of 30 PNs: 100 → 100.00001 mS/cm²']);
});

test('what was changed and changed back is no difference', () => {
  expect(
    after((lab) => {
      setParameter(lab, 'g_GABA', 'LN', 0);
      setParameter(lab, 'g_GABA', 'LN', 0.8);
    }),
  ).toEqual([]);
});

test('a silenced block is told with the numbers of its synapses, which are those of the matrices', () => {
  const lab = makeLab(120);
  const before = runOf(lab.document.getState());
  const LN = { first: 90, count: 30 };
  const populations = [
    { name: 'PN', first: 0, count: 90 },
    { name: 'LN', ...LN },
  ];
  const matrix = makeMatrix(lab, before.started.network, 'GABA');
  const { synapses } = blockCounts(matrix, populations).find(({ from, to }) => from === 'LN' && to === 'LN')!;
  expect(synapses).toBeGreaterThan(0);
  applyPatch(lab, 'GABA', { kind: 'block', rows: LN, columns: LN, weight: 0 }, 'silenced');
  expect(differences(before, runOf(lab.document.getState()))).toEqual([
    `LN → LN block of GABA: ${synapses} synapses → 0`,
  ]);
});

test('weights, moved synapses and a block that gains some are told by block', () => {
  const LN = { first: 90, count: 30 };
  const PN = { first: 0, count: 90 };
  const scaled = { kind: 'scale', rows: PN, columns: LN, factor: 0.5 } as const;
  expect(after((lab) => applyPatch(lab, 'GABA', scaled, 'scaled'))).toEqual([
    'LN → PN block of GABA: mean weight 1 → 0.5',
  ]);
  const moved = after((lab) => {
    const { rows } = makeMatrix(lab, lab.document.getState().network, 'ACh');
    const [from, to] = [rows[90]!.indexOf(1), rows[90]!.slice(0, 90).indexOf(0)];
    applyPatch(lab, 'ACh', { kind: 'cells', n: 120, cells: Uint32Array.of(90 * 120 + from), weights: 0 }, 'erased');
    applyPatch(lab, 'ACh', { kind: 'cells', n: 120, cells: Uint32Array.of(90 * 120 + to), weights: 1 }, 'painted');
  });
  expect(moved).toEqual([expect.stringMatching(/^PN → LN block of ACh: 1 of [\d,]+ synapses elsewhere$/)]);
  const all = after((lab) => generateMatrix(lab, 'GABA', { kind: 'allToAll', from: ['LN'], to: ['LN'], seed: 1 }));
  expect(all).toContainEqual(expect.stringMatching(/^LN → LN block of GABA: \d+ synapses → 870$/));
  expect(all).toContainEqual(expect.stringMatching(/^LN → PN block of GABA: [\d,]+ synapses → 0$/));
});

test('another seed is told, and the connections that it draws', () => {
  const texts = after((lab) => lab.setField('seed', 2));
  expect(texts[0]).toBe('Seed: 1 → 2');
  expect(texts.slice(1).every((text) => / block of (ACh|GABA): /.test(text))).toBe(true);
  expect(texts.length).toBe(4);
});

test('other numbers of neurons are told by population, and no matrix is compared', () => {
  expect(after((lab) => chooseSize(lab, 12))).toEqual([
    'Neurons: 120 → 12',
    'PN neurons: 90 → 9',
    'LN neurons: 30 → 3',
  ]);
});

test('a current is the same one while it is edited; its numbers, receivers and whether it takes part are told', () => {
  expect(after((lab) => setPart(lab, 'odour', 'amplitude', 15))).toEqual(['Odour pulse amplitude: 10 → 15 µA/cm²']);
  expect(after((lab) => setPart(lab, 'odour', 'odourSeed', 4))).toEqual(['Odour pulse odour seed: 1 → 4']);
  expect(after((lab) => setReceivers(lab, 'odour', { kind: 'all', population: 'PN' }))).toEqual([
    'Odour pulse: into 33 % of all neurons (seed 1) → into all PN',
  ]);
  expect(after((lab) => togglePart(lab, 'odour'))).toEqual(['Odour pulse: switched off or taken out']);
  expect(after((lab) => void addPart(lab, 'step'))).toEqual(['Step: added, 10 µA/cm²']);
});

test('of two currents of a kind the one that was edited is named', () => {
  const lab = makeLab(120);
  addPart(lab, 'step');
  const second = addPart(lab, 'step');
  const before = runOf(lab.document.getState());
  setPart(lab, second, 'offset', 350);
  expect(differences(before, runOf(lab.document.getState()))).toEqual(['Step 2 offset: 300 → 350 ms']);
});

test('of a file of currents the values that are others are counted', () => {
  const withFile = (values: Float32Array<ArrayBuffer>): DescribedRun => {
    const part = { kind: 'array', name: 'current.npy', n: 2, samples: 2, samplesPerMs: 100, values } as const;
    return runOf({ ...DEFAULT_DOCUMENT, stimulus: [{ id: 'file', isOn: true, part }] });
  };
  const before = withFile(Float32Array.of(1, 2, 3, 4));
  expect(differences(before, withFile(Float32Array.of(1, 2, 3, 4)))).toEqual([]);
  expect(differences(before, withFile(Float32Array.of(1, 2, 5, 6)))).toEqual([
    'current.npy: 2 of its values are others',
  ]);
});

test('dt, duration, the start and its state are told with their labels', () => {
  expect(after((lab) => lab.setField('dt', 0.005))).toEqual(['Time step dt: 0.01 → 0.005 ms']);
  expect(after((lab) => lab.setField('duration', 500))).toEqual(['Duration: 1000 → 500 ms']);
  expect(after((lab) => lab.setField('startV', -60))).toEqual(['V at start: −70 → −60 mV']);
  expect(after((lab) => lab.setField('noise', 0.02))).toEqual(['Noise of the start: 0.01 → 0.02']);
  const given = withNetwork(DEFAULT_DOCUMENT, { initialState: Float64Array.of(1, NaN), initialStateName: 'state.npy' });
  const copy = withNetwork(DEFAULT_DOCUMENT, { initialState: Float64Array.of(1, NaN), initialStateName: 'state.npy' });
  expect(differences(runOf(DEFAULT_DOCUMENT), runOf(given))).toEqual(['Initial state: drawn by seed 1 → state.npy']);
  expect(differences(runOf(copy), runOf(given))).toEqual([]);
});

test('the engine, its precision and its compensation', () => {
  const base = runOf(DEFAULT_DOCUMENT);
  const plain: EngineInfo = { ...CPU, precision: 'float32', isCompensated: false };
  expect(differences(base, { ...base, engine: plain })).toEqual(['Precision: float64 → float32, not compensated']);
  const gpu: EngineInfo = { ...CPU, kind: 'webgpu', precision: 'float32', isCompensated: true };
  expect(differences(base, { ...base, engine: gpu })).toEqual([
    'Engine: CPU → WebGPU',
    'Precision: float64 → float32, compensated',
  ]);
  expect(differences(base, { ...base, engine: undefined })).toEqual([]);
});

test('edits while a run went on are told with their time, a drag once, and those of both runs not at all', () => {
  const base = runOf(DEFAULT_DOCUMENT);
  const mark = (time: number, label: string, gesture?: string) => ({ time, label, gesture, run: base.started });
  const a = { ...base, edits: [mark(100, 'both'), mark(400, 'Duration: 500 → 1000 ms')] };
  const b = {
    ...base,
    edits: [
      mark(100, 'both'),
      mark(230, 'g_GABA of LN: 0.8 → 0.4 mS/cm²', 'drag'),
      mark(240, 'g_GABA of LN: 0.8 → 0 mS/cm²', 'drag'),
    ],
  };
  expect(differences(a, b)).toEqual([
    'edited at 230 ms: g_GABA of LN: 0.8 → 0 mS/cm²',
    'not edited at 400 ms: Duration: 500 → 1000 ms',
  ]);
});
