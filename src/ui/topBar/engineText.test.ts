import { expect, test } from 'vitest';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { describeRequest, describeRunning, expectedPrecision, explainPrecision, labelPrecision } from './engineText.ts';

const FLOAT32: EngineInfo = { kind: 'webgpu', precision: 'float32', device: 'Apple M3', isSoftware: false, reason: '' };

test('a compensated float32 is called float32+, and the explanation says what that is', () => {
  const engine = { ...FLOAT32, isCompensated: true };
  expect(labelPrecision(engine)).toBe('float32+');
  expect(explainPrecision(engine)).toMatchObject({ isWarning: false });
  expect(explainPrecision(engine).text).toContain('a high and a low part');
});

test('a compiler that drops the compensation is warned of, one that was not looked at is not', () => {
  expect(explainPrecision({ ...FLOAT32, isCompensated: false })).toMatchObject({ isWarning: true });
  expect(labelPrecision({ ...FLOAT32, isCompensated: false })).toBe('float32');
  expect(explainPrecision(FLOAT32)).toMatchObject({ isWarning: false });
});

test('compensation that was switched off is no fault of the device', () => {
  const { text, isWarning } = explainPrecision({ ...FLOAT32, isCompensated: false, isCompensationOff: true });
  expect(isWarning).toBe(true);
  expect(text).toContain('switched off for this run');
  expect(text).not.toContain('self-test');
  expect(explainPrecision({ ...FLOAT32, isCompensated: false }).text).toContain('self-test');
});

test('a run that is asked for has the label that it will have', () => {
  expect(expectedPrecision({ choice: 'cpu' }, ['float64', 'float32'])).toBe('float64');
  expect(expectedPrecision({ choice: 'cpu', precision: 'float32' }, ['float64', 'float32'])).toBe('float32+');
  const off = { choice: 'cpu', precision: 'float32', isCompensated: false } as const;
  expect(expectedPrecision(off, ['float64', 'float32'])).toBe('float32');
  expect(describeRequest(off)).toBe('CPU, float32, not compensated');
  expect(describeRequest({ choice: 'auto' })).toBe('Automatic');
});

test('threads are named where the engine has them, and the device where it is a GPU', () => {
  const cpu: EngineInfo = { ...FLOAT32, kind: 'cpu', precision: 'float64', device: 'WebAssembly SIMD' };
  expect(describeRunning({ ...cpu, threads: 1 })).toBe('CPU, float64 on 1 thread');
  expect(describeRunning({ ...cpu, threads: 2 })).toBe('CPU, float64 on 2 threads');
  expect(describeRunning({ ...FLOAT32, isCompensated: true })).toBe('WebGPU, float32+ on Apple M3');
  expect(describeRunning({ ...cpu, kind: 'reference' })).toBe('Reference, float64');
});
