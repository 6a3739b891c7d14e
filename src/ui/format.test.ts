import { expect, test } from 'vitest';
import {
  formatClock,
  formatNumber,
  formatSeconds,
  formatSpeed,
  formatTaken,
  formatTime,
  formatVoltage,
} from './format.ts';

test('parameters are written without noise, and negative ones with a true minus', () => {
  expect(formatNumber(3 ** ((22 - 36) / 10))).toBe('0.2148');
  expect(formatNumber(-95)).toBe('−95');
  expect(formatNumber(2e-4)).toBe('0.0002');
});

test('seconds round up, so that a run that goes on never has 0 s left, and whole units stand alone', () => {
  expect(formatSeconds(0.2)).toBe('1 s');
  expect(formatSeconds(59.5)).toBe('1 min');
  expect(formatSeconds(130)).toBe('2 min 10 s');
  // What something took is rounded, not rounded up.
  expect([5.06, 9.97, 12.3, 59.6].map(formatTaken)).toEqual(['5.1 s', '10 s', '12 s', '1 min']);
  expect(formatSeconds(3600)).toBe('1 h');
  expect(formatSeconds(3905)).toBe('1 h 5 min');
});

test('a slow engine still shows a speed that is not zero', () => {
  expect(formatSpeed(0.0043)).toBe('0.0043');
  expect(formatSpeed(0.431)).toBe('0.43');
  expect(formatSpeed(12.34)).toBe('12.3');
  expect(formatSpeed(250.4)).toBe('250');
});

test('times have the decimals that the view can show', () => {
  expect([1000, 100, 10].map((span) => formatTime(172.104, span))).toEqual(['172', '172.1', '172.10']);
});

test('the clock has the same decimals at every step', () => {
  expect([0, 12.3, 246.69, 246.7].map((time) => formatClock(time, 0.01))).toEqual([
    '0.00',
    '12.30',
    '246.69',
    '246.70',
  ]);
  expect(formatClock(0.015, 0.005)).toBe('0.015');
  expect(formatClock(3, 0.1)).toBe('3.0');
});

test('a voltage that was not recorded is a dash', () => {
  expect(formatVoltage(NaN)).toBe('–');
  expect(formatVoltage(-63.24)).toBe('−63.2');
});
