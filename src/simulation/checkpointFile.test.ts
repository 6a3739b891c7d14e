import { expect, test } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import { readNpz } from '../files/npz.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readCheckpoint, writeCheckpoint } from './checkpointFile.ts';
import { Session } from './session.ts';

const run: RunDescription = {
  network: { preset: 'nerveflow', n: 12, seed: 2 },
  stimulus: DEFAULT_ODOUR,
  dt: 0.01,
  duration: 5,
  recordEvery: 10,
};
const heterogeneous: RunDescription['network'] = {
  ...run.network,
  changes: [
    { kind: 'draw', parameter: 'beta_GABA', distribution: { kind: 'uniform', least: 0.1, most: 0.3 }, seed: 3 },
  ],
};

async function checkpointOf(network: RunDescription['network'], precision: 'float32' | 'float64'): Promise<Checkpoint> {
  const session = await Session.open({ ...run, network }, { choice: 'cpu', precision, threads: 1 }, openEngine);
  while (session.progress.step < 123) await session.advance(123);
  const checkpoint = await session.readCheckpoint();
  await session.dispose();
  return checkpoint;
}

test.each([
  ['float32', run.network, 'float32'],
  ['float64', run.network, 'float64'],
  ['an open fraction for each synapse', heterogeneous, 'float32'],
] as const)('a checkpoint that was written is read as it was, to the bit: %s', async (_, network, precision) => {
  const checkpoint = await checkpointOf(network, precision);
  const bytes = writeCheckpoint(checkpoint);
  expect(readCheckpoint(bytes, 'one.npz')).toEqual(checkpoint);
  expect(writeCheckpoint(checkpoint)).toEqual(bytes);
  // NumPy finds the state under its name.
  expect(readNpz(bytes, 'one.npz')['high']).toMatchObject({
    shape: [checkpoint.state.high.length],
    dtype: precision === 'float64' ? '<f8' : '<f4',
  });
});

test('one that is cut off anywhere, or has any byte changed, is refused with a sentence or read as it was', async () => {
  const checkpoint = await checkpointOf(run.network, 'float32');
  const bytes = writeCheckpoint(checkpoint);
  for (let length = 0; length < bytes.length; length += 7)
    expect(() => readCheckpoint(bytes.slice(0, length), 'one.npz')).toThrow(/one\.npz/);
  let refused = 0;
  for (let at = 0; at < bytes.length; at += 11) {
    const changed = bytes.slice();
    changed[at]! ^= 0x41;
    let read: Checkpoint;
    try {
      read = readCheckpoint(changed, 'one.npz');
    } catch (error) {
      expect((error as Error).name).toBe('FileError');
      refused++;
      continue;
    }
    // Dates and attributes of the archive's files say nothing.
    expect(read).toEqual(checkpoint);
  }
  expect(refused).toBeGreaterThan(bytes.length / 22);
});

test('the state of a network with more open fractions than other archives may hold is read again', async () => {
  const checkpoint = await checkpointOf(run.network, 'float64');
  const high = new Float64Array(2 ** 24 + 1000).fill(0.25, -1000);
  const bytes = writeCheckpoint({ ...checkpoint, state: { ...checkpoint.state, high } });
  const read = readCheckpoint(bytes, 'one.npz').state.high;
  expect([read.length, read.at(-1001), read.at(-1000), read.at(-1)]).toEqual([high.length, 0, 0.25, 0.25]);
});

test('entries that are not a checkpoint are named', async () => {
  const checkpoint = await checkpointOf(run.network, 'float32');
  const { state, shape } = checkpoint;
  const [first, second] = shape.openFractions;
  const written = (other: Partial<Checkpoint>) => () =>
    readCheckpoint(writeCheckpoint({ ...checkpoint, ...other }), 'one.npz');
  expect(written({ step: 1.5 })).toThrow('checkpoint.json in one.npz is not that of a checkpoint');
  expect(written({ state: { ...state, t_fire: new Float32Array(12) as never } })).toThrow(
    't_fire in one.npz is as <f4: expected an array of <f8',
  );
  const wrong = { ...first!, presynaptic: Uint32Array.of(0, 12) };
  expect(written({ shape: { ...shape, openFractions: [wrong, second!] } })).toThrow(
    'presynaptic_ACh in one.npz holds 12: expected whole numbers from 0 to 11',
  );
  expect(() => readCheckpoint(new TextEncoder().encode('hello'), 'one.npz')).toThrow(/one\.npz is a text file/);
});
