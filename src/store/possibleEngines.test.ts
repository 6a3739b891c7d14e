import { expect, test } from 'vitest';
import type { EngineKind, EngineReport } from '../engine/engineInfo.ts';
import { possibleEngines } from './possibleEngines.ts';

function report(kind: EngineKind, available: boolean, isSoftware: boolean): EngineReport {
  return { kind, available, isSoftware, precisions: [kind === 'reference' ? 'float64' : 'float32'], device: '' };
}

const reference = report('reference', true, true);
const kindsOf = (...args: Parameters<typeof possibleEngines>): readonly EngineKind[] =>
  possibleEngines(...args).map(({ kind }) => kind);

test('automatic may take every kind but a GPU that is a program or missing, and names none of them before the start', () => {
  const engines = [report('webgpu', true, true), report('webgl', true, false), report('cpu', true, true), reference];
  expect(kindsOf({ choice: 'auto' }, engines)).toEqual(['webgl', 'cpu']);
});

test('automatic falls back to the reference where every GPU is a program or missing', () => {
  const engines = [report('webgpu', false, false), report('webgl', true, true), reference];
  expect(kindsOf({ choice: 'auto' }, engines)).toEqual(['reference']);
});

test('a kind chosen by hand is expected even on a software adapter', () => {
  expect(kindsOf({ choice: 'webgpu' }, [report('webgpu', true, true), reference])).toEqual(['webgpu']);
});

test('automatic passes over what does not compute in the precision that was asked for', () => {
  const engines = [report('webgpu', true, false), reference];
  expect(kindsOf({ choice: 'auto', precision: 'float64' }, engines)).toEqual(['reference']);
});
