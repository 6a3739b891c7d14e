import { expect, test } from 'vitest';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import { DEFAULT_DOCUMENT, withNetwork } from './labDocument.ts';
import { checkDocument, warningOf } from './warnings.ts';

test('dt = 0.01 ms is quiet, and every step above it is warned of', () => {
  expect(warningOf('dt', DEFAULT_DOCUMENT)).toBeUndefined();
  expect(warningOf('dt', { ...DEFAULT_DOCUMENT, dt: 0.0100001 })).toContain('0.015 ms diverges');
});

test('an array for another number of neurons cannot run, and the sentence names both', () => {
  const preview = {
    n: 12,
    samples: 1,
    min: new Float32Array(1),
    max: new Float32Array(1),
    mean: new Float32Array(1),
    driven: 0,
  };
  const stimulus = {
    kind: 'array' as const,
    name: 'current.npy',
    n: 12,
    samples: 1,
    samplesPerMs: 100,
    values: new Float64Array(12),
  };
  const upload = { stimulus, notices: [], preview };
  const entry = { id: 'file', isOn: true, part: stimulus, upload };
  const document = { ...DEFAULT_DOCUMENT, stimulus: [entry] };
  expect(checkDocument(document)).toMatch(/holds 12 neurons, the network has 120: set Neurons to 12/);
  expect(checkDocument(withNetwork(document, { n: 12 }))).toBeUndefined();
  expect(checkDocument({ ...document, stimulus: [{ ...entry, isOn: false }] })).toBeUndefined();
});

test('an odour that ends before it starts cannot run', () => {
  const part = { ...DEFAULT_ODOUR, onset: 200, offset: 100 };
  expect(checkDocument({ ...DEFAULT_DOCUMENT, stimulus: [{ id: 'odour', isOn: true, part }] })).toContain(
    'set Offset above Onset',
  );
});

test('a matrix for other neurons cannot run', () => {
  const start = { kind: 'given', name: 'm.npy', n: 100, weights: new Uint8Array(100 * 100) } as const;
  const document = withNetwork(DEFAULT_DOCUMENT, { matrices: { GABA: { start, patches: [] } } });
  expect(checkDocument(document)).toBe(
    'Set Neurons back, or take another GABA matrix: ' +
      'the GABA matrix of m.npy is [100, 100]: a network of 120 neurons needs [120, 120].',
  );
  expect(checkDocument(withNetwork(document, { n: 100 }))).toBeUndefined();
});
