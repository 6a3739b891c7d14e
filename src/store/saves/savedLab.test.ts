import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MatrixDescription, StimulusPart } from '../../model/description.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import type { SetAside } from '../demoState.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';
import type { BranchSource } from '../runState.ts';
import { SavedLabs, withRest } from './savedLab.ts';
import type { SavedLab } from './savedLab.ts';
import type { ArrayMemory } from './arrayMemory.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { defaultView } from '../viewState.ts';

const VIEW = defaultView(false);

/** Anything. */
type Json = ReturnType<typeof JSON.parse>;

const EDITED: LabDocument = {
  ...DEFAULT_DOCUMENT,
  title: 'Two odours',
  engine: { choice: 'reference', precision: 'float64', threads: 2 },
  network: { preset: 'psst', n: 48, seed: 7 },
  duration: 250.5,
  stimulus: [{ id: 'odour', isOn: true, part: { ...DEFAULT_ODOUR, amplitude: -4, offset: 300 } }],
};

/** A browser's storage of so many letters, and its memory for arrays. */
function setUp({ room = Infinity, memoryFails = false } = {}) {
  const texts = new Map<string, string>();
  let kept: ReadonlyMap<string, ExperimentArray> = new Map();
  const storage = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (text.length > room) throw new DOMException('the quota has been exceeded', 'QuotaExceededError');
      texts.set(key, text);
    },
  };
  const memory: ArrayMemory = {
    recall: async (keys) => {
      if (memoryFails) throw new Error('this browser keeps nothing');
      return new Map([...kept].filter(([key]) => keys.includes(key)).map(([key, array]) => [key, array.slice()]));
    },
    keep: async (arrays) => {
      if (memoryFails) throw new Error('this browser keeps nothing');
      kept = new Map(arrays);
    },
  };
  return {
    storage,
    memory,
    get text() {
      return [...texts.values()].join('');
    },
    put: (text: string) => texts.set('nerveflow-lab', text),
    get kept() {
      return kept;
    },
    /** What a page that opens now gets, first and in the end. */
    async reload(): Promise<{ readonly first: SavedLab; readonly all: SavedLab }> {
      const { rest, ...first } = new SavedLabs(storage, memory).open(VIEW);
      return { first, all: rest ? await rest() : first };
    },
    save: (document: LabDocument, view = VIEW, setAside: readonly SetAside[] = [], branch?: BranchSource) =>
      new SavedLabs(storage, memory).save(document, view, { setAside, branch }),
  };
}

/** What becomes of a document over a reload. */
async function reloaded(document: LabDocument): Promise<SavedLab> {
  const browser = setUp();
  expect(await browser.save(document)).toBeUndefined();
  return (await browser.reload()).all;
}

/** What a save of EDITED becomes that somebody has changed. */
function tampered(change: (save: Json) => void): SavedLab {
  const browser = setUp();
  void browser.save(EDITED);
  const save = JSON.parse(browser.text);
  change(save);
  browser.put(JSON.stringify(save));
  return new SavedLabs(browser.storage).open(VIEW);
}

function fileEntry(n: number, samples: number): StimulusEntry {
  const values = Float64Array.from({ length: n * samples }, (_, i) => Math.sin(i));
  const stimulus = { kind: 'array' as const, name: 'mine.npy', n, samples, samplesPerMs: 100, values };
  const bins = (): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: Math.min(samples, 2000) }, (_, bin) => Math.cos(bin));
  const preview = { n, samples, min: bins(), max: bins(), mean: bins(), driven: n };
  return {
    id: 'file',
    isOn: true,
    part: stimulus,
    upload: { stimulus, notices: ['assumed neuron × sample'], preview },
  };
}

test('a document and the lasting part of the view survive a reload', async () => {
  const view = {
    ...VIEW,
    theme: 'dark' as const,
    traceLayout: 'overlaid' as const,
    variableLayout: 'lanes' as const,
    rateKernel: 'gaussian' as const,
    spectrogramWindow: '500' as const,
    openTracks: { ...VIEW.openTracks, mean: false, spectrogram: true },
    dock: 'connections' as const,
    dockShare: 0.3,
    parameter: 'E_K',
    synapseType: 'ACh',
  };
  const browser = setUp();
  await browser.save(EDITED, { ...view, cursor: 5, chosen: [3], time: { start: 1, end: 2 } });
  expect((await browser.reload()).all).toEqual({ document: EDITED, view, lost: [], setAside: [] });
});

test('the guide of a demo survives a reload, and the labs that were set aside for demos with their files', async () => {
  const guide = { watch: 'The raster.', predict: 'Who fires first?', answer: 'PN <b>0</b>.', tryThis: 'Undo.' };
  const aside = (document: LabDocument, experiment?: string): SetAside => ({ document, experiment });
  const setAside = [aside(EDITED, 'a'), aside({ ...EDITED, stimulus: [fileEntry(48, 1000)] })];
  const browser = setUp();
  await browser.save({ ...EDITED, guide }, VIEW, setAside);
  const { all } = await browser.reload();
  expect(all.document.guide).toEqual(guide);
  expect(all.setAside).toEqual(setAside);
  // Of four the newest three.
  await browser.save(EDITED, VIEW, [aside(DEFAULT_DOCUMENT), ...setAside, aside(EDITED)]);
  expect((await browser.reload()).all.setAside).toEqual([...setAside, aside(EDITED)]);
  // As older pages kept them.
  const save = JSON.parse(browser.text);
  browser.put(JSON.stringify({ ...save, setAside: [save.setAside.at(-1).document] }));
  expect((await browser.reload()).all.setAside).toEqual([aside(EDITED)]);
});

test('where runs start outlives a reload, and is left out where not all of it is told', async () => {
  const branch = { name: 'lobe-1', file: 'checkpoint.batch1.npz', title: 'Lobe', time: 500 };
  const browser = setUp();
  await browser.save(EDITED, VIEW, [], branch);
  expect((await browser.reload()).all.branch).toEqual(branch);
  const save = JSON.parse(browser.text);
  for (const bad of [{ ...branch, time: '500' }, { ...branch, file: undefined }, 'lobe-1', [branch]]) {
    browser.put(JSON.stringify({ ...save, branch: bad }));
    expect((await browser.reload()).all.branch).toBeUndefined();
  }
});

test('a guide with a text that is too long, or that is none, is left out', () => {
  const [watch, predict] = ['a', 'b'];
  for (const guide of [{ watch, predict }, { watch, predict, tryThis: 'x'.repeat(1001) }, 'text', [watch]]) {
    expect(tampered((save) => void (save['document'].guide = guide)).document.guide).toBeUndefined();
  }
});

test('of the probes those of neurons and variables that there are survive a reload, each once', async () => {
  const probes = [
    { neuron: 3, variable: 'I_Na' },
    { neuron: 47, variable: 'Ca' },
  ];
  const browser = setUp();
  await browser.save({ ...EDITED, probes }, VIEW);
  expect((await browser.reload()).all.document.probes).toEqual(probes);
  const read = (value: unknown) => tampered((save) => void (save['document'].probes = value)).document.probes;
  const right = { neuron: 0, variable: 'V' };
  const wrong = [
    { neuron: 5000, variable: 'V' },
    { neuron: -1, variable: 'V' },
    { neuron: 0.5, variable: 'V' },
    { neuron: '1', variable: 'V' },
    { neuron: 0, variable: 'Ca' },
    { neuron: 0, variable: '__proto__' },
    { neuron: 0 },
    null,
    'V',
    [right],
  ];
  expect(read([...wrong, right, { ...right, more: 1 }, right])).toEqual([right]);
  for (const value of [wrong, {}, 'V', 7, null]) expect(read(value)).toBeUndefined();
  const many = Array.from({ length: 40 }, (_, neuron) => ({ neuron, variable: 'V' }));
  expect(read(many)).toEqual(many.slice(0, 32));
});

test('every part that a description can have survives a reload', async () => {
  const rule = { from: ['PN'], to: ['PN', 'LN'], seed: 3 };
  const starts: readonly MatrixDescription['start'][] = [
    { kind: 'drawn' },
    { kind: 'none' },
    { kind: 'given', name: 'w.npy', n: 2, weights: Float32Array.of(0, -1.5, 2, 0) },
    { kind: 'given', name: 'm.npy', n: 2, weights: Uint8Array.of(0, 1, 1, 0) },
    { ...rule, kind: 'random', probability: 0.3 },
    { ...rule, kind: 'allToAll' },
    { ...rule, kind: 'oneToOne' },
    { ...rule, kind: 'ring', neighbours: 2 },
    { ...rule, kind: 'distance', probability: 1, length: 0.1 },
    { ...rule, kind: 'smallWorld', neighbours: 2, rewiring: 0.2 },
    { ...rule, kind: 'inDegree', inDegree: 5 },
  ];
  const span = { first: 1, count: 2 };
  const block = { rows: span, columns: { first: 0, count: 48 } };
  const patches: MatrixDescription['patches'] = [
    { kind: 'cells', n: 48, cells: Uint32Array.of(1, 7), weights: 0 },
    { kind: 'cells', n: 48, cells: Uint32Array.of(1, 7), weights: Float32Array.of(0.5, -2) },
    { ...block, kind: 'block', weight: 1 },
    { ...block, kind: 'block', weight: 1, probability: 0.5, seed: 8 },
    { ...block, kind: 'scale', factor: -0.5 },
    { ...block, kind: 'draw', distribution: { kind: 'normal', mean: 1, deviation: 0.1 }, seed: 9 },
    { ...block, kind: 'draw', distribution: { kind: 'uniform', least: 0, most: 1 }, seed: 9 },
    { ...block, kind: 'draw', distribution: { kind: 'gradient', first: 0, last: 1 }, seed: 9 },
    { kind: 'transpose' },
  ];
  const pulse = { kind: 'waveform' as const, onset: 10, offset: 210 };
  const parts: readonly StimulusPart[] = [
    { ...DEFAULT_ODOUR, receivers: { kind: 'all', population: 'PN' } },
    { ...pulse, waveform: { kind: 'step', amplitude: 5 }, receivers: { kind: 'list', neurons: [10, 11, 20] } },
    { ...pulse, waveform: { kind: 'ramp', from: -1, to: 5 }, receivers: { kind: 'all' } },
    {
      ...pulse,
      waveform: { kind: 'sine', mean: 1, amplitude: 2, frequency: 20, phase: 0.5 },
      receivers: { kind: 'share', share: 0.5, seed: 2 },
    },
    {
      ...pulse,
      waveform: { kind: 'pulseTrain', amplitude: 5, width: 2, period: 20 },
      receivers: { kind: 'share', share: 1, seed: 2, population: 'LN' },
    },
    {
      ...pulse,
      waveform: { kind: 'noise', mean: 0, deviation: 1, tau: 10, seed: 4 },
      receivers: { kind: 'all', population: 'LN' },
    },
  ];
  const stimulus = parts.map((part, p) => ({ id: `part ${p}`, isOn: p % 2 === 0, part }));
  for (const start of starts) {
    const document: LabDocument = {
      ...EDITED,
      stimulus: [...stimulus, fileEntry(48, 30)],
      network: {
        ...EDITED.network,
        counts: [40, 8],
        start: { V: -65, noise: 0 },
        initialState: Float64Array.of(-65.5, 0.25),
        matrices: { GABA: { start, patches, allowsSelf: true }, ACh: { start, patches: [] } },
        changes: [
          { parameter: 'g_Na', kind: 'set', value: 50 },
          { parameter: 'g_ACh', population: 'LN', kind: 'scale', factor: 0.5 },
        ],
      },
    };
    expect(await reloaded(document), start.kind).toEqual({ document, view: VIEW, lost: [], setAside: [] });
  }
});

test('samples and large matrices come after the rest, which opens at once', async () => {
  const n = 200;
  const weights = new Uint8Array(n * n).fill(1);
  const GABA: MatrixDescription = { start: { kind: 'given', name: 'fgaba_mat.npy', n, weights }, patches: [] };
  const document = {
    ...withNetwork(EDITED, { matrices: { GABA } }),
    stimulus: [{ ...EDITED.stimulus[0]!, isOn: false }, fileEntry(48, 1000)],
  };
  const browser = setUp();
  await browser.save(document);
  expect(browser.text.length).toBeLessThan(50_000);
  const { first, all } = await browser.reload();
  expect(first.document).toEqual(EDITED);
  expect(first.lost).toEqual(['the GABA matrix', 'mine.npy']);
  expect(all).toEqual({ document, view: VIEW, lost: [], setAside: [] });
});

test('what came back is not written again under another name, and is forgotten when it is no longer used', async () => {
  const browser = setUp();
  await browser.save({ ...EDITED, stimulus: [fileEntry(48, 1000)] });
  const keys = [...browser.kept.keys()];
  expect(keys).toHaveLength(1);
  const again = new SavedLabs(browser.storage, browser.memory);
  const { document } = await again.open(VIEW).rest!();
  await again.save(withNetwork(document, { seed: 8 }), VIEW);
  expect([...browser.kept.keys()]).toEqual(keys);
  await again.save(EDITED, VIEW);
  expect(browser.kept.size).toBe(0);
});

test('two hundred strokes stand in the save itself; what does not fit there goes into the memory', async () => {
  const patches = Array.from({ length: 600 }, (_, stroke) => ({
    kind: 'cells' as const,
    n: 48,
    cells: Uint32Array.from({ length: 500 }, (__, k) => stroke + k),
    weights: 1,
  }));
  const document = withNetwork(EDITED, { matrices: { ACh: { start: { kind: 'drawn' }, patches } } });
  const browser = setUp();
  await browser.save(document);
  expect(browser.kept.size).toBeGreaterThan(400);
  expect(browser.text.length).toBeLessThan(600_000);
  expect((await browser.reload()).all.document).toEqual(document);
});

test('where the storage has no room for arrays they go into the memory, and nobody notices', async () => {
  const weights = Uint8Array.from({ length: 48 * 48 }, (_, i) => i % 2);
  const GABA: MatrixDescription = { start: { kind: 'given', name: 'm.npy', n: 48, weights }, patches: [] };
  const document = withNetwork(EDITED, { matrices: { GABA } });
  const browser = setUp({ room: 2000 });
  expect(await browser.save(document)).toBeUndefined();
  expect((await browser.reload()).all.document).toEqual(document);
});

test('where there is no room at all, or no memory, a sentence says so and the page goes on', async () => {
  expect(await setUp({ room: 10 }).save(EDITED)).toMatch(
    /^The browser does not keep this experiment over a reload of the page: the quota has been exceeded$/,
  );
  const browser = setUp({ memoryFails: true });
  const document = { ...EDITED, stimulus: [...EDITED.stimulus, fileEntry(48, 1000)] };
  expect(await browser.save(document)).toMatch(/^The browser does not keep all of this experiment .*keeps nothing$/);
  expect((await browser.reload()).all).toEqual({ document: EDITED, view: VIEW, lost: ['mine.npy'], setAside: [] });
});

test('an initial state that is lost is named', async () => {
  const browser = setUp({ memoryFails: true });
  const initialState = new Float64Array(10_000);
  await browser.save(withNetwork(EDITED, { initialState, initialStateName: '120 ms of a run' }));
  expect((await browser.reload()).all.lost).toEqual(['120 ms of a run']);
});

test('a file that is lost switches the current on that it had switched off', async () => {
  const browser = setUp({ memoryFails: true });
  await browser.save({ ...EDITED, stimulus: [{ ...EDITED.stimulus[0]!, isOn: false }, fileEntry(48, 1000)] });
  expect((await browser.reload()).all.document).toEqual(EDITED);
  await browser.save({ ...EDITED, stimulus: [fileEntry(48, 1000)] });
  expect((await browser.reload()).all.document.stimulus).toEqual(DEFAULT_DOCUMENT.stimulus);
});

test('edits made before the rest has come stay; what they left alone is brought back', () => {
  const opened = EDITED;
  const GABA: MatrixDescription = { start: { kind: 'none' }, patches: [] };
  const file = fileEntry(48, 10);
  const saved = { ...withNetwork(opened, { matrices: { GABA } }), stimulus: [...opened.stimulus, file] };
  expect(withRest(opened, opened, saved)).toEqual(saved);
  const changes = [{ kind: 'set', parameter: 'g_Na', value: 50 }] as const;
  const changed = withNetwork(opened, { changes });
  expect(withRest(changed, opened, saved)).toEqual(withNetwork(saved, { changes }));
  const ACh: MatrixDescription = { start: { kind: 'none' }, patches: [] };
  const silenced = withNetwork(opened, { matrices: { ACh } });
  expect(withRest(silenced, opened, saved)).toEqual(withNetwork(saved, { matrices: { ACh, GABA } }));
  const initialState = new Float64Array(3);
  const started = withNetwork(saved, { initialState, initialStateName: 'a.npy' });
  expect(withRest(changed, opened, started)).toEqual(withNetwork(started, { changes }));
  expect(withRest(silenced, opened, started).network.initialState).toBeUndefined();
  const smaller = withNetwork(opened, { n: 12 });
  expect(withRest(smaller, opened, saved)).toEqual({ ...smaller, stimulus: saved.stimulus });
  const other = { ...EDITED.stimulus[0]!, id: 'other' };
  expect(withRest({ ...opened, stimulus: [other] }, opened, saved)).toEqual({ ...saved, stimulus: [other, file] });
});

test('a value that is missing, of another type or out of range takes its default; the others stay', () => {
  const { dt, duration } = DEFAULT_DOCUMENT;
  const { document, view } = tampered((save) => {
    save.document.dt = 'small';
    save.document.network = { preset: 'toString', n: 1e9, seed: 7 };
    save.document.stimulus[0].part.share = null;
    delete save.document.duration;
    save.view.theme = 'sepia';
    save.view.openTracks = 3;
    save.view.dockShare = 40;
    save.view.parameter = 'constructor';
  });
  expect(document).toEqual({ ...EDITED, dt, duration, network: { ...DEFAULT_DOCUMENT.network, seed: 7 } });
  expect(view).toEqual(VIEW);
});

test.each<readonly [string, (save: Json) => void]>([
  ['counts that are not n in all', ({ document }) => (document.network.counts = [1, 2])],
  ['counts below 0', ({ document }) => (document.network.counts = [-2, 50])],
  ['a start that is no number', ({ document }) => (document.network.start = { V: '-70' })],
  ['a start beyond the membrane', ({ document }) => (document.network.start = { V: 1e6 })],
  ['changes that are no list', ({ document }) => (document.network.changes = { length: 3 })],
  [
    'a change of no parameter',
    ({ document }) => (document.network.changes = [{ parameter: '__proto__', kind: 'set', value: 1 }]),
  ],
  [
    'a change out of range',
    ({ document }) => (document.network.changes = [{ parameter: 'g_Na', kind: 'set', value: 1e9 }]),
  ],
  [
    'a change of another kind',
    ({ document }) => (document.network.changes = [{ parameter: 'g_Na', kind: 'toString' }]),
  ],
  [
    'a matrix of no synapse type',
    ({ document }) => (document.network.matrices = { constructor: { start: { kind: 'none' }, patches: [] } }),
  ],
  ['a matrix without a start', ({ document }) => (document.network.matrices = { GABA: { patches: [] } })],
  [
    'a rule for no population',
    ({ document }) =>
      (document.network.matrices = {
        GABA: { start: { kind: 'allToAll', from: ['KC'], to: ['PN'], seed: 1 }, patches: [] },
      }),
  ],
  [
    'a patch without columns',
    ({ document }) =>
      (document.network.matrices = {
        GABA: { start: { kind: 'none' }, patches: [{ kind: 'block', rows: { first: 0, count: 3 }, weight: 1 }] },
      }),
  ],
  [
    'cells that are nowhere',
    ({ document }) =>
      (document.network.matrices = {
        GABA: { start: { kind: 'none' }, patches: [{ kind: 'cells', n: 48, cells: { array: 'x' }, weights: 1 }] },
      }),
  ],
  [
    'cells beyond the neurons that they are numbered for',
    (save) => {
      save.arrays = { x: 'uint32:AAEAAA==' };
      const patch = { kind: 'cells', n: 2, cells: { array: 'x' }, weights: 1 };
      save.document.network.matrices = { GABA: { start: { kind: 'none' }, patches: [patch] } };
    },
  ],
  [
    'a weight that no synapse can have',
    ({ document }) => {
      const span = { first: 0, count: 2 };
      const patch = { kind: 'block', rows: span, columns: span, weight: 1e30 };
      document.network.matrices = { GABA: { start: { kind: 'none' }, patches: [patch] } };
    },
  ],
  [
    'a given matrix that is not square',
    (save) => {
      save.arrays = { x: 'uint8:AAEB' };
      save.document.network.matrices = {
        GABA: { start: { kind: 'given', name: 'm', n: 2, weights: { array: 'x' } }, patches: [] },
      };
    },
  ],
  [
    'an initial state of another type',
    (save) => {
      save.arrays = { x: 'uint8:AAEB' };
      save.document.network.initialState = { array: 'x' };
    },
  ],
  ['kept keys that are no texts', (save) => (save.kept = [{}, 7])],
  [
    'two entries of one id, and one of none',
    ({ document }) => document.stimulus.push(document.stimulus[0], { isOn: true }),
  ],
  [
    'a current without receivers',
    ({ document }) =>
      document.stimulus.push({
        id: 'a',
        isOn: true,
        part: { kind: 'waveform', waveform: { kind: 'step', amplitude: 1 }, onset: 0, offset: 1 },
      }),
  ],
  [
    'entries of other kinds',
    ({ document }) => document.stimulus.push({ id: 'a', isOn: true, part: { kind: 'valueOf' } }, null, 7),
  ],
  ['entries that we do not know', (save) => (save.document.network.extra = { a: 1 })],
])('%s are left out, and nothing else', (_, change) => {
  expect(tampered(change).document).toEqual(EDITED);
});

test('a number that its field would refuse is refused in a save too', () => {
  const noise = { kind: 'noise', mean: 0, deviation: 3, tau: 5, seed: 1 };
  const part = { kind: 'waveform', receivers: { kind: 'all' }, onset: 0, offset: 10 };
  const { document } = tampered((save) => {
    save.document.network.start = { V: -70, noise: 5 };
    save.document.stimulus = [
      { id: 'right', isOn: true, part: { ...part, waveform: noise } },
      { id: 'wild', isOn: true, part: { ...part, waveform: { ...noise, deviation: 1e300 } } },
      { id: 'sudden', isOn: true, part: { ...part, waveform: { ...noise, tau: 1e-300 } } },
    ];
  });
  expect(document.network.start).toBeUndefined();
  expect(document.stimulus.map(({ id }) => id)).toEqual(['right']);
});

test('whatever stands in a save, the lab opens', () => {
  const legal = setUp();
  void legal.save({ ...EDITED, stimulus: [...EDITED.stimulus, fileEntry(48, 10)] });
  const places = pathsOf(JSON.parse(legal.text));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
      const save = JSON.parse(legal.text);
      const parent = place.slice(0, -1).reduce((one, key) => one[key], save);
      parent[place.at(-1)!] = value;
      const browser = setUp();
      browser.put(JSON.stringify(save));
      const { document } = new SavedLabs(browser.storage).open(VIEW);
      expect(Number.isInteger(document.network.n)).toBe(true);
      expect(document.stimulus.length).toBeLessThan(3);
    }),
    { numRuns: 500 },
  );
});

test('a save of version 1 keeps its network, its odour and its engine', () => {
  const { preset, n, seed } = EDITED.network;
  const odour = EDITED.stimulus[0]!.part;
  const { title, duration, dt, recordEvery } = EDITED;
  const document = { title, engine: 'webgl', preset, n, seed, duration, dt, recordEvery, stimulus: 'array', odour };
  const browser = setUp();
  browser.put(JSON.stringify({ version: 1, document, view: { theme: 'dark' }, lost: 'mine.npy' }));
  expect(new SavedLabs(browser.storage, browser.memory).open(VIEW)).toEqual({
    document: { ...EDITED, engine: { choice: 'webgl' } },
    view: { ...VIEW, theme: 'dark' },
    lost: ['mine.npy'],
    setAside: [],
  });
});

test.each(['', '{', '7', 'null', '{"version":99,"document":{"n":12}}'])('%j opens the defaults', (text) => {
  const browser = setUp();
  browser.put(text);
  expect(new SavedLabs(browser.storage).open(VIEW)).toEqual({
    document: DEFAULT_DOCUMENT,
    view: VIEW,
    lost: [],
    setAside: [],
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]));
  return path.length > 0 ? [path, ...inside] : inside;
}
