// First of all imports: see there.
import '../../files/fixtures/countedArrays.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  SEED,
  TRAPS,
  Tally,
  expectAnswer,
  expectLaterAnswer,
  mutate,
  mutations,
} from '../../files/fixtures/hostile.ts';
import { RUN } from '../fixtures/recordedRun.ts';
import type { ImportedSpikes } from './importedSpikes.ts';
import { readSonata } from './readSonata.ts';
import { readSpikesTable } from './readSpikesTable.ts';
import { writeSonata } from '../hdf5/sonata.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile spikes, seed ${SEED}: ${tally}\n`));

const check = (numRuns: number) => ({ numRuns, seed: SEED });
const PURPOSE = { n: RUN.n, populations: RUN.populations };
const BOUND = 64 * 2 ** 20;

function expectSpikes({ neuron, time }: ImportedSpikes): void {
  expect(neuron.length).toBe(time.length);
  expect(neuron.every((one) => one >= 0 && one < RUN.n)).toBe(true);
  expect(time.every((one, k) => Number.isFinite(one) && (k === 0 || one >= time[k - 1]!))).toBe(true);
}

test('mutated spikes.csv: a sentence, or spikes of the network in the order of time', () => {
  const table = new TextEncoder().encode('neuron,time_ms\n0,1.25\n3,2.50\n1,2.50\n2,30.05\n');
  fc.assert(
    fc.property(mutations, (changes) => {
      const bytes = mutate(table, changes);
      const judged = expectAnswer(tally, BOUND, () => readSpikesTable(bytes, 'a.csv', PURPOSE));
      if (judged.kind === 'read') expectSpikes(judged.value);
    }),
    check(300),
  );
});

test.each(TRAPS)('spikes made to keep readers busy are answered within a second: %s', async (_, trap) => {
  const bytes = new TextEncoder().encode(trap);
  expectAnswer(tally, BOUND, () => readSpikesTable(bytes, 'a.csv', PURPOSE));
  const table = new TextEncoder().encode(`neuron,time_ms\n0,${trap}`);
  expectAnswer(tally, BOUND, () => readSpikesTable(table, 'a.csv', PURPOSE));
  await expectLaterAnswer(tally, BOUND, () => readSonata(bytes, 'a.h5', PURPOSE));
});

test('mutated SONATA files: a sentence, or spikes of the network in the order of time', async () => {
  const { bytes: original } = await writeSonata(RUN, 'a');
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      const bytes = mutate(original, changes);
      const judged = await expectLaterAnswer(tally, BOUND, () => readSonata(bytes, 'a.h5', PURPOSE));
      if (judged.kind === 'read') expectSpikes(judged.value);
    }),
    check(150),
  );
});
