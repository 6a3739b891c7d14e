import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CIRCUITS } from '../../model/circuits.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { defaultView } from '../viewState.ts';
import type { ViewState } from '../viewState.ts';
import { checkDocument } from '../warnings.ts';
import { DEMOS } from './demos.ts';
import { LAB_FRAGMENT, SAFE_LENGTH, readLabLink, writeLabLink } from './labLink.ts';

const VIEW: ViewState = {
  ...defaultView(false),
  chosen: [3, 95],
  isChosenByUser: true,
  speed: 50,
  dock: 'connections',
  dockShare: 0.3,
};

const GUIDE = { watch: 'The raster.', predict: 'Who fires first?', answer: 'PNs, <b>always</b>.', tryThis: 'Undo it.' };

function fragmentOf(document: LabDocument, view = VIEW): string {
  const written = writeLabLink(document, view);
  if (written.kind === 'problem') throw new Error(written.sentence);
  return written.fragment;
}

/** The fragment of a link in which anything may stand. */
function packed(content: unknown): string {
  return LAB_FRAGMENT + Buffer.from(deflateSync(strToU8(JSON.stringify(content)))).toString('base64url');
}

/** What a course may well make: rules with their seeds, weights, parameters and currents of all kinds. */
const TYPICAL: LabDocument = {
  ...DEFAULT_DOCUMENT,
  title: 'A ring of inhibition under five currents',
  guide: GUIDE,
  network: {
    preset: 'nerveflow',
    n: 96,
    counts: [64, 32],
    seed: 4711,
    start: { V: -65, noise: 0.05 },
    matrices: {
      ACh: {
        start: { kind: 'inDegree', from: ['PN'], to: ['LN'], inDegree: 12, seed: 5 },
        patches: [
          {
            kind: 'draw',
            rows: { first: 64, count: 32 },
            columns: { first: 0, count: 64 },
            distribution: { kind: 'normal', mean: 1, deviation: 0.2 },
            seed: 6,
          },
        ],
      },
      GABA: {
        start: { kind: 'smallWorld', from: ['LN'], to: ['PN', 'LN'], neighbours: 4, rewiring: 0.1, seed: 7 },
        patches: [
          { kind: 'block', rows: { first: 64, count: 32 }, columns: { first: 64, count: 32 }, weight: 0 },
          { kind: 'scale', rows: { first: 0, count: 64 }, columns: { first: 64, count: 32 }, factor: 0.5 },
        ],
      },
    },
    changes: ['g_Na', 'g_K', 'g_L', 'C_m', 'g_GABA'].map((parameter, k) => ({
      kind: 'draw',
      parameter,
      population: 'PN',
      distribution: { kind: 'uniform', least: 0.5, most: 1.5 },
      seed: k,
    })),
  },
  stimulus: (['PN', 'LN'] as const).flatMap((population, p) =>
    ['step', 'sine', 'noise'].map((kind, k) => ({
      id: `${kind}-${p}`,
      isOn: true,
      part: {
        kind: 'waveform',
        waveform:
          kind === 'step'
            ? { kind, amplitude: 7.5 }
            : kind === 'sine'
              ? { kind, mean: 2, amplitude: 3, frequency: 20, phase: 0 }
              : { kind: 'noise', mean: 0, deviation: 3, tau: 5, seed: k },
        receivers: { kind: 'share', share: 0.33, seed: k, population },
        onset: 100 * k,
        offset: 900,
      },
    })),
  ),
};

const LABS: readonly (readonly [string, LabDocument])[] = [
  ['the first network', { ...DEFAULT_DOCUMENT, guide: GUIDE }],
  ...DEMOS.map(({ id, title, lab, guide }) => [id, { ...DEFAULT_DOCUMENT, title, guide, ...lab }] as const),
  ['a lab of many generators', TYPICAL],
  ...CIRCUITS.map(({ name, network }) => [name, withNetwork(DEFAULT_DOCUMENT, network)] as const),
];

test.each(LABS)('%s comes out of its link as it went in, and the link is short', (_, document) => {
  const fragment = fragmentOf(document);
  expect(fragment).toMatch(/^#lab=[\w-]+$/);
  expect(fragment.length).toBeLessThan(SAFE_LENGTH);
  const read = readLabLink(fragment);
  const { engine: __, title, guide, ...lab } = document;
  expect(read).toEqual({
    kind: 'demo',
    demo: expect.objectContaining({
      title,
      lab,
      ...(guide && { guide }),
      view: expect.objectContaining({ chosen: [3, 95], speed: 50, dock: 'connections', dockShare: 0.3 }),
    }),
  });
});

test('float32 as rounded as it comes and the layout of the variables go with the link; a run that goes to disk does not', () => {
  const document: LabDocument = {
    ...DEFAULT_DOCUMENT,
    engine: { choice: 'cpu', precision: 'float32', isCompensated: false },
    longRun: { batches: 100, record: { every: 1 } },
  };
  const read = readLabLink(fragmentOf(document, { ...VIEW, variableLayout: 'lanes' }));
  expect(read).toMatchObject({
    demo: { precision: 'float32', isCompensated: false, view: { variableLayout: 'lanes' } },
  });
  expect(read).not.toHaveProperty('demo.lab.longRun');
  const { lab, view } = { lab: document, view: {} };
  expect(readLabLink(packed({ v: 1, lab, view }))).not.toHaveProperty('demo.lab.longRun');
});

test('a precision that was chosen goes with the link, one that only GPUs impose does not', () => {
  const precisionOf = (engine: LabDocument['engine']): unknown => {
    const read = readLabLink(fragmentOf({ ...DEFAULT_DOCUMENT, engine }));
    return read.kind === 'demo' ? read.demo.precision : read.sentence;
  };
  expect(precisionOf({ choice: 'cpu', precision: 'float64' })).toBe('float64');
  expect(precisionOf({ choice: 'auto', precision: 'float32' })).toBe('float32');
  expect(precisionOf({ choice: 'webgpu', precision: 'float32' })).toBeUndefined();
  expect(precisionOf({ choice: 'cpu' })).toBeUndefined();
  const { lab, view } = { lab: DEFAULT_DOCUMENT, view: {} };
  expect(readLabLink(packed({ v: 1, lab, view, precision: 'float128' }))).not.toHaveProperty('demo.precision');
});

test('a few painted cells go into a link; a file, a large matrix and a state do not, and are named', () => {
  const cells = (count: number): LabDocument =>
    withNetwork(DEFAULT_DOCUMENT, {
      matrices: {
        ACh: {
          start: { kind: 'drawn' },
          patches: [{ kind: 'cells', n: 120, cells: Uint32Array.from({ length: count }, (_, k) => k), weights: 0 }],
        },
      },
    });
  const read = readLabLink(fragmentOf(cells(20)));
  expect(read.kind === 'demo' && read.demo.lab.network.matrices).toEqual(cells(20).network.matrices);

  const values = new Float32Array(120 * 100);
  const file = { kind: 'array', name: 'mine.npy', n: 120, samples: 100, samplesPerMs: 100, values } as const;
  const state = { initialState: new Float64Array(9000) };
  const all = { ...withNetwork(cells(5000), state), stimulus: [{ id: 'file', isOn: true, part: file }] };
  expect(writeLabLink(all, VIEW)).toEqual({
    kind: 'problem',
    sentence: expect.stringMatching(
      /^A link cannot hold mine\.npy, the ACh matrix that was painted by hand and the initial state\./,
    ),
  });
});

test('a link that would be too long says what makes it long', () => {
  const changes = Array.from({ length: 3000 }, (_, k) => ({
    parameter: 'g_Na',
    neurons: [(k * 7919) % 120],
    kind: 'set' as const,
    value: Math.sin(k),
  }));
  const written = writeLabLink(withNetwork(DEFAULT_DOCUMENT, { changes }), VIEW);
  expect(written).toMatchObject({ sentence: expect.stringContaining('many changes of parameters') });
});

test.each([
  ['', 'damaged'],
  ['%%%', 'damaged'],
  ['AAAA', 'damaged'],
  [fragmentOf(DEFAULT_DOCUMENT).slice(LAB_FRAGMENT.length, -20), 'damaged'],
  ['x'.repeat(40_000), '40,005 letters'],
  [packed({ v: 2, lab: {} }).slice(LAB_FRAGMENT.length), 'another version'],
  [packed('text').slice(LAB_FRAGMENT.length), 'another version'],
])('a fragment that holds no lab is answered with a sentence', (content, words) => {
  const read = readLabLink(LAB_FRAGMENT + content);
  expect(read).toEqual({ kind: 'problem', sentence: expect.stringContaining(words) });
});

test('a link that unpacks to gigabytes is unpacked no further than a lab can be long', () => {
  const bomb = packed({ v: 1, lab: { title: 'a'.repeat(20_000_000) } });
  expect(bomb.length).toBeLessThan(32_000);
  const before = performance.now();
  expect(readLabLink(bomb).kind).toBe('problem');
  expect(performance.now() - before).toBeLessThan(2000);
});

test('a link that asks for more work than anybody describes is refused', () => {
  const patches = Array.from({ length: 2000 }, () => ({ kind: 'transpose' }));
  const lab = { network: { n: 4096, matrices: { GABA: { start: { kind: 'drawn' }, patches } } } };
  expect(readLabLink(packed({ v: 1, lab }))).toMatchObject({
    sentence: expect.stringContaining('more than 200 times'),
  });
});

test('whatever stands in a link, it is a lab with legal numbers or a sentence', () => {
  const legal = { v: 1, lab: { ...LABS[6]![1], guide: GUIDE }, view: { tracks: ['traces'], chosen: [1], speed: 50 } };
  const places = pathsOf(legal);
  expect(places.length).toBeGreaterThan(40);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
      const content = structuredClone(legal) as Json;
      const parent = place.slice(0, -1).reduce<Json>((one, key) => one[key] as Json, content);
      parent[place.at(-1)!] = value;
      expectLabOrSentence(packed(content));
    }),
    { numRuns: 400 },
  );
});

test('whatever letters of a link are changed, it is a lab with legal numbers or a sentence', () => {
  const fragments = LABS.map(([, document]) => fragmentOf(document).slice(LAB_FRAGMENT.length));
  expect(Math.max(...fragments.map(({ length }) => length))).toBeLessThan(2000);
  fc.assert(
    fc.property(
      fc.constantFrom(...fragments),
      fc.array(fc.tuple(fc.nat(2000), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 4 }),
      (fragment, changes) => {
        let text = fragment;
        for (const [at, letters] of changes) text = text.slice(0, at) + letters + text.slice(at + 1);
        expectLabOrSentence(LAB_FRAGMENT + text);
      },
    ),
    { numRuns: 400 },
  );
});

type Json = { [key: string]: unknown };

function expectLabOrSentence(fragment: string): void {
  const read = readLabLink(fragment);
  if (read.kind === 'problem') {
    expect(read.sentence).toMatch(/^The lab in this link cannot be opened: .+\.$/);
    return;
  }
  const { lab, view, title, guide } = read.demo;
  expect(lab.network.n).toBeGreaterThanOrEqual(1);
  expect(lab.network.n).toBeLessThanOrEqual(4096);
  expect(lab.duration).toBeGreaterThan(0);
  expect(view.speed ?? 1).toBeGreaterThan(0);
  for (const text of [title, ...Object.values(guide ?? {})]) expect(typeof text).toBe('string');
  checkDocument({ ...DEFAULT_DOCUMENT, ...lab });
}

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]));
  return path.length > 0 ? [path, ...inside] : inside;
}
