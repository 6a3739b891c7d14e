import { describe, expect, test } from 'vitest';
import { readReference } from '../../simulation/fixtures/readReference.ts';
import type { ArrayStimulus } from '../description.ts';
import {
  DEFAULT_ODOUR,
  columnAt,
  drivenNeurons,
  odourTimeCourse,
  stimulusColumns,
  stimulusNotice,
} from './stimulus.ts';

function array(samples: number, samplesPerMs = 100): ArrayStimulus {
  const values = Float64Array.from({ length: samples * 2 }, (_, k) => k);
  return { kind: 'array', name: 'current.npy', n: 2, samples, samplesPerMs, values };
}

describe('the odour pulse', () => {
  test('goes into 29 of 100 neurons where their share is 0.29: rounding noise takes none away', () => {
    for (let percent = 0; percent <= 100; percent++) {
      expect(drivenNeurons({ ...DEFAULT_ODOUR, share: percent / 100 }, 100)).toHaveLength(percent);
    }
  });

  test('has the time course of the tutorial', () => {
    // Rounding of t = k · 0.01 against k / 100: a few units in the last place of 10 µA/cm².
    readReference('n120').timeCourse.forEach((expected, sample) => {
      expect(Math.abs(10 * odourTimeCourse(DEFAULT_ODOUR, sample / 100) - expected)).toBeLessThan(1e-14);
    });
  });

  test('decays from 600 ms with 150 ms', () => {
    expect(odourTimeCourse(DEFAULT_ODOUR, 600)).toBe(0.9996);
    expect(odourTimeCourse(DEFAULT_ODOUR, 750)).toBeCloseTo(0.9996 / Math.E, 15);
  });

  test('reaches 33% of the neurons, and those alone', () => {
    const driven = drivenNeurons(DEFAULT_ODOUR, 120);
    expect(driven.length).toBe(39);
    const column = new Float64Array(120);
    stimulusColumns(DEFAULT_ODOUR, 120, 1000).readColumn(20_000, column, 0);
    expect([...column.keys()].filter((neuron) => column[neuron] !== 0)).toEqual([...driven]);
  });
});

describe('columns', () => {
  test('[M5] the stages of step k read the columns k, k, k and k + 1', () => {
    const stimulus = stimulusColumns(array(60_000), 2, 600);
    for (const k of [0, 1, 7, 28, 29, 1000, 49_999]) {
      expect([0, 1, 1, 2].map((halfStep) => columnAt(stimulus, 2 * k + halfStep, 0.01))).toEqual([k, k, k, k + 1]);
    }
  });

  test.each([
    [0.005, 100, [0, 0, 0, 0, 1, 1, 1, 1]],
    [0.02, 100, [0, 1, 2, 3, 4, 5, 6, 7]],
    [0.01, 10, [0, 0, 0, 0, 0, 0, 0, 0]],
    [0.01, 300, [0, 1, 3, 4, 6, 7, 9, 10]],
  ])('dt = %d ms, %d samples per ms', (dt, samplesPerMs, expected) => {
    const stimulus = stimulusColumns(array(1000, samplesPerMs), 2, 10);
    expect(expected.map((_, halfStep) => columnAt(stimulus, halfStep, dt))).toEqual(expected);
  });

  test('[M5] the last column holds for ever', () => {
    const stimulus = stimulusColumns(array(3), 2, 100);
    expect(columnAt(stimulus, 1e6, 0.01)).toBe(2);
    const column = new Float64Array(2);
    stimulus.readColumn(2, column, 0);
    expect([...column]).toEqual([4, 5]);
  });

  test('an array for another number of neurons is refused with both numbers', () => {
    expect(() => stimulusColumns(array(3), 120, 100)).toThrow(/current.npy holds 2 neurons, the network has 120/);
  });
});

test('only a file that ends before the run is worth a notice', () => {
  expect(stimulusNotice(array(50_000), 500)).toBeUndefined();
  expect(stimulusNotice(array(50_000), 1000)).toBe('current.npy ends at 500 ms; its last column holds until 1000 ms');
  expect(stimulusNotice(DEFAULT_ODOUR, 1e6)).toBeUndefined();
});
