// First of all imports: see there.
import '../../files/fixtures/countedArrays.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEngine, openEnsemble } from '../../engine/openEngine.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { SEED, TRAPS, Tally, expectLaterAnswer } from '../../files/fixtures/hostile.ts';
import { changedJson, jsonChanges } from '../../files/fixtures/mutateJson.ts';
import { localWorker } from '../../simulation/ensemble/testing/localWorker.ts';
import { comparisonOf } from '../compare/comparison.ts';
import { keepPin, readPin } from '../compare/keptPin.ts';
import { keepRepeats, readRepeats } from '../compare/keptRepeats.ts';
import { repeatsIn } from '../compare/repeats.ts';
import { paintCells } from '../edits/matrixEdits.ts';
import { setParameter } from '../edits/parameterEdits.ts';
import { keepCurve, readCurve } from '../keptCurve.ts';
import type { LabDocument } from '../labDocument.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import { keepSweep, readSweep } from '../sweep/keptSweep.ts';
import { isOfAnotherNetwork, sweepOf } from '../sweep/sweep.ts';
import { runningLab } from '../testing/runningLab.ts';
import { packResult, unpackResult } from './packedResult.ts';
import type { PackedResult } from './packedResult.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile results, seed ${SEED}: ${tally}\n`));

const MEBIBYTE = 2 ** 20;

/** Reads a result as a page does that shows the document, and keeps again what it has read. */
type Again = (packed: PackedResult, shown: LabDocument) => Promise<PackedResult>;

const pinAgain: Again = async (packed, shown) => {
  const { value, array } = unpackResult(packed);
  const { pin, recording } = await readPin('A', value, array, shown);
  return packResult((await keepPin(pin, recording))!);
};

const IDLE = { runsOpened: true, isTogether: false, atOnce: 0 };

const KINDS = {
  'a pinned run': pinAgain,
  'pinned spikes': pinAgain,
  'a sweep': async (packed, shown) => {
    const { value, array } = unpackResult(packed);
    const { state, results } = await readSweep(value, array, shown);
    return packResult(await keepSweep({ ...IDLE, ...state }, state.plan, results));
  },
  repeats: async (packed, shown) => {
    const { value, array } = unpackResult(packed);
    const { state, sets } = await readRepeats(value, array, shown);
    return packResult(await keepRepeats({ ...state, secondsLeft: undefined, revision: 0 }, sets, ran));
  },
  'an f–I curve': async (packed, shown) => {
    const { value, array } = unpackResult(packed);
    return packResult(await keepCurve(await readCurve(value, array, shown)));
  },
} satisfies Record<string, Again>;
type Kind = keyof typeof KINDS;

let ran: LabDocument;
/** What a run of the sweep is of. */
let opened: LabDocument;
let kept: Readonly<Record<Kind, PackedResult>>;

/** A result of each kind, of twelve neurons over 3 ms whose matrix and parameters were edited while they ran. */
beforeAll(async () => {
  const { lab, until } = runningLab(openEngine, {
    memberWorkers: { most: 2, create: () => localWorker({ openEngine, openEnsemble }) },
  });
  lab.edit('prepared', (now) => ({ ...now, network: { ...now.network, n: 12 }, duration: 2 }));
  lab.document.setState({ engine: { choice: 'reference' } });
  paintCells(lab, 'GABA', Uint32Array.of(3, 17, 40), 0.5, 'painted');
  lab.start();
  await until('finished');
  const comparison = comparisonOf(lab);
  comparison.pin();
  setParameter(lab, 'g_GABA', 'LN', 0.1);
  lab.setField('duration', 3);
  lab.resume();
  await until('finished');
  comparison.pinSpikes({ name: 'a.csv', neuron: Int32Array.of(1, 2), time: Float64Array.of(0.5, 1.5), notes: ['!'] });
  const { pins } = comparison.state.getState();
  const repeats = repeatsIn(lab);
  await repeats.start([{ label: 'now', run: describeRun(lab.document.getState()) }], 2);
  const sweep = sweepOf(lab);
  const axis = { target: 'g_GABA', from: 0, to: 1, count: 3, spacing: 'linear' } as const;
  sweep.describe({ axes: [axis], seeds: { first: 1, count: 2 }, duration: 1 });
  sweep.start();
  await vi.waitUntil(() => sweep.state.getState().status === 'finished', { timeout: 20_000, interval: 5 });
  ran = lab.document.getState();
  sweep.state.setState({ runsOpened: false });
  sweep.open(2);
  opened = lab.document.getState();
  const state = sweep.state.getState();
  const pin = async (k: number) => (await keepPin(pins[k]!, comparison.recordingOf(pins[k]!.letter)!))!;
  const steps = [1, 2].map((amplitude) => ({ amplitude, spikeTimes: Float64Array.of(210, 250 / amplitude) }));
  kept = {
    'a pinned run': packResult(await pin(0)),
    'pinned spikes': packResult(await pin(1)),
    'a sweep': packResult(await keepSweep(state, state.plan!, sweep.results)),
    repeats: packResult(await keepRepeats(repeats.state.getState(), repeats.sets, ran)),
    'an f–I curve': packResult(
      await keepCurve({ document: ran, neuron: 3, points: 5, step: { from: 200, to: 300 }, steps }),
    ),
  };
});

/** What is kept, its arrays in their places: two that are alike may be one. */
function contentOf({ text, arrays }: PackedResult): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    const key = typeof value === 'object' && value !== null && 'array' in value ? value.array : undefined;
    return typeof key === 'string' && arrays.has(key) ? arrays.get(key) : value;
  });
}

const names = Object.keys(KINDS) as Kind[];

test.each(names)('%s is read as it was kept, whatever the lab shows', async (name) => {
  const packed = kept[name];
  expect(JSON.parse(packed.text)).not.toEqual({ version: 1 });
  expect(packed.arrays.size).toBeGreaterThan(1);
  for (const document of [ran, DEFAULT_DOCUMENT]) {
    expect(contentOf(await KINDS[name](structuredClone(packed), document))).toEqual(contentOf(packed));
  }
});

/** It is refused with a sentence, or what is read of it can be kept and read again. */
test('a network that was opened from a sweep is known again after a reload: the sweep is not called stale', async () => {
  const { value, array } = unpackResult(structuredClone(kept['a sweep']));
  const shown = structuredClone(opened);
  const { state } = await readSweep(value, array, shown);
  expect(state.opened?.run).toBe(2);
  expect([shown, DEFAULT_DOCUMENT].map((one) => isOfAnotherNetwork({ ...IDLE, ...state }, one))).toEqual([false, true]);
});

async function expectAnswered(name: Kind, packed: PackedResult): Promise<void> {
  const bound = 64 * packed.text.length + 4 * MEBIBYTE;
  const judged = await expectLaterAnswer(tally, bound, () => KINDS[name](packed, ran));
  if (judged.kind === 'refused') return;
  const again = await KINDS[name](structuredClone(judged.value), ran);
  expect(contentOf(again)).toEqual(contentOf(judged.value));
}

const check = (numRuns: number) => ({ numRuns, seed: SEED });

test('results with values that do not belong there are refused with a sentence, or read for what they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), jsonChanges, (name, changes) =>
      expectAnswered(name, { ...kept[name], text: changedJson(JSON.parse(kept[name].text), changes) }),
    ),
    check(300),
  );
});

/** What may have become of an array. */
const CHANGES: readonly ((array: ExperimentArray) => ExperimentArray | undefined)[] = [
  () => undefined,
  (array) => array.slice(1),
  (array) => array.slice(0, 0),
  (array) => array.slice().fill(2 ** 31),
  (array) => array.slice().fill(NaN),
  (array) => Float64Array.from(array),
  (array) => Float32Array.from(array),
  (array) => Uint8Array.from(array),
];

test('results of which an array is gone, cut off, of another type or full of strange numbers, too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.constantFrom(...CHANGES), async (name, at, change) => {
      const { text, arrays } = kept[name];
      const key = [...arrays.keys()][at % arrays.size]!;
      const changed = change(arrays.get(key)!);
      const others = [...arrays].filter(([one]) => one !== key);
      await expectAnswered(name, { text, arrays: new Map(changed ? [...others, [key, changed]] : others) });
    }),
    check(150),
  );
});

test.each(TRAPS)('no result: %s', async (_, trap) => {
  for (const text of [
    trap,
    JSON.stringify({ version: 1, kind: trap, document: { text: trap, engine: { choice: 'cpu' } } }),
  ]) {
    for (const name of names) {
      const judged = await expectLaterAnswer(tally, 4 * MEBIBYTE, () => KINDS[name]({ text, arrays: new Map() }, ran));
      expect(judged.kind).toBe('refused');
    }
  }
});
