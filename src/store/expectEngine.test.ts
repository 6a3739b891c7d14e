import { expect, test } from 'vitest';
import type { EngineKind, EngineReport } from '../engine/engineInfo.ts';
import { expectEngine } from './expectEngine.ts';

function report(kind: EngineKind, available: boolean, isSoftware: boolean): EngineReport {
  return { kind, available, isSoftware, precisions: [kind === 'reference' ? 'float64' : 'float32'], device: '' };
}

const reference = report('reference', true, true);

test('automatic takes the first kind with a real GPU', () => {
  const engines = [report('webgpu', true, true), report('webgl', true, false), reference];
  expect(expectEngine({ choice: 'auto' }, engines)?.kind).toBe('webgl');
});

test('automatic falls back to the reference where every GPU is a program or missing', () => {
  const engines = [report('webgpu', false, false), report('webgl', true, true), reference];
  expect(expectEngine({ choice: 'auto' }, engines)?.kind).toBe('reference');
});

test('a kind chosen by hand is expected even on a software adapter', () => {
  expect(expectEngine({ choice: 'webgpu' }, [report('webgpu', true, true), reference])?.kind).toBe('webgpu');
});

test('automatic passes over what does not compute in the precision that was asked for', () => {
  const engines = [report('webgpu', true, false), reference];
  expect(expectEngine({ choice: 'auto', precision: 'float64' }, engines)?.kind).toBe('reference');
});
