import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MatrixDescription } from '../model/description.ts';
import { GESTURE_MS, History, MOST_BYTES, MOST_ENTRIES } from './history.ts';
import { DEFAULT_DOCUMENT, withNetwork } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const seeded = (seed: number): LabDocument => withNetwork(DEFAULT_DOCUMENT, { seed });

/** A history with its document, as the lab has them. */
function setUp() {
  const history = new History();
  let document = seeded(0);
  return {
    history,
    get document() {
      return document;
    },
    edit(label: string, after: LabDocument, gesture?: string) {
      history.record(label, document, after, gesture);
      document = after;
    },
    show(next: LabDocument | undefined) {
      document = next ?? document;
      return next;
    },
    get labels() {
      return history.state.getState().past.map(({ label }) => label);
    },
  };
}

test('edits are undone from the newest on and redone in their order; at either end nothing happens', () => {
  const lab = setUp();
  const [a, b, c] = [seeded(1), seeded(2), seeded(3)];
  const start = lab.document;
  for (const [name, document] of Object.entries({ a, b, c })) lab.edit(name, document);
  expect([lab.history.undo(), lab.history.undo(), lab.history.undo(), lab.history.undo()]).toEqual([
    b,
    a,
    start,
    undefined,
  ]);
  expect(lab.history.redo()).toBe(a);
  expect(lab.history.redo()).toBe(b);
  expect(lab.history.redo()).toBe(c);
  expect(lab.history.redo()).toBeUndefined();
});

test('a new edit lets go of what could be redone', () => {
  const lab = setUp();
  lab.edit('a', seeded(1));
  lab.edit('b', seeded(2));
  lab.show(lab.history.undo());
  lab.edit('c', seeded(3));
  expect(lab.labels).toEqual(['a', 'c']);
  expect(lab.history.redo()).toBeUndefined();
  expect(lab.history.undo()).toEqual(seeded(1));
});

test('edits of one gesture are one entry from the first old value to the last new one', () => {
  const lab = setUp();
  const start = lab.document;
  lab.edit('Seed: 0 → 1', seeded(1), 'slider');
  lab.edit('Seed: 1 → 2', seeded(2), 'slider');
  vi.advanceTimersByTime(GESTURE_MS - 1);
  lab.edit('Seed: 2 → 3', seeded(3), 'slider');
  expect(lab.labels).toEqual(['Seed: 0 → 3']);
  expect(lab.history.undo()).toBe(start);
});

test.each([
  ['another gesture', (lab: ReturnType<typeof setUp>) => lab.edit('b', seeded(2), 'other')],
  ['no gesture', (lab: ReturnType<typeof setUp>) => lab.edit('b', seeded(2))],
  [
    'the same gesture later',
    (lab: ReturnType<typeof setUp>) => {
      vi.advanceTimersByTime(GESTURE_MS);
      lab.edit('b', seeded(2), 'slider');
    },
  ],
])('%s begins a new entry', (_, edit) => {
  const lab = setUp();
  lab.edit('a', seeded(1), 'slider');
  edit(lab);
  expect(lab.labels).toEqual(['a', 'b']);
  expect(lab.history.undo()).toEqual(seeded(1));
});

test('what is done after an undo or a redo is no part of the gesture before it', () => {
  const lab = setUp();
  lab.edit('a', seeded(1), 'slider');
  lab.edit('b', seeded(2), 'other');
  lab.show(lab.history.undo());
  lab.edit('c', seeded(3), 'slider');
  expect(lab.labels).toEqual(['a', 'c']);
  lab.show(lab.history.undo());
  lab.show(lab.history.redo());
  lab.edit('d', seeded(4), 'slider');
  expect(lab.labels).toEqual(['a', 'c', 'd']);
});

test('a document that was changed past the history is the start of the next entry', () => {
  const lab = setUp();
  lab.edit('a', seeded(1), 'slider');
  lab.show({ ...lab.document, engine: { choice: 'webgl' } });
  lab.edit('b', seeded(2), 'slider');
  expect(lab.labels).toEqual(['a', 'b']);
  expect(lab.history.undo()?.engine).toEqual({ choice: 'webgl' });
});

test('a jump is one change, and its name says over how many edits', () => {
  const lab = setUp();
  for (let seed = 1; seed <= 5; seed++) lab.edit(`to ${seed}`, seeded(seed));
  let told = 0;
  lab.history.state.subscribe(() => told++);
  expect(lab.history.jump(1)).toEqual(seeded(1));
  expect(lab.history.state.getState().latest?.label).toBe('Undo: 4 edits');
  expect(lab.history.jump(4)).toEqual(seeded(4));
  expect(lab.history.state.getState().latest?.label).toBe('Redo: 3 edits');
  expect(lab.history.jump(3)).toEqual(seeded(3));
  expect(lab.history.state.getState().latest?.label).toBe('Undo: to 4');
  expect(told).toBe(3);
  for (const nowhere of [3, -1, 6, 2.5]) expect(lab.history.jump(nowhere), String(nowhere)).toBeUndefined();
  expect(lab.labels).toEqual(['to 1', 'to 2', 'to 3']);
});

test('the oldest entries are let go where there are too many, and the list says that it is cut', () => {
  const lab = setUp();
  for (let seed = 1; seed <= MOST_ENTRIES; seed++) lab.edit(`to ${seed}`, seeded(seed));
  expect(lab.history.state.getState().isCut).toBe(false);
  lab.edit('one more', seeded(0));
  const { past, isCut } = lab.history.state.getState();
  expect(past).toHaveLength(MOST_ENTRIES);
  expect(past[0]!.label).toBe('to 2');
  expect(isCut).toBe(true);
  expect(lab.history.jump(0)).toEqual(seeded(1));
});

test('large arrays push out the oldest entries before the memory is full, but never the newest', () => {
  const lab = setUp();
  const given = (bytes: number): LabDocument =>
    withMatrix(lab.document, {
      start: { kind: 'given', name: 'm.npy', n: 1, weights: new Uint8Array(bytes) },
      patches: [],
    });
  lab.edit('small', seeded(1));
  for (const name of ['a', 'b', 'c']) lab.edit(name, given(0.4 * MOST_BYTES));
  expect(lab.labels).toEqual(['b', 'c']);
  lab.edit('huge', given(1.5 * MOST_BYTES));
  expect(lab.labels).toEqual(['huge']);
  lab.edit('after', seeded(2));
  expect(lab.labels).toEqual(['after']);
});

test('a matrix that was there before an edit is not counted with it', () => {
  const lab = setUp();
  const weights = new Uint8Array(MOST_BYTES);
  const matrix: MatrixDescription = { start: { kind: 'given', name: 'm.npy', n: 1, weights }, patches: [] };
  lab.edit('given', withMatrix(lab.document, matrix));
  lab.edit('seed', withNetwork(lab.document, { seed: 9 }));
  lab.edit('moved', withNetwork(lab.document, { matrices: { GABA: lab.document.network.matrices!['ACh']! } }));
  expect(lab.history.state.getState().past.map(({ bytes }) => bytes)).toEqual([MOST_BYTES, 0, 0]);
});

test('200 strokes on a matrix of 2000 neurons are kept as patches: less than 2 MB, and not 200 times 4', () => {
  const lab = setUp();
  const n = 2000;
  const weights = new Uint8Array(n * n);
  lab.edit(
    'given',
    withMatrix(withNetwork(lab.document, { n }), { start: { kind: 'given', name: 'm.npy', n, weights }, patches: [] }),
  );
  for (let stroke = 0; stroke < 200; stroke++) {
    const { start, patches } = lab.document.network.matrices!['ACh']!;
    // Sixty frames, with 25 cells more in each: the patch grows until the button is let go.
    for (let frame = 1; frame <= 60; frame++) {
      const cells = Uint32Array.from({ length: 25 * frame }, (_, k) => stroke * n + k);
      const matrix = { start, patches: [...patches, { kind: 'cells' as const, n, cells, weights: 1 }] };
      lab.edit('Paint ACh', withMatrix(lab.document, matrix), `paint ${stroke}`);
    }
  }
  expect(lab.labels).toHaveLength(201);
  const arrays = new Set<ArrayBufferView>();
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) arrays.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  const strokes = lab.history.state.getState().past.slice(1);
  for (const { before, after } of strokes) [before, after].forEach(visit);
  arrays.delete(weights);
  const bytes = [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(arrays.size).toBe(200);
  expect(bytes).toBeLessThan(2 * 2 ** 20);
  expect(strokes.reduce((sum, entry) => sum + entry.bytes, 0)).toBe(bytes);
});

test('any edits, undos, redos and jumps show the same documents as a list of all of them', () => {
  const move = fc.oneof(
    fc.record({ kind: fc.constant('edit' as const), gesture: fc.constantFrom(undefined, 'a', 'b') }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
    fc.record({ kind: fc.constant('jump' as const), to: fc.nat(8) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(10, GESTURE_MS) }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const lab = setUp();
      let list = [lab.document];
      let at = 0;
      let seed = 0;
      // The gesture that an edit of now would go on with: [its name, when].
      let open: readonly [string, number] | undefined;
      for (const one of moves) {
        if (one.kind === 'edit') {
          const now = performance.now();
          const after = seeded(++seed);
          const goesOn = open !== undefined && open[0] === one.gesture && now - open[1] < GESTURE_MS;
          list = [...list.slice(0, goesOn ? at : at + 1), after];
          at = list.length - 1;
          open = one.gesture === undefined ? undefined : [one.gesture, now];
          lab.edit(String(seed), after, one.gesture);
        } else if (one.kind === 'wait') {
          vi.advanceTimersByTime(one.ms);
        } else {
          const to = one.kind === 'jump' ? one.to : at + (one.kind === 'undo' ? -1 : 1);
          const shown = one.kind === 'jump' ? lab.history.jump(to) : lab.history[one.kind]();
          lab.show(shown);
          const isMove = to !== at && to >= 0 && to < list.length;
          expect(shown).toBe(isMove ? list[to] : undefined);
          if (isMove) [at, open] = [to, undefined];
        }
        expect(lab.document).toBe(list[at]);
        const { past, future } = lab.history.state.getState();
        expect(past.map(({ before }) => before)).toEqual(list.slice(0, at));
        expect(future.map(({ after }) => after)).toEqual(list.slice(at + 1));
      }
    }),
  );
});

function withMatrix(document: LabDocument, matrix: MatrixDescription): LabDocument {
  return withNetwork(document, { matrices: { ...document.network.matrices, ACh: matrix } });
}
