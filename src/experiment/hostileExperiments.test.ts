// First of all imports: see there.
import '../files/fixtures/countedArrays.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { SEED, TRAPS, Tally, expectAnswer, mutate, mutations } from '../files/fixtures/hostile.ts';
import { changedJson, jsonChanges } from '../files/fixtures/mutateJson.ts';
import { writeNpy } from '../files/npy.ts';
import { readZip, writeZip } from '../files/zip.ts';
import { DEMOS } from '../store/demos/demos.ts';
import { DESCRIPTION_NAME } from './experimentFormat.ts';
import { anyExperiment } from './fixtures/anyExperiment.ts';
import { readExperiment } from './readExperiment.ts';
import { writeExperiment } from './writeExperiment.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile experiment files, seed ${SEED}: ${tally}\n`));

const check = (numRuns: number) => ({ numRuns, seed: SEED });
const MEBIBYTE = 2 ** 20;
const SOFTWARE = { software: '1' };

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (letters: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(letters);

/** An archive unpacks to its arrays; beside them there is the window of the inflater, and what their matrices are checked with. */
const boundOf = (bytes: Uint8Array): number => 96 * MEBIBYTE + 64 * bytes.length;

/** A file is refused with a sentence, or holds an experiment that is the same when it has been written and read again. */
function expectExperiment(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const judged = expectAnswer(tally, boundOf(bytes), () => readExperiment(bytes, name));
  if (judged.kind === 'refused') return;
  const { experiment } = judged.value;
  const again = readExperiment(writeExperiment(experiment, SOFTWARE).bytes, name).experiment;
  expect(again).toEqual(experiment);
}

const DESCRIPTIONS = DEMOS.map(({ lab, title, guide }) =>
  writeExperiment({ ...lab, title, guide, engine: { choice: 'auto' } }, SOFTWARE),
);

test('experiment files with changed bytes', () => {
  fc.assert(
    fc.property(anyExperiment, fc.boolean(), mutations, (experiment, isArchive, changes) => {
      const { bytes, name } = writeExperiment(experiment, { ...SOFTWARE, isArchive });
      expectExperiment(mutate(bytes, changes), name);
    }),
    check(300),
  );
});

test('descriptions with values that do not belong there, alone and beside their arrays', () => {
  fc.assert(
    fc.property(anyExperiment, jsonChanges, (experiment, changes) => {
      const { bytes } = writeExperiment(experiment, { ...SOFTWARE, isArchive: true });
      const files = Object.fromEntries(readZip(bytes, 'a.zip'));
      const changed = changedJson(JSON.parse(text(files[DESCRIPTION_NAME]!)), changes);
      expectExperiment(bytesOf(changed), 'a.json');
      expectExperiment(writeZip({ ...files, [DESCRIPTION_NAME]: changed }), 'a.zip');
    }),
    check(200),
  );
});

test('descriptions of the demos with values that do not belong there', () => {
  const values = DESCRIPTIONS.map(({ bytes }) => JSON.parse(text(bytes)) as unknown);
  fc.assert(
    fc.property(fc.constantFrom(...values), jsonChanges, (value, changes) => {
      expectExperiment(bytesOf(changedJson(value, changes)), 'a.json');
    }),
    check(200),
  );
});

test('arrays in the place of others', () => {
  fc.assert(
    fc.property(anyExperiment, fc.nat(5), fc.nat(40), (experiment, which, length) => {
      const { bytes } = writeExperiment(experiment, { ...SOFTWARE, isArchive: true });
      const files = Object.fromEntries(readZip(bytes, 'a.zip'));
      const names = Object.keys(files).filter((name) => name !== DESCRIPTION_NAME);
      const values = Float64Array.from({ length }, (_, k) => (k % 3 === 0 ? NaN : 1e300));
      const other = writeNpy({ shape: [length], values });
      const name = names[which % Math.max(1, names.length)];
      expectExperiment(writeZip(name === undefined ? files : { ...files, [name]: other }), 'a.zip');
    }),
    check(100),
  );
});

test.each(TRAPS)('an experiment file made to keep readers busy is answered within a second: %s', (_, trap) => {
  const description = JSON.parse(text(DESCRIPTIONS[0]!.bytes)) as Record<string, unknown>;
  expectExperiment(bytesOf(trap), 'a.json');
  expectExperiment(writeZip({ [DESCRIPTION_NAME]: trap }), 'a.zip');
  for (const key of Object.keys(description)) {
    expectExperiment(bytesOf(JSON.stringify({ ...description, [key]: trap })), 'a.json');
  }
  expectExperiment(bytesOf(JSON.stringify({ ...description, [trap]: 1 })), 'a.json');
});
