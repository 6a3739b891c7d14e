// First of all imports: see there.
import '../files/fixtures/countedArrays.ts';
import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { readCurrent } from '../files/currentFile.ts';
import { SEED, TRAPS, Tally, expectSentence, expectAnswer, mutate, mutations } from '../files/fixtures/hostile.ts';
import { changedJson, jsonChanges } from '../files/fixtures/mutateJson.ts';
import { writeNpy } from '../files/npy.ts';
import { proposeMatrix } from '../files/proposeMatrix.ts';
import { previewStimulus } from '../files/stimulusPreview.ts';

import { DEMOS } from './demos/demos.ts';
import { readLabLink, writeLabLink } from './demos/labLink.ts';
import { loadInitialState } from './edits/initialState.ts';
import { pasteTable, readMatrixFile } from './edits/matrixTables.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';
import { SavedLabs } from './saves/savedLab.ts';
import { setUp } from './testing/setUp.ts';
import { defaultView } from './viewState.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile saves and links, seed ${SEED}: ${tally}\n`));

const check = (numRuns: number) => ({ numRuns, seed: SEED });
const MEBIBYTE = 2 ** 20;
const VIEW = defaultView(false);

const n = 120;
const WITH_ARRAYS: LabDocument = {
  ...DEFAULT_DOCUMENT,
  network: {
    ...DEFAULT_DOCUMENT.network,
    initialState: new Float64Array(30),
    changes: [{ parameter: 'g_Na', kind: 'list', values: Array.from({ length: n }, (_, k) => k) }],
    matrices: {
      ACh: { start: { kind: 'given', name: 'a.npy', n, weights: new Uint8Array(n * n) }, patches: [] },
      GABA: {
        start: { kind: 'drawn' },
        patches: [
          { kind: 'cells', n, cells: Uint32Array.of(1, 2), weights: Float32Array.of(1, 2) },
          { kind: 'block', rows: { first: 0, count: 9 }, columns: { first: 3, count: 9 }, weight: 0.5 },
        ],
      },
    },
  },
};
const DOCUMENTS: readonly LabDocument[] = [
  DEFAULT_DOCUMENT,
  WITH_ARRAYS,
  ...DEMOS.map(({ title, lab, guide }) => ({ ...lab, title, guide, engine: DEFAULT_DOCUMENT.engine })),
];

/** A browser's storage that holds this text. */
function storageOf(text: string) {
  let held = text;
  return { getItem: () => held, setItem: (_: string, next: string) => void (held = next) };
}

/** The text that a page saves of a lab. */
function savedText(document: LabDocument): string {
  const storage = storageOf('');
  void new SavedLabs(storage).save(document, VIEW, {
    setAside: [{ document: DEFAULT_DOCUMENT, experiment: 'a' }],
    branch: { name: 'a', file: 'checkpoint.batch0.npz', title: 'A', time: 5 },
  });
  return storage.getItem();
}

/** A page that opens with this save; and the next one, after it has saved again. */
function expectToOpen(text: string): void {
  const judged = expectAnswer(tally, 64 * text.length + MEBIBYTE, () => new SavedLabs(storageOf(text)).open(VIEW));
  if (judged.kind === 'refused') throw new Error(judged.sentence);
  const { document, view, setAside } = judged.value;
  const again = storageOf('');
  void new SavedLabs(again).save(document, view, { setAside });
  expect(new SavedLabs(again).open(VIEW).document).toEqual(document);
}

test('saves with values that do not belong there open with what is right in them, which is kept as it is', () => {
  const saves = DOCUMENTS.map((document) => JSON.parse(savedText(document)) as unknown);
  fc.assert(
    fc.property(fc.constantFrom(...saves), jsonChanges, (save, changes) => expectToOpen(changedJson(save, changes))),
    check(300),
  );
});

test('saves whose letters are changed open', () => {
  const saves = DOCUMENTS.map((document) => new TextEncoder().encode(savedText(document)));
  fc.assert(
    fc.property(fc.constantFrom(...saves), mutations, (save, changes) => {
      expectToOpen(new TextDecoder().decode(mutate(save, changes)));
    }),
    check(100),
  );
});

/** A link is answered with a sentence, or with a lab that can be linked to again. */
function expectLinkAnswered(fragment: string): void {
  const judged = expectAnswer(tally, 16 * MEBIBYTE, () => readLabLink(fragment));
  if (judged.kind === 'refused') throw new Error(judged.sentence);
  const read = judged.value;
  if (read.kind === 'problem') return expectSentence(read.sentence);
  const { title, lab, guide } = read.demo;
  const document = { ...lab, title, ...(guide && { guide }), engine: DEFAULT_DOCUMENT.engine };
  const written = writeLabLink(document, VIEW);
  if (written.kind === 'problem') return expectSentence(written.sentence);
  const again = readLabLink(written.fragment);
  if (again.kind === 'problem') throw new Error(again.sentence);
  expect(again.demo.lab).toEqual(lab);
}

const LINKS = DOCUMENTS.map((document) => writeLabLink(document, VIEW)).flatMap((one) =>
  one.kind === 'link' ? [one.fragment] : [],
);

function fragmentOf(text: string): string {
  return `#lab=${Buffer.from(deflateSync(strToU8(text))).toString('base64url')}`;
}

test('links whose letters are changed give a lab or a sentence', () => {
  expect(LINKS.length).toBeGreaterThan(5);
  fc.assert(
    fc.property(fc.constantFrom(...LINKS), mutations, (link, changes) => {
      expectLinkAnswered(Buffer.from(mutate(Buffer.from(link), changes)).toString('latin1'));
    }),
    check(200),
  );
});

test('links that hold other values than they should give a lab or a sentence', () => {
  const labs = DOCUMENTS.map(({ engine: _engine, ...lab }) => ({ v: 1, lab, view: VIEW }));
  fc.assert(
    fc.property(fc.constantFrom(...labs), jsonChanges, (lab, changes) =>
      expectLinkAnswered(fragmentOf(changedJson(lab, changes))),
    ),
    check(300),
  );
});

test.each(TRAPS)('a link and a save made to keep readers busy are answered within a second: %s', (_, trap) => {
  expectLinkAnswered(`#lab=${trap}`);
  expectLinkAnswered(fragmentOf(trap));
  expectLinkAnswered(fragmentOf(JSON.stringify({ v: 1, lab: { title: trap, stimulus: [{ part: trap }] } })));
  expectToOpen(trap);
  expectToOpen(
    JSON.stringify({ version: 3, arrays: { a: `float64:${trap}` }, kept: [trap], document: { title: trap } }),
  );
});

test('a link that unpacks to gigabytes is refused', () => {
  // 24 kB, as long as a link that is read may be.
  const zeros = deflateSync(new Uint8Array(23 * MEBIBYTE), { level: 9 });
  const link = `#lab=${Buffer.from(zeros).toString('base64url')}`;
  expect(link.length).toBeGreaterThan(30_000);
  expectLinkAnswered(link);
});

test('whatever is wrong with a file, the open experiment and its history stay as they were', async () => {
  vi.useRealTimers();
  const { lab } = setUp({
    readCurrent: async (file, { n: neurons, samplesPerMs }) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = readCurrent(bytes, { name: file.name, n: neurons, samplesPerMs });
      const { samples, values } = read.stimulus;
      const columns = { n: neurons, samples, readColumn: (_: number, to: Float64Array) => to.set(values) };
      return { ...read, preview: previewStimulus(columns) };
    },
  });
  lab.setField('duration', 500);
  const document = lab.document.getState();
  const history = lab.history.state.getState();
  const current = writeNpy({ shape: [n, 3], values: new Float32Array(3 * n) });
  const matrix = writeNpy({ shape: [n, n], values: new Uint8Array(n * n) });
  const readMatrix = async (file: File, purpose: Parameters<typeof proposeMatrix>[2]) =>
    proposeMatrix(new Uint8Array(await file.arrayBuffer()), file.name, purpose);
  await fc.assert(
    fc.asyncProperty(mutations, fc.constantFrom(current, matrix), async (changes, original) => {
      const bytes = mutate(original, changes);
      const file = new File([bytes], 'a.npy');
      tally.inputs++;
      let isRefused = true;
      try {
        readCurrent(bytes, { name: 'a.npy', n, samplesPerMs: 100 });
        isRefused = false;
      } catch {
        tally.refused++;
      }
      if (isRefused) {
        await lab.loadCurrent(file);
        expectSentence(lab.upload.getState().problem!);
      }
      // A proposal, too, changes nothing until it is taken.
      await readMatrixFile(lab, 'ACh', file, readMatrix).catch((error: Error) => expectSentence(error.message));
      // No file of these is as long as the state of the network.
      expectSentence((await loadInitialState(lab, file))!);
      expect(lab.document.getState()).toBe(document);
      expect(lab.history.state.getState()).toBe(history);
    }),
    check(100),
  );
  for (const [, trap] of TRAPS) {
    const before = lab.document.getState();
    const sentence = pasteTable(lab, 'ACh', trap, { row: 0, column: 0 });
    if (sentence === undefined) {
      // Some of them are tables, of numbers that are weights.
      lab.undo();
      continue;
    }
    expectSentence(sentence);
    await lab.loadCurrent(new File([trap], 'a.npy'));
    expect(lab.document.getState()).toBe(before);
  }
  expect(lab.history.state.getState().past).toEqual(history.past);
});
