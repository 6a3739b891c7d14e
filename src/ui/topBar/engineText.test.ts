import { expect, test } from 'vitest';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { labelPrecision, explainPrecision } from './engineText.ts';

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

test('threads are named where the engine has them', () => {
  expect(labelPrecision({ ...FLOAT32, precision: 'float64', threads: 1 })).toBe('float64 on 1 thread');
  expect(labelPrecision({ ...FLOAT32, precision: 'float64', threads: 2 })).toBe('float64 on 2 threads');
});
