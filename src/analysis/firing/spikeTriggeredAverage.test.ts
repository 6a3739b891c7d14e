import { expect, test } from 'vitest';
import { spikeTriggeredAverage } from './spikeTriggeredAverage.ts';

const signal = { samples: Float64Array.from({ length: 1000 }, (_, k) => k * k), interval: 0.1, start: 50 };

test('the average of one spike is the signal around it, without an error', () => {
  const { lag, mean, standardError, spikes } = spikeTriggeredAverage(signal, Float64Array.of(60), {
    beforeMs: 0.3,
    afterMs: 0.2,
  });
  expect(spikes).toBe(1);
  expect(Array.from(lag, (ms) => ms.toFixed(1))).toEqual(['-0.3', '-0.2', '-0.1', '0.0', '0.1', '0.2']);
  expect([...mean]).toEqual([97, 98, 99, 100, 101, 102].map((k) => k * k));
  expect([...standardError]).toEqual(Array.from({ length: 6 }, () => NaN));
});

test('only spikes whose whole window was recorded count', () => {
  const times = Float64Array.of(50.2, 50.3, 60, 149.7, 149.8, 200);
  expect(spikeTriggeredAverage(signal, times, { beforeMs: 0.3, afterMs: 0.2 }).spikes).toBe(3);
  const none = spikeTriggeredAverage(signal, Float64Array.of(50), { beforeMs: 10, afterMs: 10 });
  expect(none.spikes).toBe(0);
  expect([...none.mean].every(Number.isNaN)).toBe(true);
});

test('mean and standard error are those of the windows', () => {
  const { mean, standardError } = spikeTriggeredAverage(signal, Float64Array.of(60, 70), { beforeMs: 0, afterMs: 0 });
  expect([...mean]).toEqual([(100 ** 2 + 200 ** 2) / 2]);
  // Two values differ by 2 · s.e.m.
  expect(standardError[0]).toBeCloseTo((200 ** 2 - 100 ** 2) / 2, 9);
  expect(() => spikeTriggeredAverage(signal, new Float64Array(), { beforeMs: -1, afterMs: 0 })).toThrow(
    'from -1 ms before',
  );
});
