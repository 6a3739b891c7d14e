// First of all imports: see there.
import '../files/fixtures/countedArrays.ts';
import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { SEED, TRAPS, Tally, expectAnswer, mutate, mutations } from '../files/fixtures/hostile.ts';
import { changedJson, jsonChanges } from '../files/fixtures/mutateJson.ts';
import { writeNpy } from '../files/npy.ts';
import { writeZip } from '../files/zip.ts';
import { anyExperiment } from './fixtures/anyExperiment.ts';
import { readExperiment } from './readExperiment.ts';
import { describeExperiment, writeExperiment } from './writeExperiment.ts';

const SOFTWARE = { software: '1.2.3' };
/** Bytes of arrays that a reader of such small files may ask for: what inflates in pieces of a megabyte. */
const BOUND = 64 * 2 ** 20;

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile experiment files, seed ${SEED}: ${tally}\n`));

/** What was read is an experiment that can be written and read again. */
function expectReadOrRefused(bytes: Uint8Array<ArrayBuffer>, name = 'lab.zip'): void {
  const judged = expectAnswer(tally, BOUND, () => readExperiment(bytes, name));
  if (judged.kind !== 'read') return;
  const { experiment } = judged.value;
  expect(readExperiment(writeExperiment(experiment, SOFTWARE).bytes, name).experiment).toEqual(experiment);
}

test('a damaged experiment file is refused with a sentence, or read as something that is legal', () => {
  fc.assert(
    fc.property(anyExperiment, mutations, (experiment, changes) => {
      expectReadOrRefused(mutate(writeExperiment(experiment, SOFTWARE).bytes, changes));
    }),
    { numRuns: 120, seed: SEED },
  );
});

test('so is one whose description somebody has changed, whatever stands in it', () => {
  fc.assert(
    fc.property(anyExperiment, jsonChanges, (experiment, changes) => {
      const { description, arrays } = describeExperiment(experiment);
      const text = changedJson(description, changes);
      if (arrays.size === 0) return expectReadOrRefused(strToU8(text) as Uint8Array<ArrayBuffer>, 'lab.json');
      const files = [...arrays].map(([name, array]) => [name, writeNpy(array)] as const);
      return expectReadOrRefused(writeZip({ 'experiment.json': text, ...Object.fromEntries(files) }));
    }),
    { numRuns: 200, seed: SEED },
  );
});

test.each(TRAPS)('%s: no reader takes long over them', (_, trap) => {
  expectReadOrRefused(strToU8(trap) as Uint8Array<ArrayBuffer>, 'lab.json');
  expectReadOrRefused(strToU8(`{ "format": ${JSON.stringify(trap)} }`) as Uint8Array<ArrayBuffer>, 'lab.json');
  expectReadOrRefused(writeZip({ 'experiment.json': trap }));
});
