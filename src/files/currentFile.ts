import type { ArrayStimulus } from '../model/description.ts';
import { FileError } from './fileError.ts';
import { formatShape, readNpyInFileOrder, type NpyArray, type NpyValues } from './npy.ts';
import { transpose } from './transpose.ts';

export interface CurrentFile {
  readonly stimulus: ArrayStimulus;
  /** What was assumed where the file can be read in two ways, one sentence each. */
  readonly notices: readonly string[];
  /** Of an [n, n] array, which may be a matrix of synapses as well: whether it holds only 0 and 1. */
  readonly square?: 'binary' | 'other';
}

/** Which axis of the file counts what; an axis of 'one' is not there. */
interface Axes {
  readonly neurons: 0 | 1 | 'one';
  readonly samples: number;
  readonly notices: readonly string[];
}

/**
 * Read a current.npy for a network of `n` neurons: [n, samples], as NerveFlow saves it, or [samples, n]; `n` decides.
 * float32 stays float32, every other type becomes float64.
 *
 * @param samplesPerMs Columns per ms; NerveFlow's files have 100.
 * @throws FileError when the bytes are no array, have another shape, or hold NaN or an infinity.
 */
export function readCurrent(
  bytes: Uint8Array<ArrayBuffer>,
  options: { readonly name: string; readonly n: number; readonly samplesPerMs: number },
): CurrentFile {
  const { name, n, samplesPerMs } = options;
  checkSamplesPerMs(samplesPerMs);
  const array = readNpyInFileOrder(bytes, name);
  const { neurons, samples, notices } = decideAxes(array.shape, name, n);
  const values = toSampleMajor(array, neurons, n, samples);
  refuseNonFinite(values, n, name);
  const isSquare = n > 1 && array.shape.length === 2 && samples === n;
  return {
    stimulus: { kind: 'array', name, n, samples, samplesPerMs, values },
    notices,
    ...(isSquare && { square: isBinary(values) ? 'binary' : 'other' }),
  };
}

/** The same samples played at another rate. */
export function withSamplesPerMs(stimulus: ArrayStimulus, samplesPerMs: number): ArrayStimulus {
  checkSamplesPerMs(samplesPerMs);
  return { ...stimulus, samplesPerMs };
}

function checkSamplesPerMs(samplesPerMs: number): void {
  if (samplesPerMs > 0 && Number.isFinite(samplesPerMs)) return;
  throw new RangeError(`samples per ms must be a positive number, got ${samplesPerMs}`);
}

function decideAxes(shape: readonly number[], name: string, n: number): Axes {
  const expected = `expected [${n}, samples] or [samples, ${n}], got ${formatShape(shape)}`;
  if (shape.includes(0)) throw new FileError(`${name} holds no values: ${expected}`);

  const [first, second] = shape;
  if (first !== undefined && second === undefined) return decideSingleAxis(first, name, n, expected);
  if (first === undefined || second === undefined || shape.length > 2) {
    throw new FileError(`${name} has ${shape.length} axes: ${expected}`);
  }
  if (first === n && second === n) {
    const notice = `${name} is ${formatShape(shape)}: its rows were taken as neurons, its columns as samples.`;
    // A 1 × 1 array means the same either way.
    return { neurons: 0, samples: second, notices: n === 1 ? [] : [notice] };
  }
  if (first === n) return { neurons: 0, samples: second, notices: [] };
  if (second === n) {
    const notice = `${name} is ${formatShape(shape)}: its rows were taken as samples, its columns as neurons.`;
    return { neurons: 1, samples: first, notices: [notice] };
  }
  const held = Math.min(first, second);
  throw new FileError(`${name} holds ${count(held)}, the network has ${n}: ${expected}`);
}

function decideSingleAxis(length: number, name: string, n: number, expected: string): Axes {
  if (n === 1) {
    return {
      neurons: 'one',
      samples: length,
      notices: [`${name} is [${length}]: taken as the samples of one neuron.`],
    };
  }
  if (length === n) {
    return { neurons: 0, samples: 1, notices: [`${name} is [${n}]: taken as one constant current per neuron.`] };
  }
  throw new FileError(`${name} holds a single row of ${length} values, the network has ${count(n)}: ${expected}`);
}

function count(neurons: number): string {
  return neurons === 1 ? '1 neuron' : `${neurons} neurons`;
}

function toSampleMajor(
  { values, fortranOrder }: NpyArray,
  neurons: Axes['neurons'],
  n: number,
  samples: number,
): ArrayStimulus['values'] {
  const slowestAxis = fortranOrder ? 1 : 0;
  const isSampleMajor = samples === 1 || neurons !== slowestAxis;
  if (isSampleMajor) return isFloat(values) ? values : Float64Array.from(values);
  const turned = values instanceof Float32Array ? new Float32Array(n * samples) : new Float64Array(n * samples);
  transpose(values, turned, n, samples);
  return turned;
}

function isFloat(values: NpyValues): values is Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  return values instanceof Float32Array || values instanceof Float64Array;
}

function isBinary(values: ArrayStimulus['values']): boolean {
  let place = 0;
  while (place < values.length && (values[place] === 0 || values[place] === 1)) place++;
  return place === values.length;
}

function refuseNonFinite(values: ArrayStimulus['values'], n: number, name: string): void {
  let place = 0;
  // A plain loop: findIndex takes ten times as long, and a file holds millions of samples.
  while (place < values.length && Number.isFinite(values[place])) place++;
  if (place === values.length) return;
  const neuron = place % n;
  const sample = (place - neuron) / n;
  throw new FileError(
    `${name} holds ${values[place]} at neuron ${neuron}, sample ${sample}: expected finite currents in µA/cm²`,
  );
}
