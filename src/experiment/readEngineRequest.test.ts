import { expect, test } from 'vitest';
import { readEngineRequest } from './readEngineRequest.ts';

test('a request is read from a save, and from the texts of an address', () => {
  const request = { choice: 'webgpu', precision: 'float32', threads: 2 };
  expect(readEngineRequest(request)).toEqual(request);
  expect(readEngineRequest({ choice: 'reference', precision: null, threads: '4' })).toEqual({
    choice: 'reference',
    threads: 4,
  });
});

test('a precision without a kind leaves the kind to the automatic choice', () => {
  expect(readEngineRequest({ choice: null, precision: 'float64' })).toEqual({ choice: 'auto', precision: 'float64' });
});

test.each([
  {},
  { choice: 'abacus' },
  { precision: 'float16' },
  { threads: '0' },
  { threads: 1.5 },
  { threads: 17 },
  { threads: 'two' },
])('%j asks for nothing', (saved) => {
  expect(readEngineRequest(saved)).toBeUndefined();
});
