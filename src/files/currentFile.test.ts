import { expect, test } from 'vitest';
import { readCurrent, withSamplesPerMs } from './currentFile.ts';
import { FileError } from './fileError.ts';
import { npyHeader, writeNpy } from './npy.ts';

function read(bytes: Uint8Array<ArrayBuffer>, n: number) {
  return readCurrent(bytes, { name: 'current.npy', n, samplesPerMs: 100 });
}

/** The value tells neuron and sample: 10 · neuron + sample. */
function currents(shape: readonly [number, number], neuronAxis: 0 | 1): Float64Array {
  const values = new Float64Array(shape[0] * shape[1]);
  for (let i = 0; i < values.length; i++) {
    const place = [Math.floor(i / shape[1]), i % shape[1]] as const;
    values[i] = 10 * place[neuronAxis] + place[1 - neuronAxis]!;
  }
  return values;
}

test('[n, samples] is taken as it is meant and stored sample by sample', () => {
  const { stimulus, notices } = read(writeNpy({ shape: [3, 4], values: currents([3, 4], 0) }), 3);
  expect(stimulus).toMatchObject({ kind: 'array', name: 'current.npy', n: 3, samples: 4, samplesPerMs: 100 });
  expect(Array.from(stimulus.values)).toEqual([0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23]);
  expect(notices).toEqual([]);
});

test('[samples, n] gives the same stimulus, and a notice', () => {
  const { stimulus, notices } = read(writeNpy({ shape: [4, 3], values: currents([4, 3], 1) }), 3);
  expect(Array.from(stimulus.values)).toEqual([0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23]);
  expect(notices).toEqual(['current.npy is [4, 3]: its rows were taken as samples, its columns as neurons.']);
});

test('Fortran order changes neither reading', () => {
  const header = (shape: string) => {
    const bytes = npyHeader('<f8', [1, 1]);
    const text = `{'descr': '<f8', 'fortran_order': True, 'shape': ${shape}, }`.padEnd(bytes.length - 11) + '\n';
    bytes.set(new TextEncoder().encode(text), 10);
    return bytes;
  };
  const file = (shape: string, memory: Float64Array) =>
    Uint8Array.of(...header(shape), ...new Uint8Array(memory.buffer));
  const expected = [0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23];
  // Fortran order of [3, 4] is C order of [4, 3].
  expect(Array.from(read(file('(3, 4)', currents([4, 3], 1)), 3).stimulus.values)).toEqual(expected);
  expect(Array.from(read(file('(4, 3)', currents([3, 4], 0)), 3).stimulus.values)).toEqual(expected);
});

test('more neurons and samples than one block of the transposition come out in place', () => {
  const { stimulus } = read(writeNpy({ shape: [70, 101], values: currents([70, 101], 0) }), 70);
  expect(stimulus.values).toEqual(currents([101, 70], 1));
});

test('a square file is read in the convention of NerveFlow, and says so', () => {
  const { stimulus, notices } = read(writeNpy({ shape: [3, 3], values: currents([3, 3], 0) }), 3);
  expect(Array.from(stimulus.values)).toEqual([0, 10, 20, 1, 11, 21, 2, 12, 22]);
  expect(notices).toEqual(['current.npy is [3, 3]: its rows were taken as neurons, its columns as samples.']);
});

test('one number per neuron is a constant current, a single row for one neuron its samples', () => {
  const constant = read(writeNpy({ shape: [3], values: Float64Array.of(1, 2, 3) }), 3);
  expect(constant.stimulus).toMatchObject({ n: 3, samples: 1 });
  expect(constant.notices).toEqual(['current.npy is [3]: taken as one constant current per neuron.']);
  const single = read(writeNpy({ shape: [3], values: Float64Array.of(1, 2, 3) }), 1);
  expect(single.stimulus).toMatchObject({ n: 1, samples: 3 });
  expect(single.notices).toEqual(['current.npy is [3]: taken as the samples of one neuron.']);
});

test('float32 stays float32, integers become float64', () => {
  const float32 = read(writeNpy({ shape: [2, 3], values: Float32Array.from(currents([2, 3], 0)) }), 2);
  expect(float32.stimulus.values).toEqual(Float32Array.of(0, 10, 1, 11, 2, 12));
  const integers = read(writeNpy({ shape: [2, 3], values: Int32Array.from(currents([2, 3], 0)) }), 2);
  expect(integers.stimulus.values).toEqual(Float64Array.of(0, 10, 1, 11, 2, 12));
  const sampleMajor = read(writeNpy({ shape: [3, 2], values: Uint8Array.of(0, 10, 1, 11, 2, 12) }), 2);
  expect(sampleMajor.stimulus.values).toEqual(Float64Array.of(0, 10, 1, 11, 2, 12));
});

test.each([
  [
    [100, 500],
    120,
    'current.npy holds 100 neurons, the network has 120: expected [120, samples] or [samples, 120], got [100, 500]',
  ],
  [
    [500, 100],
    120,
    'current.npy holds 100 neurons, the network has 120: expected [120, samples] or [samples, 120], got [500, 100]',
  ],
  [[1, 500], 120, 'current.npy holds 1 neuron, the network has 120'],
  [[500], 120, 'current.npy holds a single row of 500 values, the network has 120 neurons: expected [120, samples]'],
  [[], 120, 'current.npy has 0 axes: expected [120, samples] or [samples, 120], got []'],
  [[2, 120, 5], 120, 'current.npy has 3 axes: expected [120, samples] or [samples, 120], got [2, 120, 5]'],
  [[120, 0], 120, 'current.npy holds no values: expected [120, samples] or [samples, 120], got [120, 0]'],
])('the shape %j is refused for %i neurons', (shape, n, message) => {
  const values = new Float32Array(shape.reduce((product, axis) => product * axis, 1));
  expect(() => read(writeNpy({ shape, values }), n)).toThrow(FileError);
  expect(() => read(writeNpy({ shape, values }), n)).toThrow(message);
});

test.each([NaN, Infinity, -Infinity])('%d is refused with the neuron and the sample', (bad) => {
  const values = currents([3, 4], 0);
  const at = (neuron: number, sample: number) => neuron * 4 + sample;
  values[at(1, 2)] = bad;
  values[at(0, 3)] = NaN; // earlier in the file, later in time
  expect(() => read(writeNpy({ shape: [3, 4], values }), 3)).toThrow(
    `current.npy holds ${bad} at neuron 1, sample 2: expected finite currents in µA/cm²`,
  );
});

test('a square array may be a matrix of synapses, above all where it holds only 0 and 1', () => {
  const of = (shape: number[], value: number) =>
    read(writeNpy({ shape, values: new Float32Array(shape[0]! * shape[1]!).fill(value) }), 3).square;
  expect(of([3, 3], 1)).toBe('binary');
  expect(of([3, 3], 0.5)).toBe('other');
  expect(of([3, 4], 1)).toBeUndefined();
  expect(read(writeNpy({ shape: [1, 1], values: new Float32Array(1) }), 1).square).toBeUndefined();
});

test('another rate keeps the samples', () => {
  const { stimulus } = read(writeNpy({ shape: [2, 3], values: currents([2, 3], 0) }), 2);
  const slower = withSamplesPerMs(stimulus, 10);
  expect(slower).toEqual({ ...stimulus, samplesPerMs: 10 });
  expect(slower.values).toBe(stimulus.values);
  for (const bad of [0, -1, NaN, Infinity]) {
    expect(() => withSamplesPerMs(stimulus, bad)).toThrow(`samples per ms must be a positive number, got ${bad}`);
  }
});
