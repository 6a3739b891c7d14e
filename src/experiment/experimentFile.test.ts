import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNpy } from '../files/npy.ts';
import { writeZip } from '../files/zip.ts';
import { givenMatrix } from '../model/connectivity/matrix.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import { DEMOS } from '../store/demos/demos.ts';
import type { Experiment } from './experiment.ts';
import { readExperiment } from './readExperiment.ts';
import { anyExperiment } from './fixtures/anyExperiment.ts';
import { writeExperiment } from './writeExperiment.ts';

const SOFTWARE = { software: '1.2.3' };

const DRAWN: Experiment = {
  title: 'Odour pulse',
  engine: { choice: 'auto' },
  network: { preset: 'nerveflow', n: 12, seed: 1, changes: [{ kind: 'scale', parameter: 'g_GABA', factor: 0.5 }] },
  stimulus: [{ id: 'odour', isOn: true, part: DEFAULT_ODOUR }],
  duration: 100,
  dt: 0.01,
  recordEvery: 10,
};

const N = 4;
/** With arrays of every type. */
const GIVEN: Experiment = {
  ...DRAWN,
  title: 'Von Hand: α & β',
  engine: { choice: 'cpu', precision: 'float32', threads: 2, isCompensated: false },
  network: {
    preset: 'psst',
    n: N,
    counts: [3, 1],
    seed: 7,
    matrices: {
      ACh: givenMatrix(
        Uint8Array.from({ length: N * N }, (_, k) => k % 2),
        'ach_mat.npy',
      ),
      GABA: {
        start: { kind: 'none' },
        patches: [
          { kind: 'cells', n: N, cells: Uint32Array.of(3, 7), weights: Float32Array.of(0.5, 2) },
          { kind: 'cells', n: N, cells: Uint32Array.of(11), weights: 1 },
          { kind: 'transpose' },
        ],
      },
    },
    start: { V: -65 },
    initialState: Float64Array.of(-70, 0.1, 1e-300),
    initialStateName: 'initial_state.npy',
  },
  stimulus: [
    {
      id: 'file',
      isOn: true,
      name: 'Odour A',
      part: {
        kind: 'array',
        name: 'current.npy',
        n: N,
        samples: 3,
        samplesPerMs: 100,
        values: Float32Array.from({ length: 3 * N }, (_, k) => k),
      },
    },
  ],
  probes: [{ neuron: 0, variable: 'm_Na' }],
  longRun: { batches: 10, record: { every: 1, variables: ['V', 'o_ACh'], neurons: [0, 2] } },
  guide: { watch: 'the LN', predict: 'nothing', tryThis: '*2' },
};

type Json = ReturnType<typeof JSON.parse>;

/** The file of an experiment after somebody has changed its description. */
function tampered(experiment: Experiment, change: (file: Json) => void): Uint8Array<ArrayBuffer> {
  const { bytes } = writeExperiment(experiment, SOFTWARE);
  const isZip = bytes[0] === 0x50;
  const files = isZip ? unzipSync(bytes) : { 'experiment.json': bytes };
  const file = JSON.parse(strFromU8(files['experiment.json']!));
  change(file);
  return writeZip({ ...files, 'experiment.json': JSON.stringify(file) });
}

test('without arrays it is one file of JSON that says what its numbers mean', () => {
  const { name, bytes } = writeExperiment(DRAWN, SOFTWARE);
  expect(name).toBe('odour-pulse.experiment.json');
  const file = JSON.parse(strFromU8(bytes));
  expect(file).toMatchObject({
    format: 'NerveFlow Lab experiment',
    version: 1,
    software: { name: 'NerveFlow Lab', version: '1.2.3' },
    conventions: {
      matrices: expect.stringContaining('[postsynaptic, presynaptic]'),
      neurons: 'counted from 0, PN before LN',
      units: { time: 'ms', current: 'µA/cm²' },
    },
    title: 'Odour pulse',
    model: { preset: 'nerveflow', neurons: 12, seed: 1 },
    run: { duration: 100, dt: 0.01, engine: { choice: 'auto' } },
    recording: { every: 10 },
  });
  expect(readExperiment(bytes, name)).toEqual({ experiment: DRAWN, notices: [] });
});

test('an id of letters beyond 16 bits that is cut short names a file that is found again', () => {
  const stimulus = GIVEN.stimulus.map((entry, k) => ({ ...entry, id: `a${'𝐱'.repeat(70)}${k}` }));
  const { name, bytes } = writeExperiment({ ...GIVEN, stimulus }, SOFTWARE);
  expect(readExperiment(bytes, name).experiment).toEqual({ ...GIVEN, stimulus });
});

test('arrays stand beside it as .npy that NumPy reads, and say their axes', () => {
  const { name, bytes } = writeExperiment(GIVEN, SOFTWARE);
  expect(name).toBe('von-hand-α-β.experiment.zip');
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual([
    'experiment.json',
    'arrays/ACh.npy',
    'arrays/GABA.patch0.cells.npy',
    'arrays/GABA.patch0.weights.npy',
    'arrays/GABA.patch1.cells.npy',
    'arrays/initial_state.npy',
    'arrays/file.npy',
  ]);
  const arrays = Object.entries(files).slice(1);
  expect(
    arrays.map(([one, npy]) => readNpy(npy as Uint8Array<ArrayBuffer>, one)).map((one) => [one.dtype, one.shape]),
  ).toEqual([
    ['|u1', [4, 4]],
    ['<u4', [2]],
    ['<f4', [2]],
    ['<u4', [1]],
    ['<f8', [3]],
    ['<f4', [3, 4]],
  ]);
  expect(readExperiment(bytes, name)).toEqual({ experiment: GIVEN, notices: [] });
});

test('whatever experiment is written, the same is read, and the same makes the same bytes', () => {
  fc.assert(
    fc.property(anyExperiment, (experiment) => {
      const { bytes, name } = writeExperiment(experiment, SOFTWARE);
      const read = readExperiment(bytes.slice(), name);
      expect(read).toEqual({ experiment, notices: [] });
      expect(writeExperiment(read.experiment, SOFTWARE).bytes).toEqual(bytes);
    }),
    { numRuns: 150 },
  );
});

test('−0 keeps its sign, for readers that take -0 for a whole number too', () => {
  const start = { V: -0 };
  const { name, bytes } = writeExperiment({ ...DRAWN, network: { ...DRAWN.network, start } }, SOFTWARE);
  expect(new TextDecoder().decode(bytes)).toContain('"V": -0.0');
  expect(readExperiment(bytes, name).experiment.network.start).toEqual(start);
});

test.each<[string, (file: Json) => void, string]>([
  ['another format', (file) => (file.format = 'NWB'), "format is 'NWB': expected 'NerveFlow Lab experiment'"],
  ['no version', (file) => delete file.version, 'version is missing: expected a whole number from 1 to 1'],
  [
    'a newer version',
    (file) => (file.version = 2),
    'was written by a newer lab: its format has the version 2, and this lab reads up to 1',
  ],
  [
    'an unknown model',
    (file) => (file.model.preset = 'lamprey'),
    "model.preset is 'lamprey': expected one of 'nerveflow', 'psst'",
  ],
  ['no neurons', (file) => (file.model.neurons = 0), 'model.neurons is 0: expected a whole number from 1 to 65535'],
  [
    'populations that are not n',
    (file) => (file.model.populations.PN = 2),
    'model.populations are 3 neurons together: expected 4, as model.neurons says',
  ],
  [
    'an unknown synapse type',
    (file) => (file.connectivity.NMDA = file.connectivity.ACh),
    "connectivity has a matrix of 'NMDA': expected ACh, GABA",
  ],
  [
    'a matrix of another size',
    (file) => (file.connectivity.ACh.start.n = 3),
    'connectivity.ACh.start.weights are 16: expected [3, 3]',
  ],
  [
    'an array that is not there',
    (file) => (file.connectivity.ACh.start.weights.array = 'arrays/x.npy'),
    "connectivity.ACh.start.weights.array is 'arrays/x.npy': lab.zip has no such file",
  ],
  [
    'an array of another type',
    (file) => (file.connectivity.ACh.start.weights.array = 'arrays/initial_state.npy'),
    'connectivity.ACh.start.weights is an array of float64: expected an array of 0 and 1 as uint8',
  ],
  [
    'weights that no synapse has',
    (file) => (file.connectivity.GABA.patches[1].weights = 1e9),
    'connectivity.GABA.patches[1] cannot be: a weight of 1000000000: expected a number from -100 to 100',
  ],
  [
    'a current that is too strong',
    (file) => (file.stimulus = [{ id: 'a', isOn: true, part: { ...DEFAULT_ODOUR, amplitude: 101 } }]),
    'stimulus[0].part.amplitude is 101: expected a number from -100 to 100',
  ],
  [
    'samples along other axes',
    (file) => Object.assign(file.stimulus[0].part, { n: 3, samples: 4 }),
    'arrays/file.npy in lab.zip is [3, 4]: expected [4, 3], samples × neurons',
  ],
  [
    'two currents of one id',
    (file) => file.stimulus.push(file.stimulus[0]),
    "stimulus[1].id is 'file': expected an id of its own",
  ],
  [
    'an unknown parameter',
    (file) => (file.model.changes = [{ kind: 'set', parameter: 'g_X', value: 1 }]),
    'model.changes cannot be: g_X is no parameter of the model psst: expected one of',
  ],
  [
    'a value out of range',
    (file) => (file.model.changes = [{ kind: 'set', parameter: 'g_Na', value: -1 }]),
    'model.changes cannot be: ',
  ],
  ['a run of no time', (file) => (file.run.duration = 0), 'run.duration is 0: expected a number above 0'],
  ['a time step as text', (file) => (file.run.dt = '0.01'), "run.dt is '0.01': expected a number above 0"],
  [
    'an unknown engine',
    (file) => (file.run.engine.choice = 'abacus'),
    "run.engine.choice is 'abacus': expected one of 'auto', 'webgpu', 'webgl', 'cpu', 'reference'",
  ],
  [
    'a probe of nothing',
    (file) => (file.recording.probes[0].variable = 'm_X'),
    "recording.probes cannot be: a probe of 'm_X' in PN 0: expected one of",
  ],
  [
    'a plan of nothing',
    (file) => (file.recording.longRun.record.neurons = [4]),
    'recording.longRun cannot be: recording neuron 4: expected whole numbers from 0 to 3',
  ],
])('%s is refused with the entry, what came and what would be right', (_, change, sentence) => {
  expect(() => readExperiment(tampered(GIVEN, change), 'lab.zip')).toThrow(sentence);
});

test('what the file says besides is left aside, by its name', () => {
  const bytes = tampered(GIVEN, (file) => {
    file.comment = 'mine';
    file.model.seeds = [1];
    file.stimulus[0].part.unit = 'nA';
  });
  const { experiment, notices } = readExperiment(bytes, 'lab.zip');
  expect(experiment).toEqual(GIVEN);
  expect(notices).toEqual([
    'experiment.json in lab.zip has entries that this lab does not know, and left aside: model.seeds, stimulus[0].part.unit and comment.',
  ]);
});

test('the name of a foreign entry is told on one line, without what moves text about, and not at any length', () => {
  const bytes = tampered(GIVEN, (file) => {
    file['two\nlines\u2028or\u202eback'] = 1;
    file['x'.repeat(5000)] = 1;
  });
  expect(readExperiment(bytes, 'lab.zip').notices).toEqual([
    `experiment.json in lab.zip has entries that this lab does not know, and left aside: two�lines�or�back and ${'x'.repeat(60)}….`,
  ]);
});

test('an archive that was unpacked and packed again in a folder is read all the same', () => {
  const files = unzipSync(writeExperiment(GIVEN, SOFTWARE).bytes);
  const moved = Object.fromEntries(Object.entries(files).map(([name, file]) => [`mine/${name}`, file]));
  expect(readExperiment(writeZip(moved), 'mine.zip').experiment).toEqual(GIVEN);
});

test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(), 'x.zip is empty: expected the JSON of an experiment, or a .zip with it'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'x.zip is a PNG image: expected'],
  ['broken JSON', new TextEncoder().encode('{"format": '), 'x.zip is damaged: it is no JSON'],
  [
    'an archive of something else',
    writeZip({ 'V.npy': 'x' }),
    'x.zip has no experiment.json: expected one, as in the experiments that the lab saves',
  ],
])('%s is no experiment, and a sentence says so', (_, bytes, sentence) => {
  expect(() => readExperiment(bytes as Uint8Array<ArrayBuffer>, 'x.zip')).toThrow(sentence);
});

test.each(DEMOS.map((demo) => [demo.id, demo] as const))('the demo %s goes through a file unchanged', (_, demo) => {
  const experiment: Experiment = { ...demo.lab, title: demo.title, engine: { choice: 'auto' }, guide: demo.guide };
  const { bytes, name } = writeExperiment(experiment, SOFTWARE);
  expect(readExperiment(bytes, name)).toEqual({ experiment, notices: [] });
});
