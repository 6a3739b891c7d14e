import { expect, test } from 'vitest';
import { GLSL_TWO_SUM, WGSL_TWO_SUM, writeTwoSum } from '../compiler/targets/twoSum.ts';
import { compensationTest, isCompensationKept, takeCompensatedSteps } from './compensation.ts';

const given = compensationTest();
const { x, slope, low, scale, steps } = given;

test('both parts together hold the sum to the rounding of its small changes, the high part alone does not', () => {
  const { after, rest } = takeCompensatedSteps(given);
  let worse = 0;
  x.forEach((value, k) => {
    const change = Math.abs(scale * slope[k]!) + Math.abs(low[k]!);
    const exact = value + low[k]! + steps * scale * slope[k]!;
    const allowed = steps * change * 2 ** -24;
    expect(Math.abs(after[k]! + rest[k]! - exact)).toBeLessThanOrEqual(allowed);
    if (Math.abs(after[k]! - exact) > allowed) worse++;
  });
  expect(worse).toBeGreaterThan(x.length / 2);
});

test('nearly every case has something in its low part', () => {
  const { rest } = takeCompensatedSteps(given);
  expect(rest.filter((value) => value !== 0).length).toBeGreaterThan(50);
});

test('a device that calculates rest as if floats were real numbers is found out', () => {
  const after = x.slice();
  const rest = new Float32Array(x.length);
  for (let step = 0; step < steps; step++) after.forEach((value, k) => (after[k] = value + scale * slope[k]!));
  expect(isCompensationKept(given, after, rest)).toBe(false);
});

test('a device whose last bit of one case is wrong is found out', () => {
  const { after, rest } = takeCompensatedSteps(given);
  expect(isCompensationKept(given, after, rest)).toBe(true);
  const bits = new Int32Array(rest.buffer);
  bits[17]! += 1;
  expect(isCompensationKept(given, after, rest)).toBe(false);
});

test('both shading languages are given the same sums', () => {
  const bare = (text: string): string => text.replace(/let |vec4 /g, '');
  const wgsl = writeTwoSum(WGSL_TWO_SUM, true).map(bare);
  expect(writeTwoSum(GLSL_TWO_SUM, true).map(bare)).toEqual(wgsl);
  expect(wgsl).toEqual(['after = x + change;', 'kept = after - x;', 'rest = (x - (after - kept)) + (change - kept);']);
});

test('without compensation nothing is left over', () => {
  expect(writeTwoSum(WGSL_TWO_SUM, false)).toEqual(['let after = x + change;', 'let rest = 0.0;']);
  expect(writeTwoSum(GLSL_TWO_SUM, false, '_1')).toEqual(['after_1 = x_1 + change_1;', 'rest_1 = vec4(0.0);']);
});
