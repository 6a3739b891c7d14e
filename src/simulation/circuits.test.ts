import { expect, test } from 'vitest';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { CIRCUITS } from '../model/circuits.ts';
import type { NetworkDescription } from '../model/description.ts';
import { Recording } from '../recording/recording.ts';
import { Session } from './session.ts';

const INFO = { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' } as const;

/** What a circuit does in 700 ms, with some of its network replaced. */
async function run(name: string, network: Partial<NetworkDescription> = {}): Promise<Recording> {
  const circuit = CIRCUITS.find((one) => one.name === name)!;
  const session = await Session.open(
    {
      network: { preset: 'nerveflow', seed: 1, ...circuit.network, ...network },
      stimulus: { kind: 'sum', parts: circuit.stimulus },
      dt: 0.01,
      duration: 700,
      recordEvery: 10,
    },
    { choice: 'reference' },
    async (problem) => ({ engine: new ReferenceEngine(problem), info: INFO }),
  );
  const { n, populations } = session.network;
  const recording = new Recording({ n, populations, dt: 0.01, recordEvery: 10 });
  while (!session.isDone) recording.append(await session.advance());
  return recording;
}

/** Times at which V of a neuron crosses −20 mV, ms. */
function events({ events: list }: Recording, neuron: number): number[] {
  return Array.from(list.time.subarray(0, list.count)).filter((_, k) => list.neuron[k] === neuron);
}

function between(times: readonly number[], from: number, to: number): number {
  return times.filter((t) => t >= from && t < to).length;
}

const UNCONNECTED = { start: { kind: 'none' }, patches: [] } as const;

test('one PN fires regularly while its current flows, and only then', async () => {
  const times = events(await run('One PN'), 0);
  expect(between(times, 100, 610)).toBe(times.length);
  const intervals = times.slice(2).map((t, k) => t - times[k + 1]!);
  expect(intervals.length).toBeGreaterThan(10);
  // Between recorded rows of 0.1 ms: twice that, and what is left of adaptation.
  expect(Math.max(...intervals) - Math.min(...intervals)).toBeLessThan(1);
});

test('one LN makes calcium potentials, which slow down', async () => {
  const times = events(await run('One LN'), 0);
  expect(times.length).toBeGreaterThan(4);
  expect(times.at(-1)! - times.at(-2)!).toBeGreaterThan(1.5 * (times[1]! - times[0]!));
});

test('in the pair the LN follows the PN and holds back its next spike', async () => {
  const pair = await run('PN–LN');
  const free = await run('PN–LN', { matrices: { ACh: UNCONNECTED, GABA: UNCONNECTED } });
  expect(events(free, 1)).toEqual([]);
  const [first, second] = events(pair, 0);
  const [potential] = events(pair, 1);
  expect(potential).toBeGreaterThan(first!);
  expect(potential).toBeLessThan(second!);
  // Alone the PN goes on after 20 ms.
  expect(second! - first!).toBeGreaterThan(1.5 * (events(free, 0)[1]! - events(free, 0)[0]!));
});

test('in the triplet the LN, which PN 0 drives, lets PN 1 fire only once in 300 ms', async () => {
  const triplet = await run('PN→LN→PN');
  const { ACh } = CIRCUITS.find(({ name }) => name === 'PN→LN→PN')!.network.matrices;
  const free = await run('PN→LN→PN', { matrices: { ACh: ACh!, GABA: UNCONNECTED } });
  const silent = between(events(triplet, 1), 320, 480);
  expect(between(events(triplet, 2), 300, 340)).toBeGreaterThan(0);
  expect(silent).toBe(0);
  expect(between(events(free, 1), 320, 480)).toBeGreaterThan(1);
  expect(between(events(triplet, 1), 0, 300)).toBeGreaterThan(1);
  // As its text says.
  expect(between(events(triplet, 1), 300, 600)).toBe(1);
  expect(between(events(triplet, 1), 600, 700)).toBe(1);
  const own = events(free, 1);
  const intervals = own.slice(2).map((t, k) => t - own[k + 1]!);
  expect(intervals.length).toBeGreaterThan(5);
  for (const interval of intervals) expect(interval).toBeCloseTo(72, 0);
  // Nothing comes back to PN 0.
  expect(events(triplet, 0)).toEqual(events(free, 0));
});
