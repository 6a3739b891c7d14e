import { describe, expect, test } from 'vitest';
import { nerveflow } from '../../model/presets.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import { sliderScale } from './sliderScale.ts';

describe.each(ownedParameters(nerveflow).map((parameter) => [parameter.symbol, parameter] as const))(
  'the slider of %s',
  (_, { range, value }) => {
    const scale = sliderScale(range, value);

    test('goes from the least to the greatest value, upwards all the way', () => {
      expect(scale.placeOf(range[0])).toBe(0);
      expect(scale.placeOf(range[1])).toBeCloseTo(1, 12);
      expect(scale.valueAt(0)).toBe(range[0]);
      expect(scale.valueAt(1)).toBe(range[1]);
      const values = Array.from({ length: 101 }, (_step, k) => scale.valueAt(k / 100));
      for (let k = 1; k <= 100; k++) expect(values[k], `${k} %`).toBeGreaterThan(values[k - 1]!);
    });

    test('finds the place of a value again', () => {
      for (let k = 0; k <= 100; k++) {
        const place = k / 100;
        expect(Math.abs(scale.placeOf(scale.valueAt(place)) - place), `${k} %`).toBeLessThanOrEqual(0.005);
      }
    });

    test("catches the model's value, and lets go of it within a step of the arrow keys", () => {
      const place = scale.placeOf(value);
      expect(scale.valueAt(place + 0.002)).toBe(value);
      expect(scale.valueAt(place + (place > 0.5 ? -0.01 : 0.01))).not.toBe(value);
    });
  },
);

test('values are round numbers', () => {
  const scale = sliderScale([0, 500], 100);
  expect([0.1, 0.3, 0.6001].map((place) => scale.valueAt(place))).toEqual([50, 150, 300]);
  expect(sliderScale([-120, 200], -55).valueAt(0.25)).toBe(-40);
});
