import { expect, test } from 'vitest';
import { MOST_BYTES, MOST_UNNAMED, VERSION_EDITS, VERSION_MS, bytesOf, withName, withState } from './versions.ts';
import type { ExperimentRecord, KeptState } from './versions.ts';

const STATE: KeptState = {
  title: 'Two odours',
  neurons: 120,
  duration: 500,
  letters: 1000,
  arrays: {},
  labels: ['Onset: 1 → 2 ms'],
  isApart: false,
};

/** An experiment that was kept at these moments, ms. */
function keptAt(moments: readonly number[], state: Partial<KeptState> = {}): ExperimentRecord {
  return moments.reduce<ExperimentRecord | undefined>(
    (before, now) => withState(before, 'a', { ...STATE, ...state }, now),
    undefined,
  )!;
}

const minutes = (count: number): number => count * VERSION_MS;

test('what is edited within some minutes goes into one version, with the names of the newest edits', () => {
  const record = keptAt([0, 1000, VERSION_MS - 1], { labels: ['a', 'b', 'c'] });
  expect(record.versions).toEqual([
    {
      number: 1,
      startedAt: 0,
      editedAt: VERSION_MS - 1,
      edits: 9,
      labels: ['b', 'c', 'a', 'b', 'c'],
      letters: 1000,
      arrays: {},
    },
  ]);
  expect(record).toMatchObject({ createdAt: 0, editedAt: VERSION_MS - 1, revision: 3, title: 'Two odours' });
  expect(keptAt([0, VERSION_MS]).versions.map(({ number }) => number)).toEqual([1, 2]);
});

test('after so many edits, and where another work takes its place, a new version begins', () => {
  const moments = Array.from({ length: VERSION_EDITS + 1 }, (_, k) => k);
  expect(keptAt(moments).versions.map(({ edits }) => edits)).toEqual([VERSION_EDITS, 1]);
  expect(keptAt([0, 1], { isApart: true }).versions).toHaveLength(2);
});

test('the newest versions are kept, and all that have a name', () => {
  const moments = Array.from({ length: MOST_UNNAMED + 10 }, (_, k) => minutes(k));
  let record = withName(keptAt(moments.slice(0, 3)), 2, 'before the talk');
  for (const now of moments.slice(3)) record = withState(record, 'a', STATE, now);
  const numbers = record.versions.map(({ number }) => number);
  expect(numbers).toHaveLength(MOST_UNNAMED + 1);
  expect(numbers.slice(0, 2)).toEqual([2, 11]);
  expect(record.versions[0]!.name).toBe('before the talk');
});

test('nothing is added to a version with a name; without it, it is like any other', () => {
  const named = withName(keptAt([0]), 1, 'a');
  expect(withState(named, 'a', STATE, 1).versions.map(({ name }) => name)).toEqual(['a', undefined]);
  expect(withState(withName(named, 1, ''), 'a', STATE, 1).versions).toHaveLength(1);
});

test('an array that versions share counts once; where they are too large together, the oldest go and the newest stays', () => {
  const half = { arrays: { same: MOST_BYTES / 2 } };
  expect(bytesOf(keptAt([0, minutes(1), minutes(2)], half).versions)).toBe(MOST_BYTES / 2 + 3000);
  const large = [0, 1, 2, 3].reduce<ExperimentRecord | undefined>(
    (before, k) => withState(before, 'a', { ...STATE, arrays: { [k]: MOST_BYTES * 0.4 } }, minutes(k)),
    undefined,
  )!;
  expect(large.versions.map(({ number }) => number)).toEqual([3, 4]);
  expect(keptAt([0, minutes(1)], { arrays: { a: 2 * MOST_BYTES } }).versions.map(({ number }) => number)).toEqual([2]);
});
