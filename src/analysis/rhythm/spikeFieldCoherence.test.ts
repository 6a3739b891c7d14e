import { expect, test } from 'vitest';
import { randomStream } from '../../model/random.ts';
import { spikeFieldCoherence } from './spikeFieldCoherence.ts';

const interval = 0.5;

/** Two seconds of noise, with a rhythm of 24 Hz of this amplitude. */
function fieldOf(seed: number, amplitude: number): { samples: Float64Array; interval: number; start: number } {
  const { normal } = randomStream(seed, 'stimulus');
  const samples = Float64Array.from(
    { length: 4000 },
    (_, k) => normal() + amplitude * Math.cos(2 * Math.PI * 0.024 * k * interval),
  );
  return { samples, interval, start: 0 };
}

test('spikes at the peaks of a rhythm keep step with it there, and the bound tells that from elsewhere', () => {
  const time = Float64Array.from({ length: 47 }, (_, k) => ((k + 1) * 1000) / 24);
  const { frequency, coherence, bound } = spikeFieldCoherence({ time }, fieldOf(1, 2))!;
  const near = frequency.findLastIndex((hz) => hz <= 24);
  expect(coherence[near]).toBeGreaterThan(0.95);
  expect(coherence[near]).toBeGreaterThan(bound);
  expect(Math.max(...coherence)).toBeLessThanOrEqual(1 + 1e-12);
  expect(Math.min(...coherence)).toBeGreaterThanOrEqual(0);
});

test('independent spikes pass the bound at one frequency in twenty', () => {
  let [above, all] = [0, 0];
  for (let seed = 0; seed < 200; seed++) {
    const { uniform } = randomStream(seed, 'initialState');
    const time = Float64Array.from({ length: 120 }, () => uniform() * 2000).sort();
    const { coherence, bound } = spikeFieldCoherence({ time }, fieldOf(seed, 0))!;
    // Neighbouring bins share the window's main lobe.
    for (let k = 4; k < coherence.length; k += 4) {
      all++;
      if (coherence[k]! > bound) above++;
    }
  }
  expect(all).toBeGreaterThan(1000);
  expect(above / all).toBeGreaterThan(0.03);
  expect(above / all).toBeLessThan(0.07);
});

test('one segment always coheres, so nothing is claimed; nor without spikes, nor with a field at rest', () => {
  const field = fieldOf(1, 1);
  const time = Float64Array.of(20, 40, 60);
  expect(spikeFieldCoherence({ time }, { ...field, samples: field.samples.slice(0, 500) })).toBeUndefined();
  expect(spikeFieldCoherence({ time: new Float64Array() }, field)).toBeUndefined();
  expect(spikeFieldCoherence({ time: Float64Array.of(-5, 3000) }, field)).toBeUndefined();
  expect(spikeFieldCoherence({ time }, { ...field, samples: new Float64Array(4000) })).toBeUndefined();
  expect(spikeFieldCoherence({ time }, { ...field, samples: new Float64Array(3) })).toBeUndefined();
});
