// First of all imports: see there.
import '../files/fixtures/countedArrays.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import { SEED, TRAPS, Tally, expectAnswer, mutate, mutations } from '../files/fixtures/hostile.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import { readCheckpoint, writeCheckpoint } from './checkpointFile.ts';
import { Session } from './session.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile checkpoints, seed ${SEED}: ${tally}\n`));

const BOUND = 96 * 2 ** 20;

let file: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  const network = { preset: 'nerveflow', n: 12, seed: 2 } as const;
  const run = { network, stimulus: DEFAULT_ODOUR, dt: 0.01, duration: 1, recordEvery: 10 };
  const session = await Session.open(run, { choice: 'cpu', precision: 'float32', threads: 1 }, openEngine);
  file = writeCheckpoint(await session.readCheckpoint());
  await session.dispose();
});

test('checkpoints with changed bytes are refused, or are what was written', () => {
  const original = readCheckpoint(file, 'a.npz');
  fc.assert(
    fc.property(mutations, (changes) => {
      const bytes = mutate(file, changes);
      const judged = expectAnswer(tally, BOUND, () => readCheckpoint(bytes, 'a.npz'));
      if (judged.kind === 'read') expect(judged.value).toEqual(original);
    }),
    { numRuns: 200, seed: SEED },
  );
});

test.each(TRAPS)('no checkpoint: %s', (_, trap) => {
  const judged = expectAnswer(tally, BOUND, () => readCheckpoint(new TextEncoder().encode(trap), 'a.npz'));
  expect(judged.kind).toBe('refused');
});
