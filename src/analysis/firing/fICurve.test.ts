import { expect, test } from 'vitest';
import { fICurve } from './fICurve.ts';

/** From 100 ms on, every `interval` ms, the first `early` intervals half as long; to 300 ms. */
function train(interval: number, early = 0): Float64Array {
  const times: number[] = [];
  for (let k = 0, time = 100; time < 300; time += k++ < early ? interval / 2 : interval) times.push(time);
  return Float64Array.from(times);
}

test('rates by ascending current; an adapting neuron begins faster than it goes on', () => {
  const { amplitude, meanHz, firstHz, steadyHz } = fICurve(
    [
      { amplitude: 5, spikeTimes: train(10, 4) },
      { amplitude: 2, spikeTimes: train(25) },
      { amplitude: 0, spikeTimes: new Float64Array() },
    ],
    { from: 100, to: 300 },
  );
  expect([...amplitude]).toEqual([0, 2, 5]);
  expect([...meanHz]).toEqual([0, 40, 110]);
  expect([...firstHz]).toEqual([0, 40, 200]);
  expect(Array.from(steadyHz, (hz) => hz.toFixed(6))).toEqual(['0.000000', '40.000000', '100.000000']);
});

test('the rheobase lies between the last silent and the first firing current; spikes outside the step do not count', () => {
  const spikeTimes = Float64Array.of(20, 350);
  const steps = [
    { amplitude: 1.5, spikeTimes: Float64Array.of(150) },
    { amplitude: 1, spikeTimes },
    { amplitude: 2, spikeTimes: train(20) },
    { amplitude: 0, spikeTimes: new Float64Array() },
  ];
  expect(fICurve(steps, { from: 100, to: 300 }).rheobase).toEqual({ below: 1, above: 1.5, estimate: 1.25 });
  expect(fICurve(steps.slice(0, 1), { from: 100, to: 300 }).rheobase).toBeUndefined();
  expect(fICurve(steps.slice(3), { from: 100, to: 300 }).rheobase).toBeUndefined();
  expect(fICurve([], { from: 100, to: 300 }).rheobase).toBeUndefined();
});
